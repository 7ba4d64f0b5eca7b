import { sql, type SQLWrapper } from 'drizzle-orm';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import { v7 } from 'uuid';
import type { Db } from '../db/database.ts';
import { queueSchema, quiet } from '../db/queue-schema.ts';
import type { Settings } from '../settings.ts';
import { announce } from './announce.ts';
import type { Reason } from './reasons.ts';

/** What a job works with. */
export type Workplace = { db: Db; pool: Pool; settings: Settings; log: Logger };

export type Running = Workplace & {
	id: string;
	/** Aborted when the job is cancelled, its claim is lost or the process ends: then throw. */
	signal: AbortSignal;
};

/** A kind of work that goes on after the answer. Done twice, it has the effect of once. */
export type Job<Data extends object = object> = {
	/** Also of its queue: letters and dashes. */
	name: string;
	/** So many at once in one process. */
	atOnce: number;
	/** Seconds after which an attempt counts as stuck, however alive its process is. */
	expireInSeconds: number;
	/** Attempts after the first. */
	retryLimit: number;
	/** Seconds before the second attempt; doubled for each after it, up to an hour. */
	retryDelay: number;
	/** Its data hold a secret: the row goes as soon as the work is done. */
	isSecret?: boolean;
	work(running: Running, data: Data): Promise<void>;
	/** Writes down that it will not be done: cancelled, or failed at every attempt. */
	gaveUp?(place: Workplace, data: Data, reason: Reason): Promise<void>;
};

/** Who works on a job that failed at every attempt: it is told to `gaveUp`. */
export const deadLetters = 'gave-up';

/** Checks the types of a job; `jobs/list.ts` names every one. */
export const defineJob = <Data extends object>(job: Job<Data>) => job;

/** `label` is what people know the job by; `id` a uuid, the same one is taken once. */
export type Order<Data> = { id?: string; label: string; data: Data };

/** Puts work into the queue in the caller's transaction: it begins when that is committed, or never was. */
export async function enqueue<Data extends object>(
	db: Db,
	job: Job<Data>,
	...orders: Order<Data>[]
): Promise<void> {
	if (!orders.length) return;
	await makeQueues(db, [job.name]);
	const { expireInSeconds, retryLimit, retryDelay } = job;
	const options = {
		expireInSeconds,
		retryLimit,
		retryDelay,
		retryBackoff: true,
		retryDelayMax: 3600,
		heartbeatSeconds: 30,
		retentionSeconds: 30 * 86_400,
		deleteAfterSeconds: 7 * 86_400,
		deadLetter: deadLetters
	};
	const rows = orders.map(({ id = v7(), label, data }) => ({
		...options,
		id,
		data: { label, ...data }
	}));
	await (await bossOn(db)).insert(job.name, rows);
	await announce(db, `job ${job.name}`);
}

/** pg-boss on this connection or transaction, never started: it only writes its statements. */
export async function bossOn(db: Db) {
	const { PgBoss, fromDrizzle } = await import('pg-boss');
	return new PgBoss({ ...quiet, db: fromDrizzle(db as never, sql) });
}

/** A queue is a row. pg-boss's own `createQueue` would commit the caller's transaction. */
export async function makeQueues(db: Db, names: string[]) {
	const schema = sql.raw(queueSchema);
	const options = { policy: 'standard' };
	for (const name of [deadLetters, ...names])
		await db.execute(sql`select ${schema}.create_queue(${name}, ${JSON.stringify(options)}::jsonb)
			where not exists (select from ${schema}.queue where name = ${name})`);
}

/** Whether the job of this id still waits or runs. */
export const isQueued = (name: string, id: SQLWrapper) => sql<boolean>`exists (
	select from ${sql.raw(queueSchema)}.job where name = ${name} and job.id = ${id} and state < 'completed')`;
