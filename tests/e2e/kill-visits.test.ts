import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { NIL, v7 } from 'uuid';
import { onTestFailed, onTestFinished } from 'vitest';
import { seededRandom } from '../../src/lib/bootstrap.ts';
import type { Db } from '../../src/lib/server/db/database.ts';
import {
	expectNothingLeft,
	expectWhole,
	filingFor,
	openBusyHouse,
	outstanding,
	type BusyHouse,
	type Known
} from '../setup/busy-house.ts';
import {
	apiClient,
	formsOf,
	requestsTo,
	sendPhoto,
	untilDeath,
	type Request,
	type Requests
} from '../setup/dying-app.ts';
import { expect, startApp, test } from '../setup/e2e.ts';
import { temporaryFolder } from '../setup/folders.ts';
import { until } from '../setup/jobs.ts';
import { fileOf, photoOf } from '../setup/photos.ts';

const seed = 30;
const kills = 30;

test(`killed ${kills} times at random while visits are filed and approved and reports are made: what was confirmed is there, once`, async ({
	db,
	opened,
	databaseUrl
}) => {
	const random = seededRandom(seed);
	const house = await openBusyHouse(db);
	const known: Known = {
		receipts: new Map(),
		photos: new Map(),
		states: new Map(house.toCheck.map((id) => [id, 'filed'])),
		drafts: new Map(),
		issued: new Map(),
		batches: new Set(),
		cut: { filing: 0, checking: 0, reporting: 0, batch: 0 }
	};
	const dataDir = await temporaryFolder();
	const start = async () => {
		const app = await startApp(databaseUrl, { dataDir, env: { LOG_LEVEL: 'warn' } });
		onTestFinished(() => app.stop('SIGKILL'));
		onTestFailed(() => console.error(app.output()));
		return app;
	};
	for (let round = 0; round < kills; round++) {
		const app = await start();
		await expectWhole(db, known, dataDir);
		const startedAt = new Date();
		const requests = requestsTo(app.origin);
		const { request, dying, answers } = requests;
		const isOfReports = round % 3 === 0;
		const isOfJobs = round % 6 === 0;
		const [wanted, issued] = [random() * 30, known.issued.size];
		const moment = () => {
			if (isOfJobs) return isDrawing(db, startedAt);
			return isOfReports ? known.issued.size > issued : answers() > wanted;
		};
		const loops = Promise.all([
			fileVisits(request, house, known),
			checkVisits(db, requests, house, known, isOfReports),
			isOfReports && issueReports(request, house, known),
			isOfJobs && startBatch(request, house, known)
		]);
		await Promise.race([loops, until(moment)]);
		await sleep(random() * 100);
		dying();
		await app.stop('SIGKILL');
		await loops;
		// What the database was told before the kill may still be on its way
		await until(async () => (await connectionsTo(db)) <= opened.pool.totalCount);
	}
	// Nobody waits here until the killed processes are missed
	await db.execute(
		sql`update pgboss.job set heartbeat_on = heartbeat_on - interval '1 hour' where state = 'active'`
	);
	const app = await start();
	await until(async () => !(await outstanding(db, dataDir)).length);
	await expectWhole(db, known, dataDir);
	await expectNothingLeft(db, dataDir);
	await app.stop();
	for (const what of ['filing', 'checking', 'reporting'] as const)
		expect(known.cut[what], `${what} cut off`).toBeGreaterThan(kills / 4);
	expect(known.receipts.size).toBeGreaterThan(0);
	expect([...known.states.values()]).toContain('released');
	expect(known.issued.size).toBeGreaterThan(0);
}, 480_000);

/** One visit after the other, its photo before or after the answers; what was cut off is sent again. */
function fileVisits(request: Request, { toFile, versionId, shopper }: BusyHouse, known: Known) {
	const api = apiClient(request, shopper);
	return untilDeath(
		() => known.cut.filing++,
		async () => {
			const number = toFile.findIndex(({ visitId }) => !known.states.has(visitId));
			const { id, visitId, photo = await photograph(number) } = toFile[number];
			toFile[number].photo = photo;
			const send = () => sendPhoto(request, shopper, visitId, photo, known.photos);
			if (number % 2) await send();
			const files = [fileOf(photo.name, photo.bytes)];
			const filing = filingFor(visitId, versionId, number, files);
			const { hash, receivedAt } = await api('PUT', `/visits/${id}`, filing);
			expect(known.receipts.get(id) ?? { hash, receivedAt }).toEqual({ hash, receivedAt });
			known.receipts.set(id, { hash, receivedAt });
			await send();
			const receipt = await api('GET', `/visits/${id}`);
			expect(receipt).toMatchObject({ hash, receivedAt, isComplete: true });
			known.states.set(visitId, 'filed');
			return true;
		}
	);
}

