import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import type { Db } from '../../src/lib/server/db/database.ts';

type Transaction = (...given: Parameters<Db['transaction']>) => ReturnType<Db['transaction']>;

/** The same database, in which somebody else's work is done just before the nth transaction: what was read is old. */
export function doneBeforeWriting(db: Db, work: () => Promise<unknown>, nth = 1): Db {
	return withTransaction(db, nth, async (...given) => {
		await work();
		return db.transaction(...given);
	});
}

/**
 * The same database, in which somebody else's work begins when the nth transaction has written everything and
 * is not yet committed: it goes on when the other is done, or waits for it. `over` waits for both.
 */
export function begunBeforeCommit(db: Db, work: () => Promise<unknown>, nth = 1) {
	let other: Promise<unknown> = Promise.resolve();
	const meanwhile = withTransaction(db, nth, (run, ...rest) =>
		db.transaction(
			async (tx) => {
				const result = await run(tx);
				let isDone = false;
				other = work().finally(() => (isDone = true));
				while (!isDone && !(await isSomebodyWaiting(db))) await sleep(20);
				return result;
			},
			...rest
		)
	);
	return { db: meanwhile, over: () => other };
}

function withTransaction(db: Db, nth: number, transaction: Transaction): Db {
	let count = 0;
	return new Proxy(db, {
		get(target, name) {
			if (name === 'transaction' && ++count === nth) return transaction;
			const value = Reflect.get(target, name);
			return typeof value === 'function' ? value.bind(target) : value;
		}
	});
}

async function isSomebodyWaiting(db: Db) {
	const { rows } = await db.execute<{ waits: boolean }>(sql`select exists (
		select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock') as waits`);
	return rows[0].waits;
}
