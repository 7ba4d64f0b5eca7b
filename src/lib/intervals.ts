import jstat from 'jstat';
import { quantile } from './bootstrap.ts';

export { bootstrapByCluster } from './bootstrap.ts';

export interface Interval {
	estimate: number;
	/** Both bounds are null when the data cannot tell them: show "interval unknown", never a point. */
	low: number | null;
	high: number | null;
	n: number;
}

export interface IntervalOptions {
	/** How often the method holds the truth, 0.95 unless told. */
	level?: number;
	/** The least and greatest possible value; bounds stay inside. Scores have `scoreRange`. */
	range?: Range;
}

export type Range = readonly [min: number, max: number];
export type Change = 'up' | 'down' | 'no_detectable_change' | 'too_few';

/** Review scores and level values; pass it as `range` for every mean of scores. */
export const scoreRange: Range = [0, 1];

/**
 * A share of successes. Wilson (1927), J. Am. Stat. Assoc. 22:209–212, without continuity correction,
 * as Brown, Cai & DasGupta (2001), Stat. Sci. 16:101–133, advise for small n. Null when n is 0.
 */
export function wilson(successes: number, n: number, level = 0.95): Interval | null {
	if (!(successes >= 0 && successes <= n)) throw new RangeError(`${successes} of ${n} is no share`);
	if (n === 0) return null;
	const z = jstat.normal.inv(tail(level), 0, 1);
	const share = successes / n;
	const centre = (share + z ** 2 / (2 * n)) / (1 + z ** 2 / n);
	const half =
		(z / (1 + z ** 2 / n)) * Math.sqrt((share * (1 - share)) / n + z ** 2 / (4 * n ** 2));
	return {
		estimate: share,
		low: successes === 0 ? 0 : clamp(centre - half, scoreRange),
		high: successes === n ? 1 : clamp(centre + half, scoreRange),
		n
	};
}

/**
 * A mean. Student (1908), Biometrika 6:1–25. Null without values; one value has no interval.
 * Equal values have no spread to judge by, and a bar of no width would claim certainty: inside a
 * `range` they get Wilson's bounds, which assume the largest spread that such a mean allows
 * (Bhatia & Davis 2000, Am. Math. Mon. 107:353–357), without one the interval is unknown.
 */
export function meanInterval(values: number[], options: IntervalOptions = {}): Interval | null {
	requireInside(values, options.range);
	const n = values.length;
	if (n === 0) return null;
	const estimate = meanOf(values);
	if (n === 1) return { estimate, low: null, high: null, n };
	if (!isSpread(values)) return withoutSpread(estimate, n, options);
	const half = studentT(options.level, n - 1) * Math.sqrt(varianceOf(values) / n);
	return between(estimate, half, n, options.range);
}

/**
 * How much the mean of `after` lies above that of `before`, two independent samples. Welch (1947),
 * Biometrika 34:28–35, degrees of freedom after Satterthwaite (1946). Where one sample has no spread,
 * `newcombe` on the two intervals. Null without values on a side; unknown bounds with only one.
 */
export function differenceInterval(
	before: number[],
	after: number[],
	options: IntervalOptions = {}
): Interval | null {
	const intervals = [meanInterval(before, options), meanInterval(after, options)] as const;
	if (!isSpread(before) || !isSpread(after)) return newcombe(...intervals);

	const [a, b] = [before, after].map((values) => varianceOf(values) / values.length);
	const freedom = (a + b) ** 2 / (a ** 2 / (before.length - 1) + b ** 2 / (after.length - 1));
	const half = studentT(options.level, freedom) * Math.sqrt(a + b);
	const difference = meanOf(after) - meanOf(before);
	const range = options.range && ([-width(options.range), width(options.range)] as const);
	return between(difference, half, before.length + after.length, range);
}

/**
 * `after` − `before` from their own intervals, of shares above all. Newcombe (1998), Stat. Med.
 * 17:873–890, method 10; for any estimates Zou & Donner (2008), Stat. Med. 27:1693–1702.
 */
export function newcombe(before: Interval | null, after: Interval | null): Interval | null {
	if (!before || !after) return null;
	const estimate = after.estimate - before.estimate;
	const n = before.n + after.n;
	if (!isKnown(before) || !isKnown(after)) return { estimate, low: null, high: null, n };
	return {
		estimate,
		low: estimate - Math.hypot(after.estimate - after.low, before.high - before.estimate),
		high: estimate + Math.hypot(after.high - after.estimate, before.estimate - before.low),
		n
	};
}

/** A change may be named: its interval is known and excludes 0. */
export function isDetectable(difference: Interval | null): boolean {
	return isKnown(difference) && (difference.low > 0 || difference.high < 0);
}

/** The word for a difference: a direction only when it is detectable. */
export function changeOf(difference: Interval | null): Change {
	if (!isKnown(difference)) return 'too_few';
	if (!isDetectable(difference)) return 'no_detectable_change';
	return difference.estimate > 0 ? 'up' : 'down';
}

/** Where the mean went from `before` to `after`; too few when a side has fewer than two values. */
export function compare(before: number[], after: number[], options: IntervalOptions = {}): Change {
	return changeOf(differenceInterval(before, after, options));
}

/** Two people with overlapping intervals are not ranked; an unknown interval overlaps with all. */
export function overlap(a: Interval | null, b: Interval | null): boolean {
	return !isKnown(a) || !isKnown(b) || (a.low <= b.high && b.low <= a.high);
}

/** Sample sd (n − 1, null for one value), median, and the bounds of `meanInterval`. */
export function summarise(values: number[], options: IntervalOptions = {}) {
	const interval = meanInterval(values, options);
	if (!interval) return null;
	const { estimate: mean, low, high, n } = interval;
	const sd = n > 1 ? Math.sqrt(varianceOf(values)) : null;
	return { mean, sd, median: quantile(values, 0.5), n, low, high };
}

function withoutSpread(estimate: number, n: number, { level, range }: IntervalOptions): Interval {
	if (!range || width(range) === Infinity) return { estimate, low: null, high: null, n };
	const share = clamp((estimate - range[0]) / width(range), scoreRange);
	const { low, high } = wilson(n * share, n, level)!;
	const inRange = (bound: number | null) => range[0] + bound! * width(range);
	return { estimate, low: inRange(low), high: inRange(high), n };
}

function between(estimate: number, half: number, n: number, range?: Range): Interval {
	return { estimate, low: clamp(estimate - half, range), high: clamp(estimate + half, range), n };
}

function isKnown(interval: Interval | null): interval is Interval & { low: number; high: number } {
	return interval !== null && interval.low !== null && interval.high !== null;
}

// Equal scores may differ in their last binary digit.
function isSpread(values: number[]) {
	return values.some((value) => Math.abs(value - values[0]) > 1e-9 * Math.max(1, Math.abs(value)));
}

function requireInside(
	values: number[],
	[min, max]: Range = [-Number.MAX_VALUE, Number.MAX_VALUE]
) {
	const stray = values.find((value) => !(value >= min && value <= max));
	if (stray !== undefined) throw new RangeError(`${stray} is outside ${min}..${max}`);
}

function clamp(value: number, [min, max]: Range = [-Infinity, Infinity]) {
	return Math.min(max, Math.max(min, value));
}

function width([min, max]: Range) {
	return max - min;
}

function meanOf(values: number[]) {
	return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function varianceOf(values: number[]) {
	const mean = meanOf(values);
	return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
}

function studentT(level = 0.95, degreesOfFreedom: number) {
	return jstat.studentt.inv(tail(level), degreesOfFreedom);
}

function tail(level: number) {
	return 1 - (1 - level) / 2;
}
