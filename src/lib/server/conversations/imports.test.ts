import { fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { eq, isNull, sql } from 'drizzle-orm';
import { addUser } from '../../../../tests/setup/factories.ts';
import { temporaryFolder } from '../../../../tests/setup/folders.ts';
import { importRecords, jsonLines, record } from '../../../../tests/setup/import.ts';
import { expect, test, vi } from '../../../../tests/setup/test.ts';
import type { Viewer } from '../../permissions.ts';
import type { Db } from '../db/database.ts';
import { conversations, imports, transcripts } from '../db/schema/index.ts';
import type { Counts } from './import-run.ts';
import { getListSurroundings } from './list.ts';
import { getImport, listImportProblems, listImports, problemsAsCsv } from './imports.ts';

/** Starts the import and kills it, as a power cut would, once `enough` says so. */
async function importAndKill(
	url: string,
	viewer: Viewer,
	file: string,
	enough: (c: Counts) => boolean
) {
	const script = join(import.meta.dirname, '../../../../tests/setup/import-process.ts');
	const child = fork(script, [url, JSON.stringify(viewer), file], { execArgv: [] });
	let confirmed = 0;
	child.on('message', (counts: Counts) => {
		confirmed = counts.added + counts.unchanged;
		if (enough(counts)) child.kill('SIGKILL');
	});
	const [, signal] = await once(child, 'exit');
	return { confirmed, signal };
}

/** What the list of conversations shows above it. */
const running = async (db: Db) => (await getListSurroundings(db, await addUser(db), {})).running;

const wholeOnes = (db: Db) =>
	db.$count(
		db
			.select({ id: conversations.id })
			.from(conversations)
			.innerJoin(transcripts, eq(transcripts.conversationId, conversations.id))
			.as('whole')
	);

test('killed in the middle, again and again: what was confirmed is in, nothing is half in, nothing twice', async ({
	db,
	databaseUrl,
	pool
}) => {
	const viewer = await addUser(db);
	const records = Array.from({ length: 4000 }, (_, i) => record(`${i}`));
	const file = join(await temporaryFolder(), 'killed.jsonl');
	await writeFile(file, jsonLines(records));
	for (const least of [500, 1500, 2500]) {
		const { confirmed, signal } = await importAndKill(
			databaseUrl,
			viewer,
			file,
			({ added, unchanged }) => added + unchanged >= least
		);
		expect(signal).toBe('SIGKILL');
		await vi.waitFor(async () => expect(await running(db)).toEqual([]));
		const count = await db.$count(conversations);
		expect(count).toBeGreaterThanOrEqual(confirmed);
		expect(await wholeOnes(db)).toBe(count);
		expect(await db.$count(transcripts)).toBe(count);
		const [{ total }] = await db
			.select({ total: sql<number>`sum(${imports.added})::int` })
			.from(imports);
		expect(total).toBe(count);
	}
	expect((await listImports(db)).map(({ state }) => state)).toEqual(Array(3).fill('interrupted'));
	expect(await db.$count(imports, isNull(imports.finishedAt))).toBe(3);

	const { read, added, unchanged, updated } = await importRecords(pool, viewer, records);
	expect([read, added + unchanged, updated]).toEqual([4000, 4000, 0]);
	expect(await wholeOnes(db)).toBe(4000);
}, 60_000);

test('while it runs an import is listed as running, with its counts so far', async ({
	db,
	pool
}) => {
	const viewer = await addUser(db);
	const seen: unknown[] = [];
	const records = Array.from({ length: 1200 }, (_, i) => record(`${i}`));
	async function* stream() {
		yield Buffer.from(jsonLines(records));
		await vi.waitFor(async () => expect((await running(db))[0].read).toBe(1000));
		seen.push(...(await running(db)));
	}
	const { importId } = await importRecords(pool, viewer, [], { stream: stream() });
	expect(seen).toMatchObject([{ id: importId, fileName: 'test.jsonl', read: 1000 }]);
	expect(await running(db)).toEqual([]);
	expect(await getImport(db, importId!)).toMatchObject({ state: 'finished', read: 1200 });
});

test('refused records come as CSV in words, and no cell is a formula', async ({ db, pool }) => {
	const viewer = await addUser(db);
	async function* stream() {
		yield Buffer.from(`=HYPERLINK("http://x","y")\n${jsonLines([record('1', { oops: 1 })])}`);
	}
	const { importId } = await importRecords(pool, viewer, [], { stream: stream() });
	const csv = (await Array.fromAsync(problemsAsCsv(db, importId!, 'lv'))).join('');
	const [header, formula, field] = csv.split('\r\n');
	expect(header).toBe('\ufeffRinda,Iemesls,Ieraksta sākums');
	expect(formula).toMatch(/^1,.+,"'=HYPERLINK\(/);
	expect(field).toContain('oops');
	expect(await listImportProblems(db, importId!)).toHaveLength(2);
});

test('an import that is not there is not found', async ({ db }) => {
	await expect(getImport(db, 'x')).rejects.toMatchObject({ status: 404 });
});
