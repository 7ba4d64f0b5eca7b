import jstat from 'jstat';

/** Ratings of one thing by two raters, 1-based categories of one scale. */
export type Pair = readonly [first: number, second: number];
/** Ratings of one thing by any number of raters; null where one did not rate. */
export type Unit = readonly (number | null)[];

export type Weighting = 'none' | 'linear' | 'quadratic';
export type Metric = 'nominal' | 'ordinal' | 'interval';

export type Kappa = { kappa: number; se: number; low: number; high: number; n: number };

/** How often each pair of categories occurs: rows are the first rater's, columns the second's. */
export function crossTable(pairs: readonly Pair[], categories: number): number[][] {
	const table = Array.from({ length: categories }, () => Array<number>(categories).fill(0));
	for (const [first, second] of pairs) {
		if (!isCategory(first, categories) || !isCategory(second, categories))
			throw new RangeError(`${first}, ${second} are not on a scale of ${categories}`);
		table[first - 1][second - 1]++;
	}
	return table;
}

/** The share of pairs that lie at most so many levels apart; null without pairs. */
export function shareWithin(pairs: readonly Pair[], levels: number): number | null {
	if (!pairs.length) return null;
	return pairs.filter(([a, b]) => Math.abs(a - b) <= levels).length / pairs.length;
}

/**
 * Agreement beyond chance. Cohen (1960), Educ. Psychol. Meas. 20:37–46; weighted: Cohen (1968), Psychol.
 * Bull. 70:213–220; standard error: Fleiss, Cohen & Everitt (1969), Psychol. Bull. 72:323–327. Weights
 * count categories of the whole scale, used or not. Null where it is not defined: without ratings, or
 * when both raters used one and the same category only.
 */
export function weightedKappa(
	table: readonly (readonly number[])[],
	weighting: Weighting = 'quadratic',
	level = 0.95
): Kappa | null {
	const n = sum(table.flat());
	const size = table.length;
	if (!n) return null;
	const share = table.map((row) => row.map((count) => count / n));
	const rows = share.map(sum);
	const columns = share.map((_, j) => sum(share.map((row) => row[j])));
	const weight = (i: number, j: number) => agreementWeight(weighting, i, j, size);
	const cells = share.flatMap((row, i) => row.map((p, j) => ({ i, j, p, w: weight(i, j) })));
	const observed = sum(cells.map(({ p, w }) => p * w));
	const expected = sum(cells.map(({ i, j, w }) => rows[i] * columns[j] * w));
	if (1 - expected < 1e-12) return null;

	const kappa = (observed - expected) / (1 - expected);
	const ofRow = rows.map((_, i) => sum(columns.map((p, j) => p * weight(i, j))));
	const ofColumn = columns.map((_, j) => sum(rows.map((p, i) => p * weight(i, j))));
	const spread = sum(
		cells.map(({ i, j, p, w }) => p * (w - (ofRow[i] + ofColumn[j]) * (1 - kappa)) ** 2)
	);
	const variance = (spread - (kappa - expected * (1 - kappa)) ** 2) / (n * (1 - expected) ** 2);
	const se = Math.sqrt(Math.max(0, variance));
	const half = jstat.normal.inv(1 - (1 - level) / 2, 0, 1) * se;
	return { kappa, se, low: Math.max(-1, kappa - half), high: Math.min(1, kappa + half), n };
}

/**
 * Agreement beyond chance that one frequent category does not ruin. Gwet (2008), Br. J. Math. Stat.
 * Psychol. 61:29–48, for any number of raters and missing ratings as in Gwet (2014), ch. 5. Null where no
 * unit has two ratings.
 */
export function gwetAc1(units: readonly Unit[], categories: number): number | null {
	const counts = units.map((unit) => countCategories(unit, categories)).filter((c) => sum(c) > 0);
	const compared = counts.filter((count) => sum(count) > 1);
	if (!compared.length || categories < 2) return null;
	const observed =
		sum(compared.map((c) => sum(c.map((r) => r * (r - 1))) / (sum(c) * (sum(c) - 1)))) /
		compared.length;
	const prevalence = Array.from({ length: categories }, (_, k) => {
		return sum(counts.map((c) => c[k] / sum(c))) / counts.length;
	});
	const expected = sum(prevalence.map((p) => p * (1 - p))) / (categories - 1);
	return (observed - expected) / (1 - expected);
}

/**
 * Krippendorff (2004), Content Analysis, 2nd ed., ch. 11: any number of raters, ratings may be missing.
 * Null where no unit has two ratings, or all of them are the same.
 */
export function krippendorffAlpha(units: readonly Unit[], metric: Metric): number | null {
	const rated = units
		.map((unit) => unit.filter((value) => value !== null))
		.filter((values) => values.length > 1);
	const values = [...new Set(rated.flat())].sort((a, b) => a - b);
	const totals = values.map((value) => rated.flat().filter((one) => one === value).length);
	const n = sum(totals);
	const distance = (i: number, j: number) => difference(metric, values, totals, i, j);

	let observed = 0;
	for (const unit of rated)
		for (const [a, first] of unit.entries())
			for (const [b, second] of unit.entries())
				if (a !== b)
					observed += distance(values.indexOf(first), values.indexOf(second)) / (unit.length - 1);
	const expected = sum(
		totals.flatMap((count, i) => totals.map((other, j) => count * other * distance(i, j)))
	);
	return expected ? 1 - ((n - 1) * observed) / expected : null;
}

/** The category that both raters used most, and its share of all their ratings; null without ratings. */
export function prevalence(pairs: readonly Pair[]): { category: number; share: number } | null {
	const all = pairs.flat();
	const counts = Map.groupBy(all, (category) => category);
	const [most] = [...counts].sort(([a, x], [b, y]) => y.length - x.length || a - b);
	return most ? { category: most[0], share: most[1].length / all.length } : null;
}

const isCategory = (value: number, categories: number) =>
	Number.isInteger(value) && value >= 1 && value <= categories;

function agreementWeight(weighting: Weighting, i: number, j: number, size: number) {
	if (weighting === 'none' || size < 2) return i === j ? 1 : 0;
	const apart = Math.abs(i - j) / (size - 1);
	return 1 - (weighting === 'linear' ? apart : apart ** 2);
}

function countCategories(unit: Unit, categories: number) {
	const count = Array<number>(categories).fill(0);
	for (const value of unit) if (value !== null) count[value - 1]++;
	return count;
}

function difference(metric: Metric, values: number[], totals: number[], i: number, j: number) {
	if (i === j) return 0;
	if (metric === 'nominal') return 1;
	if (metric === 'interval') return (values[i] - values[j]) ** 2;
	const between = totals.slice(Math.min(i, j), Math.max(i, j) + 1);
	return (sum(between) - (totals[i] + totals[j]) / 2) ** 2;
}

function sum(values: readonly number[]) {
	return values.reduce((total, value) => total + value, 0);
}
