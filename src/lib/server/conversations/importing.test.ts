import { asc, eq } from 'drizzle-orm';
import { addEmployee, addUser } from '../../../../tests/setup/factories.ts';
import { importRecords, jsonLines, judge, record } from '../../../../tests/setup/import.ts';
import { readShared } from '../../../../tests/shared-data.ts';
import { expect, test } from '../../../../tests/setup/test.ts';
import { conversations, importProblems, imports, transcripts } from '../db/schema/index.ts';
import { getTranscript } from './conversations.ts';
import { cancelImport, importConversations } from './importing.ts';

const none = { added: 0, updated: 0, unchanged: 0, kept: 0, refused: 0 };

test('the same file a second time adds nothing', async ({ db, pool }) => {
	const viewer = await addUser(db);
	const records = [record('1'), record('2'), record('3')];
	expect(await importRecords(pool, viewer, records)).toMatchObject({ ...none, added: 3 });
	const before = await db.select().from(conversations).orderBy(asc(conversations.id));
	expect(await importRecords(pool, viewer, records)).toMatchObject({ ...none, unchanged: 3 });
	expect(await db.select().from(conversations).orderBy(asc(conversations.id))).toEqual(before);
});

test('a conversation is stored with its measures, opening words and masked text', async ({
	db,
	pool
}) => {
	const viewer = await addUser(db);
	await importRecords(pool, viewer, [
		record('1', {
			tags: ['vip', 'a "quoted" \\ one'],
			meta: { order: '15' },
			survey: { csat: 4, comment: 'ok' },
			segments: [
				{ speaker: 'system', kind: 'event', text: 'joined' },
				{ speaker: 'customer', text: 'My card\n4111 1111 1111 1111', at: '2026-10-03T09:00:00Z' },
				{ speaker: 'employee', text: 'Thanks\tAnna', at: '2026-10-03T09:00:41Z' }
			]
		})
	]);
	const [stored] = await db.select().from(conversations);
	expect(stored).toMatchObject({
		opening: 'My card •••• •••• •••• 1111',
		tags: ['vip', 'a "quoted" \\ one'],
		meta: { order: '15' },
		csat: 4,
		nps: null,
		surveyComment: 'ok',
		messageCount: 2,
		firstAnswerMs: 41_000,
		durationMs: 41_000,
		startedAt: new Date('2026-10-03T09:00:00Z'),
		occurredAt: new Date('2026-10-03T09:00:00Z'),
		endedAt: new Date('2026-10-03T09:00:41Z')
	});
	const segments = await getTranscript(db, viewer, stored.id);
	expect(segments[1]).toEqual({
		ordinal: 1,
		speaker: 'customer',
		kind: 'message',
		text: 'My card\n•••• •••• •••• 1111',
		at: '2026-10-03T09:00:00.000Z'
	});
	expect(segments[2].text).toBe('Thanks\tAnna');
});

test('a corrected file replaces what nobody has reviewed', async ({ db, pool }) => {
	const viewer = await addUser(db);
	await importRecords(pool, viewer, [record('1'), record('2')]);
	const [{ id }] = await db.select().from(conversations).where(eq(conversations.externalId, '1'));
	const corrected = record('1', { segments: [{ speaker: 'customer', text: 'Corrected' }] });
	expect(await importRecords(pool, viewer, [corrected, record('2')])).toMatchObject({
		...none,
		updated: 1,
		unchanged: 1
	});
	expect(await getTranscript(db, viewer, id)).toMatchObject([{ text: 'Corrected' }]);
});

test('a corrected file changes nothing that was reviewed', async ({ db, pool }) => {
	const viewer = await addUser(db);
	const employee = await addEmployee(db, { code: 'E-1' });
	const reviewed = record('1', { employee: 'E-1' });
	await importRecords(pool, viewer, [reviewed]);
	const [conversation] = await db.select().from(conversations);
	await judge(db, conversation.id, { employeeId: employee.id });
	const before = await getTranscript(db, viewer, conversation.id);
	const corrected = { ...reviewed, subject: 'Corrected', segments: [] as never[], channel: 'call' };
	expect(await importRecords(pool, viewer, [corrected])).toMatchObject({ ...none, kept: 1 });
	expect(await getTranscript(db, viewer, conversation.id)).toEqual(before);
	expect(await db.select().from(conversations)).toEqual([conversation]);
});

