import type { Interval } from './intervals.ts';

export interface BootstrapOptions {
	/** The same seed and data give the same interval. */
	seed: number;
	repetitions?: number;
	level?: number;
}

/** A resample in which the statistic has no value is left out; with more than these, no interval. */
const undefinedShare = 0.05;

/**
 * Percentile interval, Efron (1979), Ann. Stat. 7:1–26, resampling whole clusters (Davison & Hinkley
 * 1997, ch. 3.8): ratings of one conversation are alike, so a conversation is what is drawn, and `n`
 * counts those. The statistic returns null where it has no value. Null when the data give none;
 * unknown bounds with a single cluster.
 */
export function bootstrapByCluster<T>(
	clusters: T[][],
	statistic: (values: T[]) => number | null,
	{ seed, repetitions = 2000, level = 0.95 }: BootstrapOptions
): Interval | null {
	const n = clusters.length;
	const estimate = n ? statistic(clusters.flat()) : null;
	if (estimate === null || !Number.isFinite(estimate)) return null;

	const random = seededRandom(seed);
	const resample = () => Array.from({ length: n }, () => clusters[Math.floor(random() * n)]);
	const replicates = Array.from({ length: repetitions }, () => statistic(resample().flat())).filter(
		(value): value is number => value !== null && Number.isFinite(value)
	);
	if (n < 2 || replicates.length < repetitions * (1 - undefinedShare))
		return { estimate, low: null, high: null, n };
	const tail = (1 - level) / 2;
	return { estimate, low: quantile(replicates, tail), high: quantile(replicates, 1 - tail), n };
}

/** Type 7 of Hyndman & Fan (1996), Am. Stat. 50:361–365: the median at p = 0.5. */
export function quantile(values: number[], p: number): number {
	const sorted = values.toSorted((a, b) => a - b);
	const place = (sorted.length - 1) * p;
	const below = sorted[Math.floor(place)];
	return below + (sorted[Math.ceil(place)] - below) * (place - Math.floor(place));
}

/** Numbers in 0..1 that repeat for a seed: mulberry32, T. Ettinger 2017, public domain. Not for secrets. */
export function seededRandom(seed: number): () => number {
	let state = seed | 0;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}
