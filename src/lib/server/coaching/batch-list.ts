import { and, asc, count, desc, eq, isNotNull, lt, sql } from 'drizzle-orm';
import { validate as isUuid } from 'uuid';
import { can, type Viewer } from '../../permissions.ts';
import type { Progress } from '../../progress.ts';
import type { Db } from '../db/database.ts';
import { employees, reportBatches, reportBatchItems, teams, users } from '../db/schema/index.ts';
import { notFound } from '../errors.ts';
import type { Reason } from '../jobs/reasons.ts';

/** Their own; administrators see all. */
const visibleBatches = (viewer: Viewer) => {
	if (!can(viewer, 'coaching:write')) return sql`false`;
	return viewer.role === 'admin' ? undefined : eq(reportBatches.userId, viewer.id);
};

const settled = sql<number>`count(${reportBatchItems.doneAt})::int`;
const failed = sql<number>`count(${reportBatchItems.failure})::int`;

const shown = {
	id: reportBatches.id,
	userName: users.name,
	team: teams.name,
	periodFrom: reportBatches.periodFrom,
	periodTo: reportBatches.periodTo,
	createdAt: reportBatches.createdAt,
	cancelledAt: reportBatches.cancelledAt,
	total: count(),
	done: settled,
	failed
};

const select = (db: Db) =>
	db
		.select(shown)
		.from(reportBatches)
		.innerJoin(users, eq(users.id, reportBatches.userId))
		.innerJoin(reportBatchItems, eq(reportBatchItems.batchId, reportBatches.id))
		.leftJoin(teams, eq(teams.id, reportBatches.teamId))
		.groupBy(reportBatches.id, users.name, teams.name)
		.$dynamic();

type Row = Awaited<ReturnType<typeof select>>[number];

const withState = (row: Row) => {
	const open = row.done ? 'running' : 'waiting';
	const ended = row.cancelledAt ? 'cancelled' : row.done === row.total ? 'finished' : null;
	const state: Progress['state'] = ended ?? open;
	return { ...row, state };
};

/** A batch with how far it is. Throws 404. */
export async function getBatch(db: Db, viewer: Viewer, id: string) {
	const [row] = isUuid(id)
		? await select(db).where(and(eq(reportBatches.id, id), visibleBatches(viewer)))
		: [];
	if (!row) throw notFound();
	return withState(row);
}

/** The newest first; `next` is null on the last page. */
export async function listBatches(db: Db, viewer: Viewer, after?: string, limit = 20) {
	const rows = await select(db)
		.where(and(visibleBatches(viewer), after ? lt(reportBatches.id, after) : undefined))
		.orderBy(desc(reportBatches.id))
		.limit(limit + 1);
	const page = rows.slice(0, limit).map(withState);
	return { rows: page, next: rows.length > limit ? page.at(-1)!.id : null };
}

/** How far a batch is. Throws 404. */
export async function batchProgress(db: Db, viewer: Viewer, id: string): Promise<Progress> {
	const { state, done, total, failed } = await getBatch(db, viewer, id);
	return { state, done, total, failed };
}

/** Whose report could not be drawn, and why. */
export async function listFailures(db: Db, viewer: Viewer, id: string) {
	const { id: batchId } = await getBatch(db, viewer, id);
	return db
		.select({
			id: reportBatchItems.id,
			employee: employees.name,
			failure: sql<Reason>`${reportBatchItems.failure}`
		})
		.from(reportBatchItems)
		.innerJoin(employees, eq(employees.id, reportBatchItems.employeeId))
		.where(and(eq(reportBatchItems.batchId, batchId), isNotNull(reportBatchItems.failure)))
		.orderBy(asc(employees.name), asc(reportBatchItems.id));
}
