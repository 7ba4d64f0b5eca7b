import fc from 'fast-check';
import {
	addScorecard,
	addTeam,
	addUser,
	criterionOf,
	definitionOf
} from '../../../../tests/setup/factories.ts';
import { describe, expect, test } from '../../../../tests/setup/test.ts';
import { locales } from '../../locales.ts';
import { levelCounts, subjects } from '../../scorecard.ts';
import { draftFromPublished, publishScorecard } from './drafts.ts';
import { exportScorecard, importScorecard, readScorecardFile } from './exchange.ts';
import { createScorecard, getScorecard, listScorecards } from './scorecards.ts';
import { templates } from './templates/index.ts';

const text = fc.string({ unit: 'grapheme', maxLength: 40 }).map((t) => t.replace(/\0/g, '').trim());
const words = fc.dictionary(fc.constantFrom(...locales), text, { noNullPrototype: true });
const name = fc.record({ lv: text.filter(Boolean), ru: text });
const key = fc.stringMatching(/^[a-z0-9][a-z0-9_-]{0,20}$/);
const critical = fc.record({
	fails: fc.constantFrom('section' as const, 'review' as const),
	class: fc.constantFrom('customer' as const, 'business' as const, 'compliance' as const)
});
const levels = fc
	.constantFrom(...levelCounts)
	.chain((count) => fc.array(words, { minLength: count, maxLength: count }));
const limit = fc.option(fc.integer({ min: 2, max: 10 }));
const criterion = fc.record({
	key,
	name: words,
	description: words,
	levels,
	weight: fc.double({ min: 0, max: 1000, noNaN: true }).map((weight) => weight + 0),
	allowsNa: fc.boolean(),
	critical: fc.option(critical),
	commentBelow: limit,
	evidenceBelow: limit,
	rootCauses: fc.array(fc.record({ key, name: words }), { maxLength: 4 }),
	coachingTip: words
});
const definition = fc
	.uniqueArray(criterion, { selector: ({ key }) => key, minLength: 1, maxLength: 6 })
	.map((criteria) => ({
		sections: [
			{ key: 'first', name: {}, criteria: criteria.slice(0, 2) },
			{ key: 'second', name: { en: 'Second' }, criteria: criteria.slice(2) }
		]
	}));
const channels = fc.subarray([...subjects]);

test('whatever can be written in a draft comes back from its file as it was', async ({ db }) => {
	const viewer = await addUser(db, { role: 'admin' });
	const input = fc.record({ name, description: words, definition, channels });
	await fc.assert(
		fc.asyncProperty(input, async (input) => {
			const { id } = await createScorecard(db, viewer, input);
			const exported = await exportScorecard(db, viewer, id);
			const again = await importScorecard(db, viewer, exported.text);
			expect(again.problems).toBeUndefined();
			const second = await exportScorecard(db, viewer, (again as { id: string }).id);
			expect(second.text).toBe(exported.text);
			expect(JSON.parse(second.text)).toMatchObject(input);
		}),
		{ numRuns: 40 }
	);
});

test.for(templates)('the template $key goes out and comes in', async (template, { db }) => {
	const made = await addScorecard(db, { definition: template.definition });
	const { text } = await exportScorecard(db, made.viewer, made.id);
	const again = await importScorecard(db, made.viewer, text);
	const { draft } = await getScorecard(db, made.viewer, (again as { id: string }).id);
	expect(draft).toMatchObject({ number: 1 });
	await publishScorecard(db, made.viewer, (again as { id: string }).id);
});

test('a file is the newest published version, or any that is asked for', async ({ db }) => {
	const { id, viewer } = await addScorecard(db, { name: 'Chats' });
	await draftFromPublished(db, viewer, id);
	expect((await exportScorecard(db, viewer, id)).fileName).toBe('Chats v1.json');
	await publishScorecard(db, viewer, id);
	expect((await exportScorecard(db, viewer, id)).fileName).toBe('Chats v2.json');
	expect((await exportScorecard(db, viewer, id, 1)).fileName).toBe('Chats v1.json');
	await expect(exportScorecard(db, viewer, id, 3)).rejects.toMatchObject({ status: 404 });
});

test('a reviewer cannot take out a draft', async ({ db }) => {
	const { id } = await addScorecard(db, { published: false });
	const reviewer = await addUser(db);
	await expect(exportScorecard(db, reviewer, id)).rejects.toMatchObject({ status: 404 });
});

test('a file names no teams', async ({ db }) => {
	const team = await addTeam(db);
	const { id, viewer } = await addScorecard(db, { teamIds: [team.id] });
	expect((await exportScorecard(db, viewer, id)).text).not.toContain(team.id);
});

