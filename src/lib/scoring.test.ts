import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { definitionSchema, ratingSchema } from './scorecard-schema.ts';
import type { Criterion, Definition, Rating, Ratings } from './scorecard.ts';
import { levelValue, missing, percent, score, weightShares } from './scoring.ts';

const scale = (levels: number) =>
	Array.from({ length: levels }, (_, i) => ({ en: `level ${i + 1}` }));

const criterion = (key: string, { levels = 5, ...given }: Given = {}): Criterion => ({
	...{ key, name: { en: key }, description: {}, levels: scale(levels), weight: 1, allowsNa: true },
	...{ critical: null, commentBelow: null, evidenceBelow: null, rootCauses: [], coachingTip: {} },
	...given
});
type Given = Partial<Omit<Criterion, 'levels'>> & { levels?: number };

const scorecard = (...sections: Criterion[][]): Definition => ({
	sections: sections.map((criteria, i) => ({
		key: `s${i + 1}`,
		name: { en: `S${i + 1}` },
		criteria
	}))
});
const rating = (given: Partial<Rating>): Rating => ratingSchema.parse(given);
const rated = (levels: Record<string, number | 'na'>): Ratings =>
	Object.fromEntries(
		Object.entries(levels).map(([key, level]) => [
			key,
			rating(level === 'na' ? { na: 'no_opportunity' } : { level })
		])
	);
const failsSection = { fails: 'section', class: 'customer' } as const;
const failsReview = { fails: 'review', class: 'compliance' } as const;

test.each([
	{ levels: 2, values: [0, 1] },
	{ levels: 3, values: [0, 0.5, 1] },
	{ levels: 4, values: [0, 1 / 3, 2 / 3, 1] },
	{ levels: 5, values: [0, 0.25, 0.5, 0.75, 1] },
	{ levels: 10, values: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((v) => v / 9) }
])('$levels levels spread evenly from 0 to 1', ({ levels, values }) => {
	const scaled = criterion('a', { levels });
	expect(values.map((_, i) => levelValue(scaled, i + 1))).toEqual(values);
});

