import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { eq } from 'drizzle-orm';
import { addEmployee, addTeam, addUser } from '../../../../tests/setup/factories.ts';
import { temporaryFolder } from '../../../../tests/setup/folders.ts';
import { jobsIn, test, workOff } from '../../../../tests/setup/jobs.ts';
import { addPastReview } from '../../../../tests/setup/past-reviews.ts';
import { pdfText } from '../../../../tests/setup/poppler.ts';
import { expect } from '../../../../tests/setup/test.ts';
import { parsePeriod } from '../../periods.ts';
import type { Db } from '../db/database.ts';
import { reportBatchItems, reports, users } from '../db/schema/index.ts';
import { batchProgress, listBatches, listFailures } from './batch-list.ts';
import { openBatchZip } from './batch-zip.ts';
import { cancelBatch, startBatch } from './batches.ts';
import { fillReport } from './fill-report.ts';
import { issueReport } from './issue.ts';
import { renderCoachingReport } from './pdf/pool.ts';
import { startReport } from './reports.ts';

const period = parsePeriod('2026-09')!;

/** Two teams with people who were reviewed in September, one of them led by Māris. */
async function addPeople(db: Db) {
	const maris = await addUser(db, { role: 'lead', name: 'Māris' });
	const riga = await addTeam(db, { name: 'Riga', leads: [maris] });
	const anna = await addEmployee(db, { name: 'Anna', code: 'A1', teamId: riga.id, locale: 'lv' });
	const boris = await addEmployee(db, { name: 'Boris', code: 'B2', teamId: riga.id, locale: 'ru' });
	const cezar = await addEmployee(db, { name: 'Cezar', code: 'C3', locale: 'ro' });
	for (const { id: employeeId } of [anna, boris, cezar])
		await addPastReview(db, { employeeId, ratings: { politeness: 3, solution: 4 } });
	await addEmployee(db, { name: 'Nobody looked at me', teamId: riga.id });
	return { maris, riga, anna, boris, cezar };
}

async function unzip(db: Db, viewer: Parameters<typeof openBatchZip>[1], id: string) {
	const { body } = await openBatchZip(db, viewer, id);
	const folder = await temporaryFolder();
	await writeFile(join(folder, 'all.zip'), await buffer(body));
	const script =
		'import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); z.extractall(sys.argv[2]); print("\\n".join(z.namelist()))';
	const names = execFileSync('python3', ['-c', script, join(folder, 'all.zip'), folder]);
	return { folder, names: names.toString().trim().split('\n') };
}

test('a lead gets one report for each of their people, each in their language, as one zip', async ({
	house,
	db
}) => {
	const { maris, anna } = await addPeople(db);
	const id = await startBatch(db, maris, { period, teamId: null });
	expect(await batchProgress(db, maris, id)).toEqual({
		state: 'waiting',
		done: 0,
		total: 2,
		failed: 0
	});
	await workOff(house);
	expect(await batchProgress(db, maris, id)).toMatchObject({ state: 'finished', done: 2 });
	const { folder, names } = await unzip(db, maris, id);
	expect(names).toEqual([
		'Riga/Anna (A1) 2026-09-01-2026-09-30.pdf',
		'Riga/Boris (B2) 2026-09-01-2026-09-30.pdf'
	]);
	const single = await renderCoachingReport(await fillReport(db, maris, anna.id, period, 'lv'));
	const fromBatch = await readFile(join(folder, names[0]));
	expect(pdfText(fromBatch)).toBe(pdfText(single));
});

test('what was issued is taken as it is, what was begun goes on: no draft is made twice', async ({
	house,
	db
}) => {
	const { maris, riga, anna, boris } = await addPeople(db);
	const issued = await startReport(db, maris, { employeeId: anna.id, period });
	const { sha256 } = await issueReport(db, maris, issued, { version: 1 });
	const begun = await startReport(db, maris, { employeeId: boris.id, period });
	await startBatch(db, maris, { period, teamId: riga.id });
	await startBatch(db, maris, { period, teamId: riga.id });
	await workOff(house);
	const items = await db.select().from(reportBatchItems);
	expect(items.map(({ reportId }) => reportId).toSorted()).toEqual(
		[issued, issued, begun, begun].toSorted()
	);
	expect(sha256).toHaveLength(64);
	expect(await db.select().from(reports)).toHaveLength(2);
});

test('everyone whose report failed is named, with the reason', async ({ house, db }) => {
	const { maris } = await addPeople(db);
	const admin = await addUser(db, { role: 'admin' });
	const id = await startBatch(db, maris, { period, teamId: null });
	await db.update(users).set({ deactivatedAt: new Date() }).where(eq(users.id, maris.id));
	await workOff(house);
	expect(await batchProgress(db, admin, id)).toMatchObject({
		state: 'finished',
		done: 2,
		failed: 2
	});
	expect(await listFailures(db, admin, id)).toMatchObject([
		{ employee: 'Anna', failure: { code: 'not_allowed' } },
		{ employee: 'Boris', failure: { code: 'not_allowed' } }
	]);
	expect(await jobsIn(db, 'failed')).toEqual([]);
});

test('a stopped batch draws no more', async ({ house, db }) => {
	const { maris } = await addPeople(db);
	const id = await startBatch(db, maris, { period, teamId: null });
	await cancelBatch(db, maris, id);
	await workOff(house);
	expect(await batchProgress(db, maris, id)).toMatchObject({ state: 'cancelled', failed: 2 });
	expect(await db.select().from(reports)).toEqual([]);
});

test('a batch is its starter’s and the administrators’; a period without reviews has none', async ({
	db
}) => {
	const { maris } = await addPeople(db);
	const other = await addUser(db, { role: 'lead' });
	const admin = await addUser(db, { role: 'admin' });
	const id = await startBatch(db, maris, { period, teamId: null });
	await expect(batchProgress(db, other, id)).rejects.toMatchObject({ status: 404 });
	await expect(openBatchZip(db, other, id)).rejects.toMatchObject({ status: 404 });
	expect((await listBatches(db, other)).rows).toEqual([]);
	expect((await listBatches(db, admin)).rows).toHaveLength(1);
	await expect(startBatch(db, other, { period, teamId: null })).rejects.toMatchObject({
		status: 409
	});
	const reviewer = await addUser(db, { role: 'reviewer' });
	await expect(startBatch(db, reviewer, { period, teamId: null })).rejects.toMatchObject({
		status: 403
	});
});