describe('a file is refused, and says where it is wrong', () => {
	const good = {
		format: 'plumbline-scorecard',
		formatVersion: 1,
		name: { en: 'Chats' },
		definition: definitionOf(criterionOf('politeness'))
	};
	const withCriterion = (change: object) => ({
		...good,
		definition: {
			sections: [{ key: 'main', name: {}, criteria: [{ ...criterionOf('politeness'), ...change }] }]
		}
	});
	const flood = (piece: string) =>
		JSON.stringify({ ...good, definition: 0 }).replace(
			':0',
			`:{"sections":[${`${piece},`.repeat(900_000 / piece.length)}${piece}]}`
		);
	const inCriterion = 'definition.sections[0].criteria[0]';

	test('but not when it is right', () => {
		expect(readScorecardFile(JSON.stringify(good)).problems).toBeUndefined();
		expect(readScorecardFile('\uFEFF' + JSON.stringify(good)).problems).toBeUndefined();
	});

	test.each([
		{ name: 'another format', file: { ...good, format: 'survey' }, path: 'format' },
		{ name: 'a later format', file: { ...good, formatVersion: 2 }, path: 'formatVersion' },
		{ name: 'no name', file: { ...good, name: {} }, path: 'name' },
		{ name: 'an unknown language', file: { ...good, name: { en: 'x', xx: 'y' } }, path: 'name.xx' },
		{ name: 'an unknown field', file: { ...good, weigth: 5 }, path: 'weigth' },
		{
			name: 'a mistyped field deep inside',
			file: withCriterion({ allowNa: true }),
			path: `${inCriterion}.allowNa`
		},
		{
			name: 'weight as text',
			file: withCriterion({ weight: '10' }),
			path: `${inCriterion}.weight`
		},
		{ name: 'negative weight', file: withCriterion({ weight: -1 }), path: `${inCriterion}.weight` },
		{
			name: 'six levels',
			file: withCriterion({ levels: [{}, {}, {}, {}, {}, {}] }),
			path: `${inCriterion}.levels`
		},
		{ name: 'a key with markup', file: withCriterion({ key: '<b>' }), path: `${inCriterion}.key` },
		{
			name: 'NUL in a text',
			file: withCriterion({ name: { en: 'a\0b' } }),
			path: `${inCriterion}.name.en`
		},
		{
			name: 'half a character',
			file: withCriterion({ name: { ru: '\ud83d' } }),
			path: `${inCriterion}.name.ru`
		},
		{
			name: 'a text without end',
			file: withCriterion({ coachingTip: { en: 'x'.repeat(2001) } }),
			path: `${inCriterion}.coachingTip.en`
		},
		{
			name: 'the same criterion twice',
			file: { ...good, definition: definitionOf(criterionOf('a'), criterionOf('a')) },
			path: 'definition.sections[0].criteria[1].key'
		},
		{ name: 'a list', file: [good], path: 'format' },
		{ name: 'null', file: null, path: 'format' }
	])('$name', ({ file, path }) => {
		const { problems } = readScorecardFile(JSON.stringify(file));
		expect(problems?.map((problem) => problem.path)).toContain(path);
		expect(problems?.every(({ message }) => message.length > 5)).toBe(true);
	});

	test('a field that reaches for the prototype', () => {
		const text = JSON.stringify(good).replace('{', '{"__proto__":{"isAdmin":true},');
		expect(readScorecardFile(text).problems).toMatchObject([{ path: '__proto__' }]);
		expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
	});

	test.each([
		{ name: 'nothing', text: '' },
		{ name: 'half a file', text: JSON.stringify(good).slice(0, -5) },
		{ name: 'a picture', text: '\x89PNG\r\n' },
		{ name: 'brackets without end', text: '['.repeat(500_000) },
		{ name: 'brackets within brackets', text: '['.repeat(50_000) + ']'.repeat(50_000) },
		{ name: 'a million empty criteria', text: flood('{}') },
		{ name: 'a wall of brackets in a name', text: flood('['.repeat(99) + ']'.repeat(99)) },
		{ name: 'more than any scorecard has', text: ' '.repeat(3_000_001) }
	])('$name', ({ text }) => {
		expect(readScorecardFile(text).problems).toHaveLength(1);
	});

	test.each([{ json: '"\\u0000"' }, { json: '{"name":{"toString":1}}' }, { json: '1e999' }])(
		'$json',
		({ json }) => {
			expect(readScorecardFile(json).problems).not.toBeUndefined();
		}
	);

	test('any JSON at all, without falling over', () => {
		fc.assert(
			fc.property(fc.json(), (json) => {
				expect(readScorecardFile(json).problems?.length).toBeGreaterThan(0);
			})
		);
	});

	test('and leaves nothing behind', async ({ db }) => {
		const viewer = await addUser(db, { role: 'admin' });
		await importScorecard(db, viewer, JSON.stringify(withCriterion({ weight: -1 })));
		expect(await listScorecards(db, viewer)).toEqual([]);
	});
});
