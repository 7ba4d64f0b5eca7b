import { access, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { eq, sql } from 'drizzle-orm';
import { v7 } from 'uuid';
import { addUser } from '../../../../tests/setup/factories.ts';
import { temporaryFolder } from '../../../../tests/setup/folders.ts';
import { jsonLines, record } from '../../../../tests/setup/import.ts';
import { jobsIn, openPump, test, until, workOff } from '../../../../tests/setup/jobs.ts';
import { expect } from '../../../../tests/setup/test.ts';
import type { Viewer } from '../../permissions.ts';
import type { Db } from '../db/database.ts';
import { conversations, users } from '../db/schema/index.ts';
import { uploadImport } from './import-job.ts';
import { cancelImport } from './importing.ts';
import { getImport, importProgress, listImportProblems } from './imports.ts';
import { dropUpload } from './uploads.ts';

async function* bytesOf(...parts: string[]) {
	for (const part of parts) yield Buffer.from(part);
}

async function upload(db: Db, dataDir: string, viewer: Viewer, records: object[]) {
	const id = v7();
	const stream = bytesOf(jsonLines(records));
	const file = { id, fileName: 'chats.jsonl', format: 'jsonl' as const, options: {}, stream };
	await uploadImport(db, { dataDir }, viewer, file);
	return id;
}

const records = (count: number) => Array.from({ length: count }, (_, n) => record(`c-${n}`));
const isKept = (dataDir: string, id: string) =>
	access(join(dataDir, 'uploads', id)).then(
		() => true,
		() => false
	);

test('an uploaded file waits, is imported by a job and then gone; its progress is in bytes', async ({
	house,
	db
}) => {
	const dataDir = await temporaryFolder();
	const reviewer = await addUser(db, { role: 'reviewer' });
	const id = await upload(db, dataDir, reviewer, [...records(3), { nonsense: true }]);
	expect(await getImport(db, id)).toMatchObject({ state: 'waiting', read: 0 });
	expect(await importProgress(db, id)).toMatchObject({ state: 'waiting', done: 0 });
	await workOff({ ...house, settings: { dataDir } });
	expect(await getImport(db, id)).toMatchObject({
		state: 'finished',
		added: 3,
		refused: 1,
		read: 4
	});
	const { state, done, total } = await importProgress(db, id);
	expect([state, done]).toEqual(['finished', total]);
	expect(await listImportProblems(db, id)).toHaveLength(1);
	expect(await isKept(dataDir, id)).toBe(false);
});

test('an import whose process ends goes on where it was: every record is counted once', async ({
	house,
	db,
	pool
}) => {
	const dataDir = await temporaryFolder();
	const reviewer = await addUser(db, { role: 'reviewer' });
	const id = await upload(db, dataDir, reviewer, records(6000));
	const settings = { dataDir };
	const first = await openPump({ ...house, settings });
	await until(async () => (await getImport(db, id)).read > 0);
	await pool.query(
		'select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1',
		[`plumbline import ${id}`]
	);
	await first.stop();
	const between = await getImport(db, id);
	expect(between.read).toBeLessThan(6000);
	await workOff({ ...house, settings });
	expect(await getImport(db, id)).toMatchObject({
		state: 'finished',
		read: 6000,
		added: 6000,
		unchanged: 0
	});
	expect(await db.$count(conversations)).toBe(6000);
});

test('an import whose process was killed before its file was removed has it removed by the next', async ({
	house,
	db
}) => {
	const dataDir = await temporaryFolder();
	const reviewer = await addUser(db, { role: 'reviewer' });
	const id = await upload(db, dataDir, reviewer, records(3));
	await workOff({ ...house, settings: { dataDir } });
	await writeFile(join(dataDir, 'uploads', id), 'what customers said');
	await db.execute(sql`update pgboss.job set state = 'created' where id = ${id}`);
	await workOff({ ...house, settings: { dataDir } });
	expect(await isKept(dataDir, id)).toBe(false);
	expect(await getImport(db, id)).toMatchObject({ state: 'finished', added: 3 });
});

test('an import that is cancelled while it waits stores nothing', async ({ house, db }) => {
	const dataDir = await temporaryFolder();
	const reviewer = await addUser(db, { role: 'reviewer' });
	const id = await upload(db, dataDir, reviewer, records(3));
	await cancelImport(db, reviewer, id);
	await workOff({ ...house, settings: { dataDir } });
	expect(await getImport(db, id)).toMatchObject({ state: 'cancelled', added: 0 });
	expect(await isKept(dataDir, id)).toBe(false);
});

test('a file that breaks off leaves nothing, and can be sent again', async ({ db }) => {
	const dataDir = await temporaryFolder();
	const reviewer = await addUser(db, { role: 'reviewer' });
	const id = v7();
	async function* broken() {
		yield Buffer.from('{');
		throw new Error('gone');
	}
	const file = { id, fileName: 'x.jsonl', format: 'jsonl' as const, options: {}, stream: broken() };
	await expect(uploadImport(db, { dataDir }, reviewer, file)).rejects.toThrow('gone');
	await expect(getImport(db, id)).rejects.toMatchObject({ status: 404 });
	expect(await isKept(dataDir, id)).toBe(false);
	expect(await jobsIn(db)).toEqual([]);
	await uploadImport(db, { dataDir }, reviewer, {
		...file,
		stream: bytesOf(jsonLines(records(1)))
	});
	expect((await getImport(db, id)).state).toBe('waiting');
});

test('a file that is not on the machine of the worker, or whose sender left, says so', async ({
	house,
	db
}) => {
	const dataDir = await temporaryFolder();
	const reviewer = await addUser(db, { role: 'reviewer' });
	const gone = await upload(db, dataDir, reviewer, records(1));
	await dropUpload({ dataDir }, gone);
	const pump = await openPump({ ...house, settings: { dataDir } });
	const reasonOf = async (id: string) =>
		(await jobsIn(db)).find((job) => job.id === id)?.output?.code;
	await until(async () => (await reasonOf(gone)) === 'file_gone');
	await db.update(users).set({ deactivatedAt: new Date() }).where(eq(users.id, reviewer.id));
	const sent = await upload(db, dataDir, reviewer, records(1));
	await until(async () => (await reasonOf(sent)) === 'not_allowed').finally(pump.stop);
});