describe('the score of a review', () => {
	const plain = scorecard([criterion('a'), criterion('b', { weight: 3 })]);
	const withCritical = (critical: Criterion['critical'], weight = 1) =>
		scorecard(
			[criterion('a'), criterion('c', { critical, weight })],
			[criterion('b', { weight: 2 })]
		);

	test.each([
		{ name: 'is value times weight over weight', ratings: { a: 5, b: 3 }, score: (1 + 1.5) / 4 },
		{ name: 'is 1 with top marks', ratings: { a: 5, b: 5 }, score: 1 },
		{ name: 'is 0 with lowest marks', ratings: { a: 1, b: 1 }, score: 0 },
		{ name: 'leaves N/A out of both sums', ratings: { a: 4, b: 'na' as const }, score: 0.75 },
		{ name: 'leaves unrated criteria out of both sums', ratings: { b: 2 }, score: 0.25 },
		{
			name: 'is none when all is N/A',
			ratings: { a: 'na' as const, b: 'na' as const },
			score: null
		},
		{ name: 'is none when nothing is rated', ratings: {}, score: null },
		{ name: 'does not take a level off the scale', ratings: { a: 9, b: 2 }, score: 0.25 },
		{ name: 'ignores what is not on the scorecard', ratings: { a: 4, z: 1 }, score: 0.75 }
	])('$name', ({ ratings, score: expected }) => {
		const result = score(plain, rated(ratings as Record<string, number | 'na'>));
		expect(result).toMatchObject({ score: expected, withoutCritical: expected });
		expect(result.sections).toEqual([
			{ key: 's1', score: expected, withoutCritical: expected, failed: false }
		]);
	});

	test('is exact, not rounded', () => {
		const thirds = scorecard([criterion('a', { levels: 4 })]);
		expect(score(thirds, rated({ a: 2 })).score).toBe(1 / 3);
	});

	test('does not count weight 0, which is still rated and shown', () => {
		const shown = scorecard([criterion('a'), criterion('b', { weight: 0 })]);
		expect(score(shown, rated({ a: 5, b: 1 }))).toMatchObject({ score: 1, rated: 2 });
		expect(score(shown, rated({ a: 'na', b: 5 }))).toMatchObject({ score: null, rated: 1 });
	});

	test('counts what is rated, not applicable and unrated', () => {
		const four = scorecard([criterion('a'), criterion('b')], [criterion('c'), criterion('d')]);
		expect(score(four, rated({ a: 1, b: 'na', c: 6 }))).toMatchObject({
			...{ rated: 1, notApplicable: 1, unrated: 2 }
		});
	});

	test('is 0 when a critical criterion that fails the review is below half', () => {
		expect(score(withCritical(failsReview), rated({ a: 5, c: 2, b: 5 }))).toEqual({
			score: 0,
			withoutCritical: (1 + 0.25 + 2) / 4,
			sections: [
				{ key: 's1', score: 0.625, withoutCritical: 0.625, failed: false },
				{ key: 's2', score: 1, withoutCritical: 1, failed: false }
			],
			criticalFailures: [{ criterion: 'c', section: 's1', ...failsReview }],
			...{ rated: 3, notApplicable: 0, unrated: 0 }
		});
	});

	test('loses the whole section, weights kept, when a critical criterion that fails it is below half', () => {
		expect(score(withCritical(failsSection), rated({ a: 5, c: 1, b: 5 }))).toMatchObject({
			score: 2 / 4,
			withoutCritical: 3 / 4,
			sections: [
				{ key: 's1', score: 0, withoutCritical: 0.5, failed: true },
				{ key: 's2', score: 1, withoutCritical: 1, failed: false }
			],
			criticalFailures: [{ criterion: 'c', section: 's1', ...failsSection }]
		});
	});

	test.each([
		{ name: 'exactly half', ratings: { a: 5, c: 3, b: 5 } },
		{ name: 'N/A', ratings: { a: 5, c: 'na' as const, b: 5 } },
		{ name: 'unrated', ratings: { a: 5, b: 5 } }
	])('stands when a critical criterion is $name', ({ ratings }) => {
		const result = score(
			withCritical(failsReview),
			rated(ratings as Record<string, number | 'na'>)
		);
		expect(result.criticalFailures).toEqual([]);
		expect(result.score).toBe(result.withoutCritical);
	});

	test('fails through a critical criterion of weight 0 too, even when it is all that was rated', () => {
		const legal = withCritical(failsReview, 0);
		expect(score(legal, rated({ a: 5, c: 1, b: 5 }))).toMatchObject({
			score: 0,
			withoutCritical: 1
		});
		expect(score(legal, rated({ c: 1 }))).toMatchObject({ score: 0, withoutCritical: null });
	});

	test('names each of several critical failures', () => {
		const both = scorecard(
			[criterion('a', { critical: failsSection })],
			[criterion('b', { critical: failsReview })]
		);
		const { criticalFailures } = score(both, rated({ a: 1, b: 1 }));
		expect(criticalFailures.map((f) => [f.section, f.criterion, f.fails])).toEqual([
			['s1', 'a', 'section'],
			['s2', 'b', 'review']
		]);
	});

	test('is not fooled by a criterion named like a property of every object', () => {
		const odd = scorecard([criterion('constructor'), criterion('a')]);
		expect(score(odd, rated({ a: 4 }))).toMatchObject({ score: 0.75, unrated: 1 });
		expect(missing(odd, rated({ a: 4 }))).toEqual([{ criterion: 'constructor', what: 'rating' }]);
	});
});

