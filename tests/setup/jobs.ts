import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import pino from 'pino';
import type { Pool } from 'pg';
import type { Db } from '../../src/lib/server/db/database.ts';
import { jobs as every } from '../../src/lib/server/jobs/list.ts';
import { openListener } from '../../src/lib/server/jobs/listener.ts';
import { startPump } from '../../src/lib/server/jobs/pump.ts';
import type { Job } from '../../src/lib/server/jobs/queue.ts';
import { readSettings, type Settings } from '../../src/lib/server/settings.ts';
import { test as base } from './test.ts';

type House = { db: Db; pool: Pool; databaseUrl: string; settings?: Partial<Settings> };

/** A test with a house, and pumps that end before it. */
export const test = base.extend<{
	house: House;
	pump: (jobs: Job[]) => ReturnType<typeof openPump>;
}>({
	house: async ({ db, pool, databaseUrl }, use) => use({ db, pool, databaseUrl }),
	pump: async ({ house }, use) => {
		const open: ReturnType<typeof openPump>[] = [];
		await use((jobs) => {
			open.push(openPump(house, jobs));
			return open.at(-1)!;
		});
		for (const one of open) await (await one).stop();
	}
});

/** A pump in this process, as the app has one; whoever opens it stops it. */
export async function openPump({ db, pool, databaseUrl, settings }: House, jobs: Job[] = every) {
	const log = pino({ level: 'silent' });
	const onError = (error: Error) => console.error(error);
	const listener = openListener(databaseUrl, { name: 'plumbline worker', onError });
	const place = { db, pool, log, settings: { ...readSettings({}), ...settings } };
	const pump = await startPump(place, listener, jobs);
	let stopped: Promise<void> | undefined;
	const stop = async () => {
		await pump.stop();
		await listener.close();
	};
	return { stop: () => (stopped ??= stop()) };
}

/** Works until nothing waits any more. */
export async function workOff(house: House, jobs: Job[] = every) {
	const pump = await openPump(house, jobs);
	const isDone = async () => !(await jobsIn(house.db, 'created', 'retry', 'active')).length;
	await until(isDone).finally(pump.stop);
}

/** Jobs as pg-boss has them. */
export async function jobsIn(db: Db, ...states: string[]) {
	const { rows } = await db.execute<{ id: string; name: string; state: string; output: any }>(
		sql`select id, name, state::text, output from pgboss.job
			where ${states.length} = 0 or state::text = any(${sql.param(states)}::text[]) order by created_on`
	);
	return rows;
}

/** Waits for what will come, for half a minute at most. */
export async function until(isThere: () => Promise<boolean> | boolean) {
	for (const end = Date.now() + 30_000; !(await isThere()); await sleep(10))
		if (Date.now() > end) throw new Error('it did not come');
}
