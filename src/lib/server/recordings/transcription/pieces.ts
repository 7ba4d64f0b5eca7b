import { limitOf, window } from '../sound/loudness.ts';

/** A stretch of one channel in which somebody may speak. */
export type Piece = { channel: number; fromMs: number; toMs: number };

const windowMs = window * 1000;
/** A cut is made in the middle of so many windows that are quiet together. */
const around = 8;
/** Kept before the first and behind the last sound of a piece, in windows. */
const margin = 6;

/**
 * Cuts each channel where it is quietest, into pieces of at most `longestMs`, without the silence at both ends of
 * a piece. A piece in which nobody speaks is none. `levels` are of windows of 50 ms; the earlier pieces come first.
 */
export function piecesOf(levels: Float32Array[], longestMs: number): Piece[] {
	return levels
		.flatMap((own, channel) => cut(own, channel, Math.floor(longestMs / windowMs)))
		.sort((a, b) => a.fromMs - b.fromMs || a.channel - b.channel);
}

function cut(levels: Float32Array, channel: number, longest: number): Piece[] {
	const limit = limitOf(levels);
	const pieces: Piece[] = [];
	for (let from = 0; from < levels.length;) {
		const to = endOf(levels, from, longest);
		const own = levels.subarray(from, to);
		const first = own.findIndex((level) => level > limit);
		if (first >= 0) {
			const last = own.findLastIndex((level) => level > limit);
			const start = Math.max(from, from + first - margin);
			const end = Math.min(to, from + last + 1 + margin);
			pieces.push({ channel, fromMs: start * windowMs, toMs: end * windowMs });
		}
		from = to;
	}
	return pieces;
}

function endOf(levels: Float32Array, from: number, longest: number) {
	const last = from + longest;
	if (last >= levels.length) return levels.length;
	let best = last;
	let quietest = Infinity;
	for (let at = from + Math.ceil(longest / 2); at <= last; at++) {
		const sum = sumOf(levels, at - around / 2, at + around / 2);
		if (sum <= quietest) [best, quietest] = [at, sum];
	}
	return best;
}

function sumOf(levels: Float32Array, from: number, to: number) {
	let sum = 0;
	for (let i = from; i < to; i++) sum += levels[i] ?? 0;
	return sum;
}

/** Whether a channel is louder than its line anywhere in this stretch. */
export function hasVoice(
	levels: Float32Array,
	limit: number,
	fromMs: number,
	toMs: number
): boolean {
	const [from, to] = [Math.floor(fromMs / windowMs), Math.ceil(toMs / windowMs)];
	return levels.subarray(Math.max(0, from), Math.max(to, from + 1)).some((level) => level > limit);
}