test('a conversation that stands twice in a file is one, as it stands last', async ({
	db,
	pool
}) => {
	const viewer = await addUser(db);
	const later = record('1', { subject: 'Later' });
	const result = await importRecords(pool, viewer, [record('1'), record('1'), later]);
	expect(result).toMatchObject({ ...none, read: 3, added: 1, updated: 1, unchanged: 1 });
	const stored = await db.select({ subject: conversations.subject }).from(conversations);
	expect(stored).toEqual([{ subject: 'Later' }]);
});

test('bad records are listed with line and reason, good ones go in', async ({ db, pool }) => {
	const viewer = await addUser(db);
	const content = `${jsonLines([record('1')])}{"oops\n${jsonLines([record('2', { emploee: 'E' })])}`;
	const heard: number[] = [];
	const result = await importConversations(pool, viewer, {
		fileName: 'chats.jsonl',
		format: 'jsonl',
		stream: [Buffer.from(content)] as never,
		onProblem: ({ line }) => heard.push(line)
	});
	expect(result).toMatchObject({ ...none, read: 3, added: 1, refused: 2, outcome: 'finished' });
	expect(heard).toEqual([2, 3]);
	const problems = await db.select().from(importProblems).orderBy(asc(importProblems.id));
	expect(problems).toMatchObject([
		{ line: 2, code: 'not_json', excerpt: '{"oops' },
		{ line: 3, code: 'unknown_field', params: { field: 'emploee' } }
	]);
	expect(await db.select().from(imports)).toMatchObject([
		{
			fileName: 'chats.jsonl',
			userId: viewer.id,
			read: 3,
			added: 1,
			refused: 2,
			failedReason: null
		}
	]);
});

test('a conversation that the database cannot hold is refused alone', async ({ db, pool }) => {
	const viewer = await addUser(db);
	await pool.query(`create function refuse() returns trigger language plpgsql as
		$$ begin raise exception 'too much' using errcode = '54000'; end $$`);
	await pool.query(`create trigger refuse before insert on conversations for each row
		when (new.external_id = '5') execute function refuse()`);
	const records = Array.from({ length: 9 }, (_, i) => record(`${i}`));
	expect(await importRecords(pool, viewer, records)).toMatchObject({
		added: 8,
		refused: 1,
		read: 9
	});
	expect(await db.select().from(importProblems)).toMatchObject([
		{ line: 6, code: 'unstorable', params: { reason: 'too much' } }
	]);
});

test('a conversation of which more rows come much later is not left half imported', async ({
	db,
	pool
}) => {
	const viewer = await addUser(db);
	const row = (id: number, text: string) => `${id},customer,${text}\n`;
	async function* file() {
		yield Buffer.from('conversation,speaker,text\n' + row(0, 'begins'));
		for (let id = 1; id <= 22_000; id++) yield Buffer.from(row(id, 'hello'));
		yield Buffer.from(row(0, 'goes on') + row(21_990, 'too'));
	}
	const result = await importConversations(pool, viewer, {
		fileName: 'x.csv',
		format: 'csv',
		stream: file()
	});
	expect(result).toMatchObject({ ...none, read: 22_001, added: 22_000, refused: 1 });
	expect(await db.$count(conversations, eq(conversations.externalId, '0'))).toBe(0);
	expect([await db.$count(conversations), await db.$count(transcripts)]).toEqual([22_000, 22_000]);
	expect(await db.select().from(importProblems)).toMatchObject([{ code: 'csv_scattered' }]);
}, 30_000);

test('a dry run tells what would happen and stores nothing', async ({ db, pool }) => {
	const viewer = await addUser(db);
	await importRecords(pool, viewer, [record('1'), record('2')]);
	const records = [record('1'), record('2', { subject: 'x' }), record('3'), { oops: 1 }];
	const before = await db.select().from(conversations).orderBy(asc(conversations.id));
	expect(await importRecords(pool, viewer, records, { dryRun: true })).toEqual({
		read: 4,
		added: 1,
		updated: 1,
		unchanged: 1,
		kept: 0,
		refused: 1,
		importId: null,
		outcome: 'finished'
	});
	expect(await db.select().from(conversations).orderBy(asc(conversations.id))).toEqual(before);
	expect(await db.$count(imports)).toBe(1);
});

