import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { bootstrapByCluster, quantile, seededRandom } from './bootstrap.ts';
import type { Interval } from './intervals.ts';

const satisfaction: number[][] = JSON.parse(
	readFileSync('tests/fixtures/stc3-dialogue-quality/satisfaction.json', 'utf8')
);
const mean = (values: number[]) => values.reduce((sum, v) => sum + v, 0) / values.length;
const width = (interval: Interval | null) => interval!.high! - interval!.low!;

test('19 people on 40 conversations tell as much as 40 conversations, not as 760 ratings', () => {
	const byConversation = bootstrapByCluster(satisfaction, mean, { seed: 1 })!;
	const byRating = bootstrapByCluster(
		satisfaction.flat().map((rating) => [rating]),
		mean,
		{ seed: 1 }
	)!;
	expect(byConversation).toMatchObject({ estimate: mean(satisfaction.flat()), n: 40 });
	expect(byRating.n).toBe(760);
	expect(width(byConversation)).toBeGreaterThan(2 * width(byRating));

	// For a mean of equal clusters the spread of the cluster means gives the same answer.
	const means = satisfaction.map(mean);
	const standardError = Math.sqrt(mean(means.map((m) => (m - mean(means)) ** 2)) / 40);
	expect(width(byConversation) / (2 * 1.96 * standardError)).toBeCloseTo(1, 1);
});

test('the same seed gives the same interval, another seed nearly the same', () => {
	const [a, again, other] = [5, 5, 6].map((seed) =>
		bootstrapByCluster(satisfaction, mean, { seed })
	);
	expect(again).toEqual(a);
	expect(other).not.toEqual(a);
	expect(width(other) / width(a)).toBeCloseTo(1, 1);
});

test('in samples of 30 clusters of 4 the truth lies inside in about 93 of 100', () => {
	const random = seededRandom(3);
	const noise = () => Array.from({ length: 12 }, random).reduce((sum, v) => sum + v, -6);
	const covers = ({ low, high }: Interval) => low! <= 0 && high! >= 0;
	let clustered = 0;
	let naive = 0;
	for (let seed = 0; seed < 300; seed++) {
		const clusters = Array.from({ length: 30 }, noise).map((own) =>
			Array.from({ length: 4 }, () => own + noise())
		);
		const options = { seed, repetitions: 400 };
		if (covers(bootstrapByCluster(clusters, mean, options)!)) clustered++;
		const single = clusters.flat().map((value) => [value]);
		if (covers(bootstrapByCluster(single, mean, options)!)) naive++;
	}
	expect(clustered / 300).toBeGreaterThan(0.9);
	expect(clustered / 300).toBeLessThan(0.975);
	expect(naive / 300).toBeLessThan(0.85);
});

test('any statistic of any record will do', () => {
	const clusters = [[{ agreed: true }, { agreed: false }], [{ agreed: true }], [{ agreed: true }]];
	const share = (pairs: { agreed: boolean }[]) =>
		pairs.filter((p) => p.agreed).length / pairs.length;
	const interval = bootstrapByCluster(clusters, share, { seed: 1 })!;
	expect(interval).toMatchObject({ estimate: 0.75, n: 3, low: 0.5, high: 1 });
});

test('each cluster is drawn as often as another', () => {
	// Three draws of the same one: 1 of 27, just outside the 2.5 % that are cut off.
	expect(bootstrapByCluster([[0], [0], [1]], mean, { seed: 1 })).toMatchObject({ low: 0, high: 1 });
	expect(bootstrapByCluster([[1], [0], [0]], mean, { seed: 1 })).toMatchObject({ low: 0, high: 1 });
});

test('one cluster has no known interval, no data none at all', () => {
	expect(bootstrapByCluster([[1, 2, 3]], mean, { seed: 1 })).toEqual({
		...{ estimate: 2, low: null, high: null, n: 1 }
	});
	expect(bootstrapByCluster([], mean, { seed: 1 })).toBeNull();
	expect(bootstrapByCluster([[], []], mean, { seed: 1 })).toBeNull();
});

test('a statistic without a value in many resamples has no known interval', () => {
	const variance = (v: number[]) => (v.every((x) => x === v[0]) ? null : mean(v.map((x) => x * x)));
	expect(bootstrapByCluster([[0], [0], [1]], variance, { seed: 1 })).toMatchObject({
		...{ low: null, high: null, n: 3 }
	});
});

test('quantiles are those of R and the median is the middle', () => {
	expect(quantile([4, 1, 3, 2], 0.5)).toBe(2.5);
	expect(quantile([9, 1, 5], 0.5)).toBe(5);
	expect(quantile([1, 2, 3, 4], 0.25)).toBe(1.75);
	expect(quantile([3], 0.975)).toBe(3);
});

test('seeded numbers are spread evenly over 0 to 1', () => {
	const random = seededRandom(42);
	const counts = Array<number>(10).fill(0);
	for (let i = 0; i < 100_000; i++) counts[Math.floor(random() * 10)]++;
	const chiSquare = counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
	// 9 degrees of freedom: 99.9 % lie below.
	expect(chiSquare).toBeLessThan(27.88);
});
