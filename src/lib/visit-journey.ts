import { m } from '#lib/paraglide/messages.js';
import { clock } from './clock.ts';
import type { Locale } from './locales.ts';
import type { VisitResult } from './visit-result.ts';

/** Where on a bar from 0 to 1 the standard stands, the same at every step. */
export const standardAt = 2 / 3;

/** A station of the customer's way: the doors, and what was measured between them. */
export type Station = {
	name: string;
	/** 12:04 at a door, 6:40 for a time. */
	figure: string;
	/** How long its bar is, 0..1; null without a standard. */
	length: number | null;
	isOver: boolean;
	notes: string[];
};

/** Arrival, each measured time in the order of the form, departure. Empty when nothing was measured. */
export function stationsOf(visit: VisitResult, locale: Locale): Station[] {
	const { journey, arrived, left, minutes } = visit;
	if (!journey.length) return [];
	const words = { locale };
	const door = (name: string, time: string | null, notes: string[] = []): Station[] =>
		time ? [{ name, figure: time, length: null, isOver: false, notes }] : [];
	const stayed = minutes !== null && minutes >= 0 ? [m.results_stay({ minutes }, words)] : [];
	return [
		...door(m.results_arrived({}, words), arrived),
		...journey.map((step) => measured(step, locale)),
		...door(m.results_left({}, words), left, stayed)
	];
}

function measured(step: VisitResult['journey'][number], locale: Locale): Station {
	const { name, seconds, standard } = step;
	const words = { locale };
	const [figure, isOver] = [clock(seconds), standard !== null && seconds > standard];
	if (standard === null)
		return { name, figure, length: null, isOver, notes: [m.results_no_standard({}, words)] };
	const verdict = isOver
		? `✗ ${m.results_over_by({ time: clock(seconds - standard) }, words)}`
		: `✓ ${m.results_in_time({}, words)}`;
	const length = Math.min((seconds / standard) * standardAt, 1);
	const notes = [m.results_standard({ time: clock(standard) }, words), verdict];
	return { name, figure, length, isOver, notes };
}