describe('whatever the scorecard and the ratings', () => {
	const anyCriterion = fc.record({
		levels: fc.constantFrom(2, 3, 4, 5, 10),
		weight: fc.oneof(
			fc.integer({ min: 0, max: 10 }),
			fc.double({ min: 0.01, max: 1000, noNaN: true })
		),
		critical: fc.constantFrom(null, null, null, failsSection, failsReview),
		rated: fc.constantFrom('level', 'level', 'level', 'na', 'unrated'),
		place: fc.double({ min: 0, max: 1, noNaN: true })
	});
	const anyReview = fc
		.array(fc.array(anyCriterion, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 4 })
		.map((sections) => {
			const ratings: Ratings = {};
			const definition = scorecard(
				...sections.map((criteria, s) =>
					criteria.map(({ rated, place, ...given }, c) => {
						const key = `s${s}c${c}`;
						if (rated === 'na') ratings[key] = rating({ na: 'cannot_tell' });
						if (rated === 'level')
							ratings[key] = rating({ level: 1 + Math.round(place * (given.levels - 1)) });
						return criterion(key, given);
					})
				)
			);
			return { definition, ratings };
		});
	const all = (definition: Definition) => definition.sections.flatMap((s) => s.criteria);
	const holds = (rule: (review: { definition: Definition; ratings: Ratings }) => void) =>
		fc.assert(fc.property(anyReview, rule), { numRuns: 500 });

	test('scores lie within 0 and 1', () => {
		holds(({ definition, ratings }) => {
			const { sections, ...review } = score(definition, ratings);
			for (const { score: value, withoutCritical } of [review, ...sections])
				for (const number of [value, withoutCritical])
					expect(number === null || (number >= 0 && number <= 1)).toBe(true);
		});
	});

	test('the score without critical failures is never below the score', () => {
		holds(({ definition, ratings }) => {
			const { sections, ...review } = score(definition, ratings);
			for (const s of [review, ...sections])
				if (s.withoutCritical !== null) expect(s.withoutCritical).toBeGreaterThanOrEqual(s.score!);
		});
	});

	test('N/A is the same as a criterion that is not on the scorecard', () => {
		holds(({ definition, ratings }) => {
			const sections = definition.sections.map((s) => ({
				...s,
				criteria: s.criteria.filter((c) => !ratings[c.key]?.na)
			}));
			const { notApplicable, ...withNa } = score(definition, ratings);
			expect(notApplicable).toBe(all(definition).length - all({ sections }).length);
			expect(score({ sections }, ratings)).toEqual({ ...withNa, notApplicable: 0 });
		});
	});

	test('the order of criteria and sections does not matter', () => {
		holds(({ definition, ratings }) => {
			const turned = definition.sections
				.map((s) => ({ ...s, criteria: s.criteria.toReversed() }))
				.toReversed();
			const [a, b] = [score(definition, ratings), score({ sections: turned }, ratings)];
			expect(b.score === null).toBe(a.score === null);
			expect(b.score ?? 0).toBeCloseTo(a.score ?? 0, 12);
			expect(b.withoutCritical ?? 0).toBeCloseTo(a.withoutCritical ?? 0, 12);
			expect(percent(b.score, 'en', 2)).toBe(percent(a.score, 'en', 2));
		});
	});

	test('a better level never lowers a score', () => {
		holds(({ definition, ratings }) => {
			const before = score(definition, ratings);
			for (const { key, levels } of all(definition)) {
				const level = ratings[key]?.level;
				if (!level || level === levels.length) continue;
				const after = score(definition, { ...ratings, [key]: rating({ level: level + 1 }) });
				expect(after.score ?? 0).toBeGreaterThanOrEqual(before.score ?? 0);
				expect(after.withoutCritical ?? 0).toBeGreaterThanOrEqual(before.withoutCritical ?? 0);
			}
		});
	});

	test('weight shares add up to 1 when anything has weight', () => {
		holds(({ definition }) => {
			const sum = Object.values(weightShares(definition)).reduce((a, b) => a + b, 0);
			expect(sum).toBeCloseTo(all(definition).some((c) => c.weight > 0) ? 1 : 0, 12);
		});
	});
});

test('the builder shows each criterion’s part of all weight', () => {
	const builder = scorecard(
		[criterion('a'), criterion('b', { weight: 0 })],
		[criterion('c', { weight: 3 })]
	);
	expect(weightShares(builder)).toEqual({ a: 0.25, b: 0, c: 0.75 });
	expect(weightShares(scorecard([criterion('a', { weight: 0 })]))).toEqual({ a: 0 });
});

