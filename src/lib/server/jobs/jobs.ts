import { sql } from 'drizzle-orm';
import { validate as isUuid } from 'uuid';
import { m } from '#lib/paraglide/messages.js';
import { can, type Viewer } from '../../permissions.ts';
import { audit } from '../audit/audit.ts';
import type { Db } from '../db/database.ts';
import { queueSchema } from '../db/queue-schema.ts';
import { conflict, notAllowed, notFound } from '../errors.ts';
import { announce } from './announce.ts';
import { bossOn, deadLetters, type Workplace } from './queue.ts';
import { readReason, type Reason } from './reasons.ts';

export const jobStates = ['failed', 'waiting', 'running'] as const;
export type JobState = (typeof jobStates)[number];

const inState = {
	waiting: sql`state in ('created', 'retry')`,
	running: sql`state = 'active'`,
	failed: sql`state = 'failed'`
} satisfies Record<JobState, unknown>;

const table = sql.raw(`${queueSchema}.job`);

export type JobRow = {
	id: string;
	name: string;
	label: string;
	/** The first is 1. */
	attempt: number;
	createdAt: Date;
	/** Of the next attempt, when it is not now. */
	waitsUntil: Date | null;
	startedAt: Date | null;
	endedAt: Date | null;
	/** Of the last attempt. */
	reason: Reason | null;
};

type Stored = Omit<JobRow, 'reason'> & { output: unknown };

/** Administrators see the jobs in a state, newest first; `next` is null on the last page. */
export async function listJobs(
	db: Db,
	viewer: Viewer,
	{ state, after }: { state: JobState; after?: string },
	size = 50
) {
	requireAdmin(viewer);
	const beyond =
		after && isUuid(after)
			? sql`and (created_on, id) < (select c.created_on, c.id from ${table} c where c.id = ${after} limit 1)`
			: sql``;
	const { rows } = await db.execute<Stored>(sql`
		select id, name, coalesce(data->>'label', '') as label, output, created_on as "createdAt",
			retry_count + case when state = 'created' then 0 else 1 end as attempt,
			case when start_after > now() then start_after end as "waitsUntil",
			started_on as "startedAt", completed_on as "endedAt"
		from ${table} where name <> ${deadLetters} and ${inState[state]} ${beyond}
		order by created_on desc, id desc limit ${size + 1}`);
	const shown = rows.slice(0, size).map(({ output, ...row }) => {
		return { ...dated(row), reason: readReason(output) };
	});
	return { rows: shown, next: rows.length > size ? shown.at(-1)!.id : null };
}

/** How many jobs are in each state, and how many processes work. */
export async function countJobs(db: Db, viewer: Viewer) {
	requireAdmin(viewer);
	const { rows } = await db.execute<Record<JobState | 'workers', number>>(sql`
		select (count(*) filter (where ${inState.waiting}))::int as waiting,
			(count(*) filter (where ${inState.running}))::int as running,
			(count(*) filter (where ${inState.failed}))::int as failed,
			(select count(*)::int from pg_stat_activity where datname = current_database()
				and application_name = 'plumbline worker') as workers
		from ${table} where name <> ${deadLetters}`);
	return rows[0];
}

/** Gives a failed job one attempt more. Throws a conflict when it is not failed any more. */
export async function retryJob(db: Db, viewer: Viewer, id: string) {
	await db.transaction(async (db) => {
		const { name, label } = await findJob(db, viewer, id);
		const { affected } = settled(await (await bossOn(db)).retry(name, id));
		if (!affected) throw conflict(m.jobs_gone());
		await audit(db, viewer, 'job.retried', id, { after: { name, label } });
		await announce(db, `job ${name}`);
	});
}

/** Waiting or running, it will not be done. Throws a conflict when it is over. */
export async function cancelJob(place: Workplace, viewer: Viewer, id: string) {
	const { jobs } = await import('./list.ts');
	await place.db.transaction(async (db) => {
		const { name, label, data } = await findJob(db, viewer, id);
		const { affected } = settled(await (await bossOn(db)).cancel(name, id));
		if (!affected) throw conflict(m.jobs_gone());
		const job = jobs.find((one) => one.name === name);
		await job?.gaveUp?.({ ...place, db }, data, { code: 'cancelled' });
		await audit(db, viewer, 'job.cancelled', id, { after: { name, label } });
		await announce(db, `cancel ${id}`);
	});
}

async function findJob(db: Db, viewer: Viewer, id: string) {
	requireAdmin(viewer);
	if (!isUuid(id)) throw notFound();
	const { rows } = await db.execute<{ name: string; label: string; data: object }>(
		sql`select name, data, coalesce(data->>'label', '') as label from ${table}
			where id = ${id} and name <> ${deadLetters}`
	);
	if (!rows[0]) throw notFound();
	return rows[0];
}

function requireAdmin(viewer: Viewer) {
	if (!can(viewer, 'settings:manage')) throw notAllowed();
}

/** pg-boss declares less than it answers. */
const settled = (response: unknown) => response as { affected: number };

/** drizzle's own statements come without types of dates. */
const dated = <T extends Omit<Stored, 'output'>>(row: T): T => ({
	...row,
	createdAt: new Date(row.createdAt),
	waitsUntil: row.waitsUntil && new Date(row.waitsUntil),
	startedAt: row.startedAt && new Date(row.startedAt),
	endedAt: row.endedAt && new Date(row.endedAt)
});
