import type { Silence } from '../../recording.ts';
import type { Segment } from '../../transcript.ts';
import { hiddenStretches } from '../conversations/masking/stretches.ts';

/** So much the times of words may be off, in ms. */
const margin = 250;
/** What has no end lasts until the end of any recording. */
const never = 2_147_483_647;

/**
 * Where the sound must be silent because the transcript hides what is said there, in order. What has no time of
 * its own is hidden from the last time before it to the next one; without any times that is all.
 */
export function silentStretches(segments: Segment[]): Silence[] {
	const found = hiddenStretches(segments).map(({ segment, startMs, endMs }): Silence => {
		const place = segments.findIndex(({ ordinal }) => ordinal === segment);
		const from = startMs ?? lastTimeBefore(segments, place);
		const to = endMs ?? nextTimeAfter(segments, place, from);
		return [Math.max(0, from - margin), Math.min(never, to + margin)];
	});
	return joined(found.sort((a, b) => a[0] - b[0]));
}

function lastTimeBefore(segments: Segment[], place: number) {
	const before = segments.slice(0, place).findLast(({ startMs }) => startMs !== undefined);
	return before?.startMs ?? 0;
}

function nextTimeAfter(segments: Segment[], place: number, from: number) {
	const after = segments
		.slice(place + 1)
		.find(({ startMs }) => startMs !== undefined && startMs > from);
	return after?.startMs ?? never;
}

function joined(sorted: Silence[]): Silence[] {
	const stretches: Silence[] = [];
	for (const [from, to] of sorted) {
		const last = stretches.at(-1);
		if (last && from <= last[1]) last[1] = Math.max(last[1], to);
		else stretches.push([from, to]);
	}
	return stretches;
}