const photograph = async (number: number) => ({
	id: v7(),
	name: `front-${number}.jpg`,
	bytes: await photoOf(number, { width: 160, height: 120 }).toBuffer()
});

/** The editor does what is to be done next, and reads the report of what is released. */
function checkVisits(
	db: Db,
	requests: Requests,
	{ editor, served }: BusyHouse,
	known: Known,
	readsReports: boolean
) {
	const { request, isDying } = requests;
	const act = formsOf(request, editor);
	return untilDeath(
		() => known.cut.checking++,
		async () => {
			const [id] = [...known.states].find(([, state]) => state !== 'released') ?? [];
			const { state, flagId, isJudged } = await standOf(db, id);
			if (!id || !isJudged) return sleep(20, !isDying());
			const send = (action: string, fields = {}) => act(`/visits/${id}?/${action}`, fields);
			if (state === 'filed') await send('check');
			else if (state === 'in_check' && flagId)
				await send('flag', { flagId, verdict: 'dismissed', word: 'Looked at' });
			else if (state === 'in_check')
				await send('approve', { employeeId: served, shopperRating: 5, comment: '' });
			else if (state === 'approved') await send('release');
			known.states.set(id, (await standOf(db, id)).state);
			if (!readsReports || known.states.get(id) !== 'released') return true;
			const { bytes } = await request(`/visits/results/${id}/report.pdf`, {
				headers: { cookie: editor }
			});
			expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
			return true;
		}
	);
}

async function standOf(db: Db, id: string = NIL) {
	const { rows } = await db.execute<{ state: string; flagId: string | null; isJudged: boolean }>(
		sql`select state, (select f.id from visit_flags f where f.filing_id = v.filing_id
				and f.verdict is null limit 1) as "flagId",
			not exists (select from visit_files f left join visit_photo_prints p on p.file_id = f.id
				where f.visit_id = v.id and p.file_id is null) as "isJudged"
			from visits v where id = ${id}`
	);
	return rows[0] ?? {};
}

/** Begins and issues one report after the other; one that was cut off is issued again. */
function issueReports(request: Request, { employees, lead }: BusyHouse, known: Known) {
	const api = apiClient(request, lead.token);
	const period = { from: '2026-09-01', to: '2026-09-30' };
	return untilDeath(
		() => known.cut.reporting++,
		async () => {
			const employeeId = employees[known.issued.size];
			const begin = () => api('POST', '/reports', { employeeId, ...period, locale: 'en' });
			const { id, version } = known.drafts.get(employeeId) ?? (await begin());
			known.drafts.set(employeeId, { id, version });
			const { sha256 } = await api('POST', `/reports/${id}/issue`, { version });
			known.issued.set(id, sha256);
			return known.issued.size < employees.length;
		}
	);
}

/** Has the reports of a team drawn by jobs. */
function startBatch(request: Request, { lead, batchTeamId }: BusyHouse, known: Known) {
	return untilDeath(
		() => known.cut.batch++,
		async () => {
			const order = { period: '2026-09', team: batchTeamId };
			const { location } = await formsOf(request, lead.cookie)('/coaching/batches', order);
			known.batches.add(location!.split('/').at(-1)!);
			return false;
		}
	);
}

/** A job has a report in hand. */
async function isDrawing(db: Db, since: Date) {
	const { rows } = await db.execute(
		sql`select from pgboss.job where name = 'draw-report' and state = 'active'
			and started_on > ${since.toISOString()}`
	);
	return rows.length > 0;
}

async function connectionsTo(db: Db) {
	const { rows } = await db.execute<{ n: number }>(
		sql`select count(*)::int as n from pg_stat_activity where datname = current_database()`
	);
	return rows[0].n;
}
