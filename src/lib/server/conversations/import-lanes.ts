import { sql } from 'drizzle-orm';
import pg, { type Pool, type PoolClient } from 'pg';
import { onClient, type Db } from '../db/database.ts';
import { keyOf, type Batch } from './import-batches.ts';
import { createStaging } from './import-rows.ts';
import type { Run } from './import-run.ts';

type Store = (run: Run, batch: Batch) => Promise<void>;

/**
 * Two connections that store batches in turns: one brings its rows to the database while the other's are
 * being taken in. Each batch is stored after the one before it, or not at all.
 */
export function openLanes(pool: Pool, run: Run, store: Store) {
	let [oldest, newest]: Promise<void>[] = [Promise.resolve(), Promise.resolve()];
	let latest: Batch | undefined;
	let turns = 0;
	let second: { client: pg.Client; run: Run } | undefined;

	async function laneOf(turn: number): Promise<Run> {
		if (turn % 2 === 0) return run;
		second ??= await openSecond(pool, run);
		return second.run;
	}

	return {
		/** Waits until a lane is free; throws when a batch could not be stored. */
		room: () => oldest,
		/** Begins to store a batch. */
		async add(batch: Batch) {
			if (latest && meet(latest, batch)) await newest;
			const lane = await laneOf(turns++);
			const stored = store({ ...lane, before: newest }, batch);
			stored.catch(() => undefined);
			[oldest, newest, latest] = [newest, stored, batch];
		},
		/** Waits until everything is stored; throws what kept a batch from it. */
		async close() {
			try {
				await Promise.allSettled([oldest, newest]);
				await oldest;
				await newest;
			} finally {
				await second?.client.end();
			}
		}
	};
}

/** Not out of the pool: imports that hold one connection each and wait for another would wait for ever. */
async function openSecond(pool: Pool, run: Run) {
	const client = new pg.Client(pool.options);
	// What is asked of a broken connection is rejected with the same error.
	client.on('error', () => undefined);
	await client.connect();
	const db = onClient(client as PoolClient);
	await prepareStaging(db);
	return { client, run: { ...run, client: client as PoolClient, db } };
}

/** Where COPY leaves the rows of a batch. */
export const prepareStaging = (db: Db) =>
	db.execute(sql.raw(`drop table if exists import_rows; ${createStaging}`));

/** Whether two batches touch the same conversation, so that the order of their statements matters. */
function meet(before: Batch, after: Batch): boolean {
	if (before.retracted.length > 0 || after.retracted.length > 0) return true;
	const keys = new Set(before.rows.map(({ record }) => keyOf(record)));
	return after.rows.some(({ record }) => keys.has(keyOf(record)));
}
