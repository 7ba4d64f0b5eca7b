import { addUser } from '../../../../tests/setup/factories.ts';
import { expect, test } from '../../../../tests/setup/test.ts';
import type { Viewer } from '../../permissions.ts';
import type { Db } from '../db/database.ts';
import { getListSurroundings } from './list.ts';
import { removeView, saveView } from './saved-views.ts';

const viewsOf = async (db: Db, viewer: Viewer) =>
	(await getListSurroundings(db, viewer, {})).views.map(({ name, filter }) => ({ name, filter }));

test('everybody keeps their own views; the same name again is the new filter', async ({ db }) => {
	const [anna, boris] = [await addUser(db), await addUser(db)];
	await saveView(db, anna, 'Refunds', { tag: 'refund' });
	await saveView(db, anna, 'Calls “waiting”', { channel: 'call', state: 'new' });
	await saveView(db, anna, 'Refunds', { tag: 'refund', q: 'скидка' });
	await saveView(db, boris, 'Refunds', { tag: 'other' });
	expect(await viewsOf(db, anna)).toEqual([
		{ name: 'Calls “waiting”', filter: { channel: 'call', state: 'new' } },
		{ name: 'Refunds', filter: { tag: 'refund', q: 'скидка' } }
	]);
	expect(await viewsOf(db, boris)).toEqual([{ name: 'Refunds', filter: { tag: 'other' } }]);
});

test('a view is removed by whom it belongs to', async ({ db }) => {
	const [anna, boris] = [await addUser(db), await addUser(db)];
	await saveView(db, anna, 'Refunds', { tag: 'refund' });
	const [{ id }] = (await getListSurroundings(db, anna, {})).views;
	await expect(removeView(db, boris, id)).rejects.toMatchObject({ status: 404 });
	await removeView(db, anna, id);
	expect(await viewsOf(db, anna)).toEqual([]);
});

test('twenty views are enough', async ({ db }) => {
	const anna = await addUser(db);
	for (let n = 1; n <= 20; n++) await saveView(db, anna, `View ${n}`, { tag: `t${n}` });
	await expect(saveView(db, anna, 'One more', {})).rejects.toMatchObject({ status: 409 });
	expect(await viewsOf(db, anna)).toHaveLength(20);
});
