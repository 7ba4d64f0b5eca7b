import { regions, type Locale } from './locales.ts';
import { m } from '#lib/paraglide/messages.js';
import type { VisitState } from './visit-states.ts';

export const visitStateWords: Record<VisitState, () => string> = {
	planned: m.visits_state_planned,
	taken: m.visits_state_taken,
	in_progress: m.visits_state_in_progress,
	filed: m.visits_state_filed,
	in_check: m.visits_state_in_check,
	returned: m.visits_state_returned,
	filed_again: m.visits_state_filed_again,
	approved: m.visits_state_approved,
	released: m.visits_state_released,
	excluded: m.visits_state_excluded,
	cancelled: m.visits_state_cancelled,
	expired: m.visits_state_expired
};

const marks: Record<string, () => string> = {
	late: m.visits_mark_late,
	not_current: m.visits_mark_not_current,
	clock_ahead: m.visits_mark_clock,
	conflict: m.visits_mark_conflict
};

/** What a mark of a filing says. */
export function markText(mark: string): string {
	const minutes = mark.match(/^clock_off:(-?\d+)$/)?.[1];
	return minutes ? m.visits_mark_clock_off({ minutes }) : (marks[mark]?.() ?? mark);
}

/** From one day to another, shortened where the locale does. */
export const periodText = (from: string, to: string, locale: Locale) =>
	new Intl.DateTimeFormat(regions[locale], { timeZone: 'UTC', dateStyle: 'medium' }).formatRange(
		new Date(`${from}T00:00:00Z`),
		new Date(`${to}T00:00:00Z`)
	);

/** Monday … Sunday, as 1 … 7. */
export const weekdayText = (day: number, locale: Locale) =>
	new Date(Date.UTC(2024, 0, day)).toLocaleDateString(regions[locale], {
		timeZone: 'UTC',
		weekday: 'short'
	});
