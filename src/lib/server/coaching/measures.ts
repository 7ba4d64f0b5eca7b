import type { Change, Measured } from '../../coaching-report.ts';
import {
	bootstrapByCluster,
	changeOf,
	differenceInterval,
	meanInterval,
	newcombe,
	scoreRange,
	wilson,
	type Interval
} from '../../intervals.ts';

/** One judged value, 0..1, and the conversation that it comes from. */
export type Value = { value: number; conversation: string };

/** `share`: every value is 0 or 1. */
export type Kind = 'score' | 'share';

const seed = 20_240_229;

/** Mean and 95 % interval: Student for scores, Wilson for shares. Nothing rated: mean null. */
export function measure(values: Value[], kind: Kind = 'score'): Measured {
	const interval = intervalOf(values, kind);
	if (!interval) return { mean: null, low: null, high: null, n: 0 };
	const { estimate: mean, low, high, n } = interval;
	return { mean, low, high, n };
}

/** Where the mean went; a direction is named only when the interval of the difference excludes 0. */
export function changeBetween(before: Value[], after: Value[], kind: Kind = 'score'): Change {
	const difference = differenceOf(before, after, kind);
	if (!difference) return { kind: 'too_few', difference: null, low: null, high: null };
	const { estimate, low, high } = difference;
	return { kind: changeOf(difference), difference: estimate, low, high };
}

function differenceOf(before: Value[], after: Value[], kind: Kind) {
	if (kind === 'score' && ![before, after].some(isClustered))
		return differenceInterval(before.map(valueOf), after.map(valueOf), { range: scoreRange });
	return newcombe(intervalOf(before, kind), intervalOf(after, kind));
}

function intervalOf(values: Value[], kind: Kind): Interval | null {
	const all = values.map(valueOf);
	const interval =
		kind === 'share'
			? wilson(all.filter((value) => value === 1).length, all.length)
			: meanInterval(all, { range: scoreRange });
	return interval && isClustered(values) ? widened(interval, values) : interval;
}

/**
 * Two reviews of one conversation are alike and tell less than two conversations: the widest of the plain
 * interval, a bootstrap by conversation, and t over the conversations' means, since a bootstrap of a few
 * conversations is too narrow.
 */
function widened(interval: Interval, values: Value[]): Interval {
	const clusters = [...Map.groupBy(values, (value) => value.conversation).values()];
	const means = clusters.map((cluster) => mean(cluster.map(valueOf)));
	const byMeans = meanInterval(means, { range: scoreRange });
	const drawn = bootstrapByCluster(clusters, (all) => mean(all.map(valueOf)), { seed });
	const all = [interval, byMeans, drawn].flatMap((one) => one ?? []);
	const lows = all.flatMap(({ low }) => low ?? []);
	const highs = all.flatMap(({ high }) => high ?? []);
	if (lows.length < all.length) return { ...interval, low: null, high: null };
	return { ...interval, low: Math.min(...lows), high: Math.max(...highs) };
}

const isClustered = (values: Value[]) =>
	new Set(values.map((value) => value.conversation)).size < values.length;

const valueOf = ({ value }: Value) => value;

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
