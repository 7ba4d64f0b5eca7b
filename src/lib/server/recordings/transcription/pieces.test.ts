import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hasVoice, piecesOf } from './pieces.ts';

const [loud, quiet] = [0.2, 0.001];
/** Stretches of [level, seconds]. */
const sound = (...parts: [number, number][]) =>
	Float32Array.from(parts.flatMap(([level, seconds]) => Array<number>(seconds * 20).fill(level)));

test('a short call is one piece a channel, without the silence at its ends', () => {
	const left = sound([quiet, 2], [loud, 5], [quiet, 3]);
	const right = sound([quiet, 6], [loud, 4]);
	expect(piecesOf([left, right], 600_000)).toEqual([
		{ channel: 0, fromMs: 1700, toMs: 7300 },
		{ channel: 1, fromMs: 5700, toMs: 10_000 }
	]);
});

test('a long call is cut in its pauses', () => {
	const talk = sound([loud, 14], [quiet, 2], [loud, 13], [quiet, 1], [loud, 9]);
	expect(piecesOf([talk], 20_000)).toEqual([
		{ channel: 0, fromMs: 0, toMs: 14_300 },
		{ channel: 0, fromMs: 15_800, toMs: 29_300 },
		{ channel: 0, fromMs: 29_800, toMs: 39_000 }
	]);
});

test('a channel in which nobody speaks is not sent', () =>
	expect(piecesOf([sound([loud, 3], [quiet, 3]), sound([quiet, 6])], 20_000)).toEqual([
		{ channel: 0, fromMs: 0, toMs: 3300 }
	]));

test('no sound is lost, no piece is too long and none overlaps another, whatever is said', () => {
	const level = fc.constantFrom(quiet, quiet, loud, 0.05);
	fc.assert(
		fc.property(fc.array(level, { minLength: 1, maxLength: 2000 }), (levels) => {
			const pieces = piecesOf([Float32Array.from(levels)], 10_000);
			for (const [i, { fromMs, toMs }] of pieces.entries()) {
				expect(toMs - fromMs).toBeGreaterThan(0);
				expect(toMs - fromMs).toBeLessThanOrEqual(10_000);
				if (i) expect(fromMs).toBeGreaterThanOrEqual(pieces[i - 1].toMs);
			}
			const covered = (ms: number) => pieces.some(({ fromMs, toMs }) => fromMs <= ms && ms < toMs);
			levels.forEach((one, i) => one === loud && expect(covered(i * 50)).toBe(true));
		}),
		{ numRuns: 50 }
	);
});

test('whether somebody speaks in a stretch', () => {
	const levels = sound([quiet, 1], [loud, 1], [quiet, 1]);
	expect(hasVoice(levels, 0.01, 0, 900)).toBe(false);
	expect(hasVoice(levels, 0.01, 900, 1100)).toBe(true);
	expect(hasVoice(levels, 0.01, 2100, 2100)).toBe(false);
	expect(hasVoice(levels, 0.01, 5000, 9000)).toBe(false);
});
