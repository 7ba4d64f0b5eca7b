import { sql } from 'drizzle-orm';
import { expect, test } from './test.ts';

for (const number of [1, 2, 3, 4, 5])
	test(`each test begins with an empty database of its own (${number})`, async ({ db }) => {
		await db.execute(sql`create table marks (id int)`);
		await db.execute(sql`insert into marks values (1)`);
		expect((await db.execute(sql`select * from marks`)).rows).toHaveLength(1);
	});

test('statements are counted', async ({ db, statements }) => {
	await db.transaction(async (db) => {
		await db.execute(sql`select 1`);
	});
	expect(statements).toEqual(['begin', 'select 1', 'commit']);
});