describe('what still stands between the reviewer and submit', () => {
	const strict = scorecard([
		criterion('a', { allowsNa: false, commentBelow: 3, evidenceBelow: 5 }),
		criterion('b', { weight: 0 })
	]);
	const evidence = [{ segment: 0, start: 0, end: 2, quote: 'Hi' }];
	const b = rating({ level: 1 });

	test.each<{ name: string; a: Partial<Rating>; what: string[] }>([
		{ name: 'a criterion that is not rated', a: {}, what: ['rating'] },
		{ name: 'N/A where it is not allowed', a: { na: 'not_in_scope' }, what: ['na_not_allowed'] },
		{ name: 'comment and evidence of a low mark', a: { level: 2 }, what: ['comment', 'evidence'] },
		{ name: 'evidence alone from the comment level up', a: { level: 3 }, what: ['evidence'] },
		{ name: 'nothing at the top', a: { level: 5 }, what: [] },
		{
			name: 'a comment that is only blanks',
			a: { level: 1, comment: ' \n', evidence },
			what: ['comment']
		},
		{ name: 'nothing once both are given', a: { level: 1, comment: 'Rude', evidence }, what: [] },
		{ name: 'a level above the scale', a: { level: 6 }, what: ['level_out_of_range'] }
	])('is $name', ({ a, what }) => {
		expect(missing(strict, { a: rating(a), b })).toEqual(
			what.map((what) => ({ criterion: 'a', what }))
		);
	});

	test.each([0, -1, 2.5, NaN])('is a level of %s', (level) => {
		const a: Rating = { ...rating({}), level };
		expect(missing(strict, { a, b })).toEqual([{ criterion: 'a', what: 'level_out_of_range' }]);
		expect(score(strict, { a, b }).unrated).toBe(1);
	});

	test('is everything, in the order of the scorecard, and last what is not on it', () => {
		expect(missing(strict, { z: b })).toEqual([
			{ criterion: 'a', what: 'rating' },
			{ criterion: 'b', what: 'rating' },
			{ criterion: 'z', what: 'unknown_criterion' }
		]);
	});

	test('is nothing for N/A with its reason where it is allowed', () => {
		expect(missing(strict, { a: rating({ level: 5 }), b: rating({ na: 'cannot_tell' }) })).toEqual(
			[]
		);
	});
});

test('the scorecards of these tests are ones that could be published', () => {
	const { success } = definitionSchema.safeParse(
		scorecard(
			[criterion('a', { critical: failsReview })],
			[criterion('constructor', { levels: 10 })]
		)
	);
	expect(success).toBe(true);
});

describe('a score as it is shown', () => {
	test.each([
		{ value: 0.5297199999999999, locale: 'en', digits: 2, shown: '52.97%' },
		{ value: 1 / 3, locale: 'en', digits: 0, shown: '33%' },
		{ value: 2 / 3, locale: 'en', digits: 1, shown: '66.7%' },
		{ value: 0.784, locale: 'ru', digits: 1, shown: '78,4\u00a0%' },
		{ value: 0.784, locale: 'lv', digits: 1, shown: '78,4\u00a0%' },
		{ value: 0.784, locale: 'ro', digits: 1, shown: '78,4\u00a0%' },
		{ value: 1, locale: 'en', digits: 1, shown: '100%' },
		{ value: null, locale: 'ru', digits: 0, shown: '–' }
	])('$value in $locale is $shown', ({ value, locale, digits, shown }) => {
		expect(percent(value, locale, digits)).toBe(shown);
	});

	test('is rounded as on paper: 12.5 % is 13 %, though its binary sum falls just short', () => {
		const ten = (key: string, weight: number) => criterion(key, { levels: 10, weight });
		const uneven = scorecard([ten('a', 1), ten('b', 1), ten('c', 14)]);
		const { score: exact } = score(uneven, rated({ a: 1, b: 5, c: 2 }));
		expect(exact).toBeLessThan(0.125);
		expect(percent(exact, 'en')).toBe('13%');
	});
});