/** A file of six batches that waits before the third until `between` is done. */
async function* slowly(between: () => Promise<void>) {
	const all = Array.from({ length: 6000 }, (_, i) => record(`${i}`));
	yield Buffer.from(jsonLines(all.slice(0, 2000)));
	await new Promise((resolve) => setTimeout(resolve, 300));
	await between();
	for (const one of all.slice(2000)) yield Buffer.from(jsonLines([one]));
}

test('a cancelled import keeps what is in, and the file can be sent again', async ({
	db,
	pool
}) => {
	const viewer = await addUser(db);
	const id = '0199a000-0000-7000-8000-000000000001';
	const result = await importConversations(pool, viewer, {
		id,
		fileName: 'x.jsonl',
		format: 'jsonl',
		stream: slowly(() => cancelImport(db, viewer, id))
	});
	expect(result).toMatchObject({ outcome: 'cancelled', importId: id });
	expect(result.added).toBeGreaterThanOrEqual(1999);
	expect(result.added).toBeLessThan(6000);
	expect(await db.$count(conversations)).toBe(result.added);
	const [row] = await db.select().from(imports);
	expect([row.cancelledAt, row.finishedAt]).toEqual([expect.any(Date), expect.any(Date)]);

	const again = await importConversations(pool, viewer, {
		fileName: 'x.jsonl',
		format: 'jsonl',
		stream: slowly(async () => undefined)
	});
	expect(again).toMatchObject({ unchanged: result.added, added: 6000 - result.added });
	expect(await db.$count(transcripts)).toBe(6000);
});

test('an upload that breaks off keeps what has come and says so', async ({ db, pool }) => {
	const viewer = await addUser(db);
	const result = await importConversations(pool, viewer, {
		fileName: 'x.jsonl',
		format: 'jsonl',
		stream: slowly(() => Promise.reject(new Error('connection reset')))
	});
	expect(result.outcome).toBe('broken_off');
	expect(await db.$count(conversations)).toBe(result.added);
	expect(result.added).toBeGreaterThanOrEqual(1999);
	expect(await db.select().from(imports)).toMatchObject([{ failedReason: 'broken_off' }]);
});

test('an employee is found by code, e-mail or alias, in any case of letters', async ({
	db,
	pool
}) => {
	const viewer = await addUser(db);
	const anna = await addEmployee(db, { code: 'E-17', email: 'Anna@Example.com' });
	await importRecords(pool, viewer, [
		record('1', { employee: 'e-17 ' }),
		record('2', { employee: 'ANNA@example.com' }),
		record('3', { employee: 'Anna B.' })
	]);
	const stored = await db.select().from(conversations).orderBy(asc(conversations.externalId));
	expect(stored.map(({ employeeId }) => employeeId)).toEqual([anna.id, anna.id, null]);
	expect(stored[2].employeeHint).toBe('Anna B.');
});

test('naughty strings are stored letter for letter', async ({ db, pool }) => {
	const viewer = await addUser(db);
	const strings: string[] = JSON.parse(readShared('malformed/strings/blns.json').toString());
	const texts = strings.filter((text) => text.trim() !== '' && !/\d{12}/.test(text));
	const records = texts.map((text, i) =>
		record(`${i}`, {
			subject: text,
			tags: [text.slice(0, 100)],
			customer: { name: text.slice(0, 500) },
			segments: [{ speaker: 'customer', text }]
		})
	);
	expect(await importRecords(pool, viewer, records)).toMatchObject({ added: texts.length });
	const stored = await db
		.select({
			id: conversations.externalId,
			segments: transcripts.segments,
			subject: conversations.subject
		})
		.from(conversations)
		.innerJoin(transcripts, eq(transcripts.conversationId, conversations.id));
	for (const { id, segments, subject } of stored)
		expect([segments[0].text, subject]).toEqual([texts[Number(id)], texts[Number(id)]]);
	expect(texts.length).toBeGreaterThan(400);
});

test('a conversation of many words is searched as far as the index can hold', async ({
	db,
	pool
}) => {
	const viewer = await addUser(db);
	const words = Array.from({ length: 150_000 }, (_, i) => `${i.toString(36)}-ш${i.toString(36)}ж`);
	const segments = [{ speaker: 'customer', text: words.join(' ').slice(0, 1_000_000) }];
	expect(await importRecords(pool, viewer, [record('1', { segments })])).toMatchObject({
		added: 1
	});
});
