import { addScorecard, criterionOf } from '../../../../tests/setup/factories.ts';
import { expect, test } from '../../../../tests/setup/test.ts';
import { listLibrary } from './library.ts';
import { archiveScorecard } from './scorecards.ts';
import { templates } from './templates/index.ts';

test('the library has each criterion once, and says where it is measured', async ({ db }) => {
	await addScorecard(db, {
		name: 'Chats',
		criteria: [criterionOf('politeness'), criterionOf('own')]
	});
	await addScorecard(db, { name: 'Calls', criteria: [criterionOf('own')], published: false });
	const library = await listLibrary(db);
	const keys = library.map(({ criterion }) => criterion.key);
	expect(new Set(keys).size).toBe(keys.length);
	expect(library.find(({ criterion }) => criterion.key === 'own')?.on).toEqual([
		{ en: 'Calls' },
		{ en: 'Chats' }
	]);
});

test('the library gives the words of the house, and those of the template where it has none', async ({
	db
}) => {
	const own = criterionOf('politeness', { name: { en: 'Good manners' } });
	await addScorecard(db, { criteria: [own] });
	const library = await listLibrary(db);
	const find = (key: string) => library.find(({ criterion }) => criterion.key === key)!.criterion;
	expect(find('politeness').name).toEqual({ en: 'Good manners' });
	const shipped = templates[0].definition.sections[0].criteria[1];
	expect(find(shipped.key)).toEqual(shipped);
});

test('an archived scorecard is not in the library', async ({ db }) => {
	const { id, viewer } = await addScorecard(db, { criteria: [criterionOf('own')] });
	await archiveScorecard(db, viewer, id);
	const library = await listLibrary(db);
	expect(library.some(({ criterion }) => criterion.key === 'own')).toBe(false);
});
