import { m } from '#lib/paraglide/messages.js';
import type { Change, Measured } from './coaching-report.ts';
import type { Locale } from './locales.ts';
import { percent } from './scoring.ts';

/** 78: a share in points, without its sign; a dash when there is none. */
export function points(share: number | null, locale: Locale): string {
	return percent(share, locale).replace(/[\s%]/g, '');
}

/** −14, +6, 0 */
export function signedPoints(share: number, locale: Locale): string {
	const rounded = points(Math.abs(share), locale);
	if (rounded === '0') return rounded;
	return (share < 0 ? '−' : '+') + rounded;
}

/** 71–85 % */
export function range(low: number, high: number, locale: Locale): string {
	return `${points(low, locale)}–${percent(high, locale)}`;
}

/** How sure: '71–85 %, n = 12', 'interval unknown, n = 1', 'n = 0'. */
export function certainty({ mean, low, high, n }: Measured, locale: Locale): string {
	if (low !== null && high !== null) return `${range(low, high, locale)}, n = ${n}`;
	return mean === null ? `n = ${n}` : `${m.report_interval_unknown({}, { locale })}, n = ${n}`;
}

/** 'No detectable change', 'Up 7 points': a direction only when it is detectable. */
export function changeWords({ kind, difference }: Change, locale: Locale): string {
	const count = Math.abs(Math.round((difference ?? 0) * 100));
	switch (kind) {
		case 'up':
			return m.report_change_up({ points: count }, { locale });
		case 'down':
			return m.report_change_down({ points: count }, { locale });
		case 'no_detectable_change':
			return m.report_change_none({}, { locale });
		case 'too_few':
			return m.report_change_few({}, { locale });
	}
}

/** −14 (−24…−4): a difference with its interval; '' where there is none. */
export function differenceWords({ difference, low, high }: Change, locale: Locale): string {
	if (difference === null || low === null || high === null) return '';
	const [at, from, to] = [difference, low, high].map((share) => signedPoints(share, locale));
	return `${at} (${from}…${to})`;
}
