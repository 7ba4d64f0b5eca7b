import { describe, expect, test } from 'vitest';
import { seededRandom } from './bootstrap.ts';
import {
	changeOf,
	compare,
	differenceInterval,
	isDetectable,
	meanInterval,
	newcombe,
	overlap,
	scoreRange,
	summarise,
	wilson
} from './intervals.ts';
import type { Interval } from './intervals.ts';
import { percent } from './scoring.ts';

const asScores = { range: scoreRange };
const halfWidth = ({ low, high }: Interval) => (high! - low!) / 2;

/** n values with mean 0 and exactly this standard deviation. */
function spread(n: number, sd: number) {
	const values = Array.from({ length: n }, (_, i) => i - (n - 1) / 2);
	const own = Math.sqrt(values.reduce((sum, v) => sum + v ** 2, 0) / (n - 1));
	return values.map((v) => (v * sd) / own);
}

/** Box & Muller (1958). */
function normals(seed: number) {
	const random = seededRandom(seed);
	return () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

describe('a share', () => {
	test.each([
		{ passed: 4, of: 5, low: '38%', high: '96%' },
		{ passed: 17, of: 20, low: '64%', high: '95%' },
		{ passed: 26, of: 30, low: '70%', high: '95%' },
		{ passed: 85, of: 100, low: '77%', high: '91%' }
	])('of $passed in $of is shown with $low to $high', ({ passed, of, low, high }) => {
		const interval = wilson(passed, of)!;
		expect(interval).toMatchObject({ estimate: passed / of, n: of });
		expect([percent(interval.low, 'en'), percent(interval.high, 'en')]).toEqual([low, high]);
	});

	test.each([
		{ passed: 81, of: 263, low: 0.2553, high: 0.3662 },
		{ passed: 15, of: 148, low: 0.0624, high: 0.1605 },
		{ passed: 0, of: 20, low: 0, high: 0.1611 },
		{ passed: 1, of: 29, low: 0.0061, high: 0.1718 }
	])(
		'of $passed in $of has the bounds of Newcombe (1998), table I',
		({ passed, of, low, high }) => {
			expect(wilson(passed, of)!.low).toBeCloseTo(low, 4);
			expect(wilson(passed, of)!.high).toBeCloseTo(high, 4);
		}
	);

	test('of none ends at exactly 0, of all at exactly 1', () => {
		for (let n = 1; n <= 200; n++) {
			expect(wilson(0, n)!.low).toBe(0);
			expect(wilson(n, n)!.high).toBe(1);
		}
	});

	test('of nothing has no interval, and an impossible one is refused', () => {
		expect(wilson(0, 0)).toBeNull();
		for (const [passed, of] of [
			[6, 5],
			[-1, 5],
			[NaN, 5],
			[1, NaN]
		])
			expect(() => wilson(passed, of)).toThrow(RangeError);
	});

	test('is held narrower at a lower level', () => {
		expect(halfWidth(wilson(4, 5, 0.8)!)).toBeLessThan(halfWidth(wilson(4, 5)!));
	});
});

describe('a mean', () => {
	test.each([
		{ n: 5, half: 14.9 },
		{ n: 8, half: 10.0 },
		{ n: 10, half: 8.6 },
		{ n: 20, half: 5.6 },
		{ n: 30, half: 4.5 }
	])('of $n scores with standard deviation 12 is known to ±$half', ({ n, half }) => {
		expect(halfWidth(meanInterval(spread(n, 12))!)).toBeCloseTo(half, 1);
	});

	// Fisher & Yates, Statistical Tables, table III.
	test.each([
		{ n: 2, t: 12.706 },
		{ n: 3, t: 4.303 },
		{ n: 5, t: 2.776 },
		{ n: 31, t: 2.042 },
		{ n: 121, t: 1.98 }
	])('of $n values uses t = $t', ({ n, t }) => {
		expect(halfWidth(meanInterval(spread(n, Math.sqrt(n)))!)).toBeCloseTo(t, 3);
	});

	test('of the reviews 100, 9.91, 63.96, 90.99 and 0 is shown as 52.97 %', () => {
		const { estimate, low, high, n } = meanInterval([1, 0.0991, 0.6396, 0.9099, 0], asScores)!;
		expect(percent(estimate, 'en', 2)).toBe('52.97%');
		expect({ low, high, n }).toEqual({ low: 0, high: 1, n: 5 });
	});

	test('of nothing is nothing, and of one value has no known interval', () => {
		expect(meanInterval([])).toBeNull();
		expect(meanInterval([0.8], asScores)).toEqual({ estimate: 0.8, low: null, high: null, n: 1 });
	});

	test('of equal values is never certain', () => {
		expect(meanInterval([7, 7, 7])).toMatchObject({ estimate: 7, low: null, high: null });
		expect(meanInterval([7, 7, 7], { range: [0, Infinity] })).toMatchObject({
			low: null,
			high: null
		});
		expect(meanInterval(Array(12).fill(1), asScores)).toEqual({ ...wilson(12, 12), estimate: 1 });
		const middle = meanInterval([0.3, 0.1 + 0.2, 0.3, 0.3], asScores)!;
		expect(middle.low).toBeCloseTo(wilson(1.2, 4)!.low!, 12);
		const points = meanInterval([75, 75], { range: [50, 100] })!;
		expect(points.high).toBeCloseTo(50 + 50 * wilson(1, 2)!.high!, 12);
	});

	test('of values outside the range, or not numbers, is refused', () => {
		expect(() => meanInterval([0.5, 78], asScores)).toThrow('78 is outside 0..1');
		expect(() => meanInterval([0.5, NaN])).toThrow(RangeError);
	});

	test('holds the truth in 95 of 100 samples', () => {
		const normal = normals(7);
		let held = 0;
		for (let i = 0; i < 4000; i++) {
			const { low, high } = meanInterval(Array.from({ length: 5 }, normal))!;
			if (low! <= 0 && high! >= 0) held++;
		}
		expect(held / 4000).toBeGreaterThan(0.94);
		expect(held / 4000).toBeLessThan(0.96);
	});
});

describe('a change', () => {
	// Student (1908), additional hours of sleep; the output of R's t.test(extra ~ group, sleep).
	const dextro = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0];
	const laevo = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];

	test('has the interval of Welch', () => {
		const { estimate, low, high, n } = differenceInterval(dextro, laevo)!;
		expect(estimate).toBeCloseTo(1.58, 10);
		expect(low).toBeCloseTo(-0.2054832, 5);
		expect(high).toBeCloseTo(3.3654832, 5);
		expect(n).toBe(20);
	});

	// Newcombe (1998), Stat. Med. 17:873–890, table II, method 10.
	test.each([
		{ after: [56, 70], before: [48, 80], low: 0.0524, high: 0.3339 },
		{ after: [9, 10], before: [3, 10], low: 0.1705, high: 0.809 },
		{ after: [6, 7], before: [2, 7], low: 0.0582, high: 0.8062 },
		{ after: [5, 56], before: [0, 29], low: -0.0381, high: 0.1926 },
		{ after: [10, 10], before: [0, 20], low: 0.6791, high: 1 }
	])('from $before to $after has the interval of Newcombe', ({ after, before, low, high }) => {
		const change = newcombe(wilson(before[0], before[1]), wilson(after[0], after[1]))!;
		expect(change.low).toBeCloseTo(low, 4);
		expect(change.high).toBeCloseTo(high, 4);
		expect(change.n).toBe(before[1] + after[1]);
	});

	const around = (mean: number, n = 8) => spread(n, 0.12).map((v) => mean + v);
	test.each([
		{ name: '20 points up over 8 reviews', before: around(0.6), after: around(0.8), word: 'up' },
		{ name: '20 points down', before: around(0.8), after: around(0.6), word: 'down' },
		{ name: '5 points', before: around(0.6), after: around(0.65), word: 'no_detectable_change' },
		{ name: 'none at all', before: around(0.6), after: around(0.6), word: 'no_detectable_change' },
		{ name: 'one review to many', before: [0.2], after: around(0.6), word: 'too_few' },
		{ name: 'no reviews to many', before: [], after: around(0.6), word: 'too_few' },
		{ name: '12 perfect ones to 60', before: Array(12).fill(1), after: around(0.6), word: 'down' },
		{
			name: 'twice 75 to twice 100',
			before: [0.75, 0.75],
			after: [1, 1],
			word: 'no_detectable_change'
		}
	])('of $name is called $word', ({ before, after, word }) => {
		expect(compare(before, after, asScores)).toBe(word);
		expect(isDetectable(differenceInterval(before, after, asScores))).toBe(
			word === 'up' || word === 'down'
		);
	});

	test('between shares is named the same way', () => {
		expect(changeOf(newcombe(wilson(48, 80), wilson(56, 70)))).toBe('up');
		expect(changeOf(newcombe(wilson(0, 0), wilson(56, 70)))).toBe('too_few');
	});

	test('of scores lies within −1 and 1', () => {
		expect(differenceInterval([0, 0.9], [0.1, 1], asScores)).toMatchObject({ low: -1, high: 1 });
	});

	test('that is only luck is named in about one of twenty', () => {
		const normal = normals(11);
		const five = () => Array.from({ length: 5 }, () => 75 + 12 * normal());
		const named = Array.from({ length: 4000 }, () => compare(five(), five())).filter(
			(word) => word !== 'no_detectable_change'
		);
		expect(named.length / 4000).toBeGreaterThan(0.03);
		expect(named.length / 4000).toBeLessThan(0.06);
	});
});

