import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { onTestFinished } from 'vitest';
import { startBatch } from '../../src/lib/server/coaching/batches.ts';
import { startSession } from '../../src/lib/server/auth/sessions.ts';
import type { Db } from '../../src/lib/server/db/database.ts';
import { parsePeriod } from '../../src/lib/periods.ts';
import { expect, freePort, startApp, startWorker, test } from '../setup/e2e.ts';
import { addEmployee, addTeam, addUser } from '../setup/factories.ts';
import { temporaryFolder } from '../setup/folders.ts';
import { until } from '../setup/jobs.ts';
import { addPastReview } from '../setup/past-reviews.ts';
import { openProxy } from '../setup/proxy.ts';

const people = 40;
const period = parsePeriod('2026-09')!;

test('a worker and an app are killed in the middle of a batch: the page still gets to 100 %, each report once', async ({
	db,
	databaseUrl,
	browser
}) => {
	const lead = await addUser(db, { role: 'lead' });
	const { id: teamId } = await addTeam(db, { leads: [lead] });
	for (let n = 0; n < people; n++) {
		const { id: employeeId } = await addEmployee(db, { teamId, name: `Person ${n}` });
		await addPastReview(db, { employeeId, ratings: { politeness: 4, solution: 3 } });
	}
	const dataDir = await temporaryFolder();
	const { apps, proxy, origin } = await openApps(databaseUrl, dataDir);
	const context = await browser.newContext({ baseURL: origin, locale: 'en' });
	onTestFinished(() => context.close());
	const days = { sessionIdleDays: 1, sessionMaxDays: 1 };
	const value = await startSession(db, days, lead.id, { address: '', userAgent: '' });
	await context.addCookies([{ name: 'session', value, url: origin }]);
	const page = await context.newPage();

	const id = await startBatch(db, lead, { period, teamId: null });
	await page.goto(`/coaching/batches/${id}`);
	await page.getByText('Waits for its turn').first().waitFor();
	const workers = await Promise.all([1, 2].map(() => openWorker(databaseUrl, dataDir)));
	await until(async () => (await drawn(db)) > 3);
	await killAtWork(db, workers);
	const killedAt = Date.now();
	const serving = proxy.servedBy(`/coaching/batches/${id}/progress`);
	await apps.find((app) => app.origin === serving)!.stop('SIGKILL');
	expect(await drawn(db)).toBeLessThan(people);
	await page.getByRole('link', { name: 'Download zip' }).waitFor({ timeout: 60_000 });
	expect(Date.now() - killedAt + skipped).toBeLessThan(60_000);

	const bar = page.getByRole('progressbar', { name: 'Reports' });
	expect(await bar.getAttribute('value')).toBe('1');
	expect(await page.getByText(`100% · ${people} of ${people}`).count()).toBe(1);
	await page.reload();
	expect(await bar.getAttribute('value')).toBe('1');
	const { rows } = await db.execute(sql`select
		(select count(*)::int from report_batch_items where bytes is not null and failure is null) as drawn,
		(select count(*)::int from reports) as reports,
		(select count(distinct employee_id)::int from reports) as people,
		(select count(*)::int from audit_events where action = 'report.started') as started,
		(select count(*)::int from pgboss.job where name = 'draw-report' and state = 'completed') as done,
		(select count(*)::int from pgboss.job where retry_count > 0) as again`);
	expect(rows).toEqual([
		{ drawn: people, reports: people, people, started: people, done: people, again: 1 }
	]);
	const [download] = await Promise.all([
		page.waitForEvent('download'),
		page.getByRole('link', { name: 'Download zip' }).click()
	]);
	expect(await download.failure()).toBeNull();
});

/** Two apps that do no jobs, behind one address. */
async function openApps(databaseUrl: string, dataDir: string) {
	const port = await freePort();
	const origin = `http://localhost:${port}`;
	const env = { JOBS: 'off', ORIGIN: origin, LOG_LEVEL: 'warn' };
	const apps = await Promise.all([1, 2].map(() => startApp(databaseUrl, { dataDir, env })));
	for (const app of apps) onTestFinished(() => app.stop());
	const proxy = await openProxy(
		port,
		apps.map(({ origin }) => origin)
	);
	onTestFinished(proxy.close);
	return { apps, proxy, origin };
}

async function openWorker(databaseUrl: string, dataDir: string) {
	const worker = await startWorker(databaseUrl, { dataDir });
	onTestFinished(() => worker.stop());
	return worker;
}
type Worker = Awaited<ReturnType<typeof openWorker>>;

const drawn = async (db: Db) =>
	Number((await db.execute(sql`select count(bytes) as n from report_batch_items`)).rows[0].n);

/** Milliseconds of the silence after which a worker counts as dead that nobody has to wait for here. */
const skipped = 20_000;

/** Holds both still until each has a report in hand; then one is killed and the other goes on. */
async function killAtWork(db: Db, workers: Worker[]) {
	await until(async () => {
		for (const worker of workers) worker.signal('SIGSTOP');
		await sleep(200);
		const held = await db.execute(
			sql`update pgboss.job set heartbeat_on = heartbeat_on - interval '1 ms' * ${skipped}
				where state = 'active' and (select count(*) from pgboss.job join report_batch_items item
					using (id) where state = 'active' and item.bytes is null) = 2 returning id`
		);
		if (held.rows.length === 2) return true;
		for (const worker of workers) worker.signal('SIGCONT');
		await sleep(50);
		return false;
	});
	await workers[0].stop('SIGKILL');
	workers[1].signal('SIGCONT');
}
