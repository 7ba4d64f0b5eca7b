import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import pino from 'pino';
import { parsePeriod } from '../../src/lib/periods.ts';
import { startBatch } from '../../src/lib/server/coaching/batches.ts';
import { fillReport } from '../../src/lib/server/coaching/fill-report.ts';
import { renderCoachingReport } from '../../src/lib/server/coaching/pdf/pool.ts';
import { connectDatabase, type Db } from '../../src/lib/server/db/database.ts';
import { openListener } from '../../src/lib/server/jobs/listener.ts';
import { startPump } from '../../src/lib/server/jobs/pump.ts';
import { defineJob, enqueue } from '../../src/lib/server/jobs/queue.ts';
import { readSettings } from '../../src/lib/server/settings.ts';
import type { Viewer } from '../../src/lib/permissions.ts';
import { addEmployee, addUser } from '../setup/factories.ts';
import { addPastReview } from '../setup/past-reviews.ts';
import { atLeast, atMost, type Row } from './rows.ts';
import { memoryOf, nodeArguments, root } from './scripts.ts';
import { onNewDatabase, onServer } from './server.ts';

const pings = 300;
const people = 1000;
const alone = 20;
const period = parsePeriod('2026-09')!;

/** Issue 3, section 5: how soon a job begins, and 1000 reports in two workers against one. */
export const benchJobs = (): Promise<Row[]> =>
	onServer(async (server, folder) => [
		await onNewDatabase(server, pickUp),
		...(await onNewDatabase(server, (url) => reports(url, folder)))
	]);

/** From the commit, when its sender knows of it, to the first line of the job; they come one by one at any moment. */
async function pickUp(url: string): Promise<Row> {
	const { db, pool } = connectDatabase(url);
	const log = pino({ level: 'silent' });
	const listener = openListener(url, { name: 'bench', onError: console.error });
	const begun = new Map<number, number>();
	const job = defineJob<{ n: number }>({
		name: 'ping',
		atOnce: 4,
		expireInSeconds: 60,
		retryLimit: 0,
		retryDelay: 1,
		work: async (_, { n }) => void begun.set(n, performance.now())
	});
	const place = { db, pool, log, settings: readSettings({}) };
	const pump = await startPump(place, listener, [job]);
	const waits: number[] = [];
	for (let n = 0; n < pings; n++) {
		await db.transaction((db) => enqueue(db, job, { label: '', data: { n } }));
		const committed = performance.now();
		while (!begun.has(n)) await sleep(1);
		waits.push(Math.max(0, begun.get(n)! - committed));
		await sleep(Math.random() * 20);
	}
	await pump.stop();
	await listener.close();
	await pool.end();
	const p95 = waits.toSorted((a, b) => a - b)[Math.floor(pings * 0.95)];
	return atMost(`job pick-up, p95 of ${pings}`, 10, p95, ' ms');
}

async function reports(url: string, dataDir: string): Promise<Row[]> {
	const { db, pool } = connectDatabase(url);
	const admin = await addUser(db, { role: 'admin' });
	const criteria = { politeness: 3, solution: 4 };
	for (let n = 0; n < people; n++) {
		const { id: employeeId } = await addEmployee(db, { name: `Person ${n}`, code: `P-${n}` });
		await addPastReview(db, { employeeId, ratings: criteria });
	}
	await pool.query('analyze');
	const one = await drawAll(db, admin, url, dataDir, 1);
	const two = await drawAll(db, admin, url, dataDir, 2);
	const same = [...one.hashes].filter(([id, hash]) => two.hashes.get(id) === hash).length;
	let sameAlone = 0;
	for (const [id, hash] of [...one.hashes].slice(0, alone)) {
		const bytes = await renderCoachingReport(await fillReport(db, admin, id, period, 'en'));
		if (createHash('sha256').update(bytes).digest('hex') === hash) sameAlone++;
	}
	await pool.end();
	return [
		atLeast(`${people} reports, two workers to one`, 1.4, one.seconds / two.seconds, ' ×'),
		atMost('both workers at their peak', 550, two.rss, ' MB'),
		atLeast('reports the same to the byte with one worker and two', people, same),
		atLeast(`of ${alone} drawn alone, the same to the byte`, alone, sameAlone)
	];
}

/** Seconds from the first report to the last, without the start of the workers. */
async function drawAll(db: Db, admin: Viewer, url: string, dataDir: string, workers: number) {
	await db.execute(sql`delete from report_batches`);
	await db.execute(sql`delete from reports`);
	const started = Array.from({ length: workers }, () => startWorker(url, dataDir));
	await sleep(3000);
	await startBatch(db, admin, { period, teamId: null });
	const left = sql`select count(*)::int as n from report_batch_items where done_at is null`;
	while ((await db.execute(left)).rows[0].n) await sleep(200);
	const rss = started.reduce((sum, { peak }) => sum + peak(), 0);
	for (const { stop } of started) await stop();
	const { rows } = await db.execute<{ id: string; hash: string; at: string }>(
		sql`select employee_id as id, encode(sha256(bytes), 'hex') as hash, done_at::text as at
			from report_batch_items order by done_at`
	);
	const seconds = (Date.parse(rows.at(-1)!.at) - Date.parse(rows[0].at)) / 1000;
	return { seconds, rss, hashes: new Map(rows.map(({ id, hash }) => [id, hash])) };
}

function startWorker(url: string, dataDir: string) {
	const child = spawn(process.execPath, nodeArguments('worker'), {
		cwd: root,
		env: { ...process.env, DATABASE_URL: url, DATA_DIR: dataDir, LOG_LEVEL: 'silent' },
		stdio: 'ignore'
	});
	const ended = new Promise((resolve) => child.once('exit', resolve));
	return {
		peak: () => memoryOf(child.pid!, 'VmHWM'),
		async stop() {
			child.kill();
			await ended;
		}
	};
}