describe('two people', () => {
	const interval = (low: number | null, high: number | null) => ({
		estimate: 0.5,
		low,
		high,
		n: 9
	});

	test.each([
		{ name: 'apart', a: interval(0.1, 0.4), b: interval(0.5, 0.9), same: false },
		{ name: 'touching', a: interval(0.1, 0.5), b: interval(0.5, 0.9), same: true },
		{ name: 'one inside the other', a: interval(0.1, 0.9), b: interval(0.4, 0.5), same: true },
		{ name: 'one unknown', a: interval(null, null), b: interval(0.4, 0.5), same: true },
		{ name: 'one without data', a: null, b: interval(0.4, 0.5), same: true }
	])('with intervals $name are ranked only when these do not overlap', ({ a, b, same }) => {
		expect(overlap(a, b)).toBe(same);
		expect(overlap(b, a)).toBe(same);
	});

	test('of twenty identical ones with five reviews lie 20 points apart by luck, and are not ranked', () => {
		const normal = normals(1);
		const rounds = 1000;
		let gaps = 0;
		let ranked = 0;
		for (let round = 0; round < rounds; round++) {
			const people = Array.from({ length: 20 }, () =>
				meanInterval(Array.from({ length: 5 }, () => 75 + 12 * normal()))!
			).sort((a, b) => a.estimate - b.estimate);
			gaps += people[19].estimate - people[0].estimate;
			people.forEach((a, i) => (ranked += people.slice(0, i).filter((b) => !overlap(a, b)).length));
		}
		expect(gaps / rounds).toBeGreaterThan(19.6);
		expect(gaps / rounds).toBeLessThan(20.6);
		expect(ranked / (rounds * 190)).toBeLessThan(0.01);
	});
});

describe('a summary', () => {
	test('has mean, standard deviation, median and the interval of the mean', () => {
		expect(summarise([0.2, 1, 0.6, 0.4], asScores)).toEqual({
			mean: expect.closeTo(0.55, 12),
			sd: expect.closeTo(0.3415650255, 9),
			median: 0.5,
			n: 4,
			low: expect.closeTo(0.0064938, 6),
			high: 1
		});
	});

	test('of one value knows no spread, and of none is nothing', () => {
		expect(summarise([3])).toEqual({ mean: 3, sd: null, median: 3, n: 1, low: null, high: null });
		expect(summarise([])).toBeNull();
	});
});
