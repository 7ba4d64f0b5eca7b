import { eq, sql } from 'drizzle-orm';
import { addUser } from '../../../../tests/setup/factories.ts';
import { importRecords, record } from '../../../../tests/setup/import.ts';
import { expect, test } from '../../../../tests/setup/test.ts';
import { conversations, imports } from '../db/schema/index.ts';

const many = (count: number) => Array.from({ length: count }, (_, n) => record(String(n)));

test('a conversation that comes again some batches later is one, as it stands last', async ({
	db,
	pool
}) => {
	const records = many(2100);
	for (const n of [600, 1100, 1700]) records[n] = record('7', { subject: `at ${n}` });
	await importRecords(pool, await addUser(db), records);
	const stored = await db.select().from(conversations).where(eq(conversations.externalId, '7'));
	expect(stored).toMatchObject([{ subject: 'at 1700' }]);
	expect(await db.$count(conversations)).toBe(2097);
});

test('nothing after a batch that could not be stored is stored before it', async ({ db, pool }) => {
	await db.execute(sql`create function refuse() returns trigger language plpgsql as
		'begin perform pg_sleep(0.5); raise exception ''a full disk''; end'`);
	await db.execute(sql`create trigger refuse before insert on conversations
		for each row when (new.external_id = '600') execute function refuse()`);
	await expect(importRecords(pool, await addUser(db), many(2100))).rejects.toThrow('a full disk');
	expect(await db.$count(conversations)).toBe(500);
	const [row] = await db.select().from(imports);
	expect(row).toMatchObject({ read: 500, position: 500, failedReason: 'a full disk' });
});
