import jstat from 'jstat';
import { meanInterval, scoreRange, wilson, type Interval } from './intervals.ts';

/**
 * The mean of shares or scores (0..1) that come in clusters which are alike, such as visits of one place: the wider of
 * the interval without clusters and the one with the cluster-robust variance of Liang & Zeger (1986), Biometrika
 * 73:13–22, with k/(k − 1) and t of k − 1 degrees of freedom. Quick for thousands. One cluster stands for itself.
 * Null without values.
 */
export function clusteredInterval(clusters: number[][], kind: 'score' | 'share' = 'score') {
	const values = clusters.flat();
	const plain =
		kind === 'share'
			? wilson(values.filter((value) => value === 1).length, values.length)
			: meanInterval(values, { range: scoreRange });
	const k = clusters.filter(({ length }) => length).length;
	if (!plain || plain.low === null || plain.high === null || k < 2) return plain;
	const { estimate, n } = plain;
	const residuals = clusters.map((all) => all.reduce((sum, one) => sum + one - estimate, 0));
	const variance = ((k / (k - 1)) * residuals.reduce((sum, one) => sum + one ** 2, 0)) / n ** 2;
	const half = jstat.studentt.inv(0.975, k - 1) * Math.sqrt(variance);
	return {
		...plain,
		low: Math.max(0, Math.min(plain.low, estimate - half)),
		high: Math.min(1, Math.max(plain.high, estimate + half))
	} satisfies Interval;
}
