import { describe, expect, test } from 'vitest';
import { criterionOf, definitionOf } from '../../../../../../tests/setup/factories.ts';
import type { Criterion } from '#lib/scorecard.ts';
import { countMissing, findAdvice, findProblems } from './problems.ts';
import '#lib/validation.ts';

const content = (...criteria: Criterion[]) => ({
	name: { en: 'Chats' },
	description: {},
	definition: definitionOf(...criteria)
});
const fields = (found: { field: string }[]) => found.map(({ field }) => field);

describe('what keeps a draft from being published leads to the field', () => {
	test.each<{ name: string; criteria: Criterion[]; field: string }>([
		{
			name: 'a criterion without a name',
			criteria: [criterionOf('a', { name: {} })],
			field: 'criterion.a.name'
		},
		{ name: 'no criterion', criteria: [], field: 'section.main.add' },
		{
			name: 'evidence below a level that is not there',
			criteria: [criterionOf('a', { levels: [{}, {}], evidenceBelow: 4 })],
			field: 'criterion.a.evidenceBelow'
		},
		{ name: 'no weight', criteria: [criterionOf('a', { weight: 0 })], field: 'scorecard.add' },
		{
			name: 'a root cause twice',
			criteria: [
				criterionOf('a', {
					rootCauses: [
						{ key: 'x', name: { en: 'x' } },
						{ key: 'x', name: { en: 'y' } }
					]
				})
			],
			field: 'criterion.a.rootCauses'
		}
	])('$name', ({ criteria, field }) => {
		const found = findProblems(content(...criteria), 'en');
		expect(fields(found)).toEqual([field]);
		expect(found[0].message).toMatch(/^[A-Z].*\.$/);
	});

	test('a scorecard without a name, and one without sections', () => {
		const nothing = { name: {}, description: {}, definition: { sections: [] } };
		expect(fields(findProblems(nothing, 'en'))).toEqual(['scorecard.name', 'scorecard.add']);
	});

	test('nothing', () => expect(findProblems(content(criterionOf('a')), 'en')).toEqual([]));
});

test('advice names silent levels, doubled names and criteria that do not count', () => {
	const silent = criterionOf('a', { levels: [{ en: 'x' }, {}, { lv: '' }] });
	const twin = criterionOf('b', { name: silent.name, weight: 0 });
	expect(findAdvice(content(silent, twin), 'en')).toMatchObject([
		{ field: 'criterion.a.levels.2', message: expect.stringContaining('2, 3') },
		{ field: 'criterion.b.name' },
		{ field: 'criterion.b.weight' }
	]);
});

test('a text counts as missing in a language when another language has it', () => {
	const criterion = criterionOf('a', {
		name: { en: 'A', ru: 'А' },
		levels: [{ lv: 'jā' }, {}],
		rootCauses: [{ key: 'x', name: { en: 'cause', ru: '' } }]
	});
	const { name, description, definition } = content(criterion);
	// The scorecard, its section, the criterion, one level and one cause have words.
	expect(countMissing({ name, description, definition })).toEqual({ en: 1, ru: 4, lv: 4, ro: 5 });
});
