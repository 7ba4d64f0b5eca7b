import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readShared } from '../../tests/shared-data.ts';
import {
	crossTable,
	gwetAc1,
	krippendorffAlpha,
	prevalence,
	shareWithin,
	weightedKappa,
	type Pair,
	type Unit
} from './agreement.ts';

const example = (name: string) =>
	JSON.parse(readShared(`ratings/worked-examples/${name}.json`).toString());

describe('kappa as published', () => {
	test('SAS FREQ: with its standard error and interval, one cell of the diagonal empty', () => {
		const { table, expected } = example('cohen_sas_3x3');
		const plain = weightedKappa(table, 'none')!;
		expect(plain.kappa).toBeCloseTo(expected.kappa, 4);
		expect(plain.se).toBeCloseTo(expected.kappa_ase, 4);
		expect(plain.low).toBeCloseTo(expected.kappa_ci95[0], 3);
		expect(plain.high).toBeCloseTo(expected.kappa_ci95[1], 3);
		const linear = weightedKappa(table, 'linear')!;
		expect(linear.kappa).toBeCloseTo(expected.linear_weighted_kappa, 4);
		expect(linear.se).toBeCloseTo(expected.linear_weighted_ase, 4);
		expect(linear.low).toBeCloseTo(expected.linear_weighted_ci95[0], 3);
		expect(linear.high).toBeCloseTo(expected.linear_weighted_ci95[1], 3);
	});

	test('Gwet (2014): 100 records, two abstractors', () => {
		const { table, expected } = example('cohen_3x3_abstractors');
		const plain = weightedKappa(table, 'none')!;
		expect(plain.kappa).toBeCloseTo(expected.kappa, 3);
		expect(plain.low).toBeCloseTo(expected.ci95[0], 2);
		expect(plain.high).toBeCloseTo(expected.ci95[1], 2);
		expect(weightedKappa(table, 'linear')!.kappa).toBeCloseTo(expected.linear_weighted_kappa, 3);
		expect(weightedKappa(table)!.kappa).toBeCloseTo(expected.quadratic_weighted_kappa, 3);
	});

	test('R irr, anxiety: a level that nobody used still counts as a step of the scale', () => {
		const { ratings, expected } = example('cohen_weighted_anxiety');
		const pairs: Pair[] = ratings.map(([, second, third]: number[]) => [second, third]);
		expect(weightedKappa(crossTable(pairs, 6), 'none')!.kappa).toBeCloseTo(
			expected.rater2_vs_rater3.unweighted,
			8
		);
		expect(weightedKappa(crossTable(pairs, 6), 'linear')!.kappa).toBeCloseTo(0.1262136, 7);
		expect(weightedKappa(crossTable(pairs, 6))!.kappa).toBeCloseTo(0.229798, 6);
		const closed = pairs.map(([a, b]): Pair => [Math.min(a, 5), Math.min(b, 5)]);
		const { linear, quadratic } = expected.rater2_vs_rater3;
		expect(weightedKappa(crossTable(closed, 5), 'linear')!.kappa).toBeCloseTo(linear, 7);
		expect(weightedKappa(crossTable(closed, 5))!.kappa).toBeCloseTo(quadratic, 6);
	});
});

describe('with more raters and missing ratings', () => {
	const { ratings, expected } = example('krippendorff_4coders_12units');

	test('Krippendorff: four coders, twelve units', () => {
		const { nominal, ordinal, interval } = expected.krippendorff_alpha;
		expect(krippendorffAlpha(ratings, 'nominal')).toBeCloseTo(nominal, 3);
		expect(krippendorffAlpha(ratings, 'ordinal')).toBeCloseTo(ordinal, 3);
		expect(krippendorffAlpha(ratings, 'interval')).toBeCloseTo(interval, 3);
	});

	test('Gwet AC1 of the same', () => {
		expect(gwetAc1(ratings, 5)).toBeCloseTo(expected.gwet_ac1.value, 3);
	});

	test('three coders, units without any pair among them', () => {
		const { ratings_by_coder, expected } = example('krippendorff_3coders_15units');
		const units: Unit[] = ratings_by_coder[0].map((_: unknown, i: number) =>
			ratings_by_coder.map((coder: Unit) => coder[i])
		);
		expect(krippendorffAlpha(units, 'nominal')).toBeCloseTo(expected.krippendorff_alpha.nominal, 3);
		expect(krippendorffAlpha(units, 'interval')).toBeCloseTo(
			expected.krippendorff_alpha.interval,
			3
		);
		expect(krippendorffAlpha(units, 'ordinal')).toBeCloseTo(0.807, 3);
	});

	test('a unit with one rating changes nothing', () => {
		const { ratings, expected } = example('alpha_degenerate');
		const codes = { YES: 1, NO: 2 };
		const units: Unit[] = ratings.map((unit: ('YES' | 'NO' | null)[]) =>
			unit.map((one) => one && codes[one])
		);
		expect(krippendorffAlpha(units, 'nominal')).toBeCloseTo(expected.krippendorff_alpha_nominal, 6);
		expect(krippendorffAlpha(units.slice(0, 2), 'nominal')).toBeCloseTo(
			expected.krippendorff_alpha_nominal,
			6
		);
	});
});

test('where nearly everything passes, kappa falls to nothing and AC1 does not', () => {
	const pairs = pairsOf([
		[1, 4],
		[4, 91]
	]);
	expect(shareWithin(pairs, 0)).toBe(0.92);
	expect(weightedKappa(crossTable(pairs, 2), 'none')!.kappa).toBeCloseTo(0.16, 2);
	expect(gwetAc1(pairs, 2)).toBeCloseTo(0.91, 2);
	expect(prevalence(pairs)).toEqual({ category: 2, share: 0.95 });
});

test('nothing rated, or one level only, has no kappa instead of a wrong one', () => {
	expect(weightedKappa(crossTable([], 5))).toBeNull();
	const same: Pair[] = [
		[3, 3],
		[3, 3]
	];
	expect(weightedKappa(crossTable(same, 5))).toBeNull();
	expect(krippendorffAlpha(same, 'ordinal')).toBeNull();
	expect(gwetAc1(same, 5)).toBe(1);
	expect([shareWithin([], 1), prevalence([]), gwetAc1([], 5)]).toEqual([null, null, null]);
});

test('a level that is not on the scale is refused', () => {
	expect(() => crossTable([[6, 1]], 5)).toThrow(RangeError);
	expect(() => crossTable([[1, 0]], 5)).toThrow(RangeError);
});

test('who is first does not matter, and full agreement is 1', () => {
	const level = fc.integer({ min: 1, max: 5 });
	fc.assert(
		fc.property(fc.array(fc.tuple(level, level), { minLength: 2, maxLength: 40 }), (pairs) => {
			const swapped = pairs.map(([a, b]): Pair => [b, a]);
			const kappa = weightedKappa(crossTable(pairs, 5))?.kappa ?? null;
			const other = weightedKappa(crossTable(swapped, 5))?.kappa ?? null;
			if (kappa === null) expect(other).toBeNull();
			else expect(other).toBeCloseTo(kappa, 10);
			const agreed = weightedKappa(
				crossTable(
					pairs.map(([a]): Pair => [a, a]),
					5
				)
			);
			if (agreed) expect(agreed.kappa).toBeCloseTo(1, 10);
		}),
		{ numRuns: 100 }
	);
});

const pairsOf = (table: number[][]): Pair[] =>
	table.flatMap((row, i) =>
		row.flatMap((count, j) => Array.from({ length: count }, (): Pair => [i + 1, j + 1]))
	);
