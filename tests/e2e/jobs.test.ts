import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { startBatch } from '../../src/lib/server/coaching/batches.ts';
import type { Db } from '../../src/lib/server/db/database.ts';
import { parsePeriod } from '../../src/lib/periods.ts';
import { addSignIn, expect, freePort, startApp, startWorker, test } from '../setup/e2e.ts';
import { addEmployee, addTeam } from '../setup/factories.ts';
import { temporaryFolder } from '../setup/folders.ts';
import { until } from '../setup/jobs.ts';
import { addPastReview } from '../setup/past-reviews.ts';
import { openProxy } from '../setup/proxy.ts';

const people = 60;
const period = parsePeriod('2026-09')!;

test('a worker and an app are killed in the middle of a batch: the page still gets to 100 %, each report once', async ({
	db,
	databaseUrl,
	browser
}) => {
	const lead = await addSignIn(db, { role: 'lead' });
	const { id: teamId } = await addTeam(db, { leads: [lead] });
	for (let n = 0; n < people; n++) {
		const { id: employeeId } = await addEmployee(db, { teamId, name: `Person ${n}` });
		await addPastReview(db, { employeeId, ratings: { politeness: 4, solution: 3 } });
	}
	const dataDir = await temporaryFolder();
	const port = await freePort();
	const env = { JOBS: 'off', ORIGIN: `http://localhost:${port}`, LOG_LEVEL: 'warn' };
	const apps = await Promise.all([1, 2].map(() => startApp(databaseUrl, { dataDir, env })));
	const proxy = await openProxy(
		port,
		apps.map(({ origin }) => origin)
	);
	const context = await browser.newContext({ baseURL: env.ORIGIN, locale: 'en' });
	const page = await context.newPage();
	await signIn(page, lead.email);

	const id = await startBatch(db, lead, { period, teamId: null });
	await page.goto(`/coaching/batches/${id}`);
	await page.getByText('Waits for its turn').first().waitFor();
	const workers = await Promise.all([1, 2].map(() => startWorker(databaseUrl, { dataDir })));
	await until(async () => (await drawn(db)) > 3);
	expect(await drawn(db)).toBeLessThan(people);

	const killedAt = Date.now();
	await killAtWork(db, workers[0]);
	await apps
		.find(({ origin }) => origin === proxy.servedBy(`/coaching/batches/${id}/progress`))!
		.stop('SIGKILL');
	await page.getByRole('link', { name: 'Download zip' }).waitFor({ timeout: 80_000 });
	expect(Date.now() - killedAt).toBeLessThan(65_000);

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

	await context.close();
	await workers[1].stop();
	proxy.close();
	for (const app of apps) await app.stop();
});

const drawn = async (db: Db) =>
	Number((await db.execute(sql`select count(bytes) as n from report_batch_items`)).rows[0].n);

/** Holds it still to see that a job is in its hands: of two workers the other goes on. */
async function killAtWork(db: Db, worker: Awaited<ReturnType<typeof startWorker>>) {
	await until(async () => {
		worker.signal('SIGSTOP');
		await sleep(700);
		const held = await db.execute(
			sql`select from pgboss.job where state = 'active' and started_on < now() - interval '0.6 s'`
		);
		if (held.rows.length === 1) return true;
		worker.signal('SIGCONT');
		return false;
	});
	await worker.stop('SIGKILL');
}

async function signIn(page: import('playwright-core').Page, email: string) {
	await page.goto('/login');
	await page.waitForLoadState('networkidle');
	await page.getByLabel('E-mail').fill(email);
	await page.getByLabel('Password').fill('correct horse battery');
	await page.getByRole('button', { name: 'Sign in' }).click();
	await page.waitForURL((url) => url.pathname !== '/login');
}
