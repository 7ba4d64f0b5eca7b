import { expect, test } from 'vitest';
import { clusteredInterval } from './clustered-interval.ts';
import { meanInterval, scoreRange, wilson } from './intervals.ts';

const values = [0.2, 0.5, 0.9, 0.4, 0.7];

test('a cluster for each value is the plain interval', () => {
	const clustered = clusteredInterval(values.map((value) => [value]))!;
	const plain = meanInterval(values, { range: scoreRange })!;
	expect(clustered.low).toBeCloseTo(plain.low!, 10);
	expect(clustered.high).toBeCloseTo(plain.high!, 10);
});

test('visits of two places that are alike say hardly more than two visits', () => {
	const clustered = clusteredInterval([
		[0.4, 0.41, 0.4, 0.39],
		[0.6, 0.6, 0.61, 0.59]
	])!;
	expect(clustered).toMatchObject({ n: 8, low: 0, high: 1 });
	expect(clustered.estimate).toBeCloseTo(0.5, 10);
});

test('three places, by hand: residual sums −0.3, 0, 0.3 over six visits', () => {
	const { low } = clusteredInterval([
		[0.3, 0.4],
		[0.5, 0.5],
		[0.6, 0.7]
	])!;
	// sqrt(3/2 · 0.18 / 36) · t(0.975, 2)
	expect(low).toBeCloseTo(0.5 - Math.sqrt((1.5 * 0.18) / 36) * 4.302653, 5);
});

test('it is never narrower than without clusters, one place stands for itself, nothing is nothing', () => {
	const balanced = clusteredInterval(
		[
			[0, 1],
			[1, 0],
			[0, 1]
		],
		'share'
	)!;
	expect(balanced).toEqual(wilson(3, 6));
	expect(clusteredInterval([values])).toEqual(meanInterval(values, { range: scoreRange }));
	expect(clusteredInterval([])).toBeNull();
	expect(clusteredInterval([[0.5]])).toMatchObject({ low: null, n: 1 });
});
