import type { Segment } from './transcript.ts';

/** Fewer do not tell. */
const enough = 3;

/**
 * Which of two channels the employee speaks in by the transcript: where most of their segments are louder than
 * in the other. null: the transcript has no times, or does not tell. `peaks` are of the whole recording.
 */
export function employeeChannelHeard(
	segments: Segment[],
	peaks: ArrayLike<number>[],
	durationMs: number
): number | null {
	if (peaks.length !== 2 || durationMs === 0) return null;
	const votes = [0, 0];
	for (const { speaker, kind, startMs, endMs } of segments) {
		const isCaller = speaker === 'customer';
		if (kind !== 'message' || (!isCaller && speaker !== 'employee')) continue;
		if (startMs === undefined || endMs === undefined) continue;
		const [left, right] = peaks.map((one) =>
			loudness(one, startMs / durationMs, endMs / durationMs)
		);
		const louder = left > 1.5 * right ? 0 : right > 1.5 * left ? 1 : null;
		if (louder !== null) votes[isCaller ? 1 - louder : louder]++;
	}
	const [first, second] = votes;
	if (first + second < enough || Math.max(first, second) < 0.75 * (first + second)) return null;
	return first > second ? 0 : 1;
}

/** Sum over a part of the values, from and to as shares of all. */
function loudness(values: ArrayLike<number>, from: number, to: number) {
	let sum = 0;
	for (let i = Math.floor(from * values.length); i < Math.ceil(to * values.length); i++)
		sum += values[i] ?? 0;
	return sum;
}
