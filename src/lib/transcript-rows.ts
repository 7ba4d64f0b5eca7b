import { gaps, waits } from './conversation-metrics.ts';
import type { Segment } from './transcript.ts';

export type Row = {
	segment: Segment;
	/** Silence worth showing before this segment, in ms. */
	gapMs: number | null;
	/** How long the customer had waited for this answer, where that is over the standard, in ms. */
	lateMs: number | null;
};

/** Shorter silences are part of talking, in ms; where a day is the standard, so are longer ones. */
const shownGap = (standardMs: number | null) => Math.max(30_000, (standardMs ?? 0) / 2);

/** The segments with what stands between them: silences, and answers later than the standard. */
export function rowsOf(segments: Segment[], standardMs: number | null): Row[] {
	const silences = gaps(segments);
	const waited = new Map(waits(segments).map(({ answer, ms }) => [answer, ms]));
	return segments.map((segment, i) => {
		const wait = waited.get(segment.ordinal) ?? null;
		const isLate = wait !== null && standardMs !== null && wait > standardMs;
		const gap = silences[i];
		const isShown = gap !== null && gap > 0 && (gap >= shownGap(standardMs) || isLate);
		return { segment, gapMs: isShown ? gap : null, lateMs: isLate ? wait : null };
	});
}

/** Ordinal of the segment that is heard at this place of the recording; null before the first. */
export function segmentAt(segments: Segment[], ms: number): number | null {
	const begun = segments.filter(({ startMs }) => startMs !== undefined && startMs <= ms);
	const inside = begun.findLast(({ endMs }) => endMs === undefined || ms < endMs);
	return (inside ?? begun.at(-1))?.ordinal ?? null;
}
