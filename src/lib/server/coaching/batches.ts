import { and, asc, eq, exists, inArray, isNotNull, isNull, lt, ne, sql } from 'drizzle-orm';
import { v7 } from 'uuid';
import { m } from '#lib/paraglide/messages.js';
import { can, type Viewer } from '../../permissions.ts';
import { boundsOf, periodFromTo, periodLabel, type Period } from '../../periods.ts';
import { audit } from '../audit/audit.ts';
import { findActiveViewer } from '../auth/acting.ts';
import type { Db } from '../db/database.ts';
import {
	employees,
	reportBatches,
	reportBatchItems,
	reports,
	reviews
} from '../db/schema/index.ts';
import { conflict, notAllowed } from '../errors.ts';
import { announce } from '../jobs/announce.ts';
import { defineJob, enqueue, type Running } from '../jobs/queue.ts';
import { JobError, reasonOf, type Reason } from '../jobs/reasons.ts';
import { visibleEmployees } from '../people/visibility.ts';
import { getBatch } from './batch-list.ts';
import { previewReport } from './issue.ts';
import { getReport, startReport } from './reports.ts';
import { hasOpenDispute, inWindow, readableReviews } from './rows.ts';

type Item = { itemId: string };

/**
 * One report for everybody with reviews that count in the period, in the team or in all that the viewer sees,
 * each in the employee's language. Throws a conflict when there is nobody.
 */
export async function startBatch(
	db: Db,
	viewer: Viewer,
	{ period, teamId }: { period: Period; teamId: string | null }
): Promise<string> {
	if (!can(viewer, 'coaching:write')) throw notAllowed();
	return db.transaction(async (db) => {
		await forgetOldBatches(db);
		const people = await listPeople(db, viewer, period, teamId);
		if (!people.length) throw conflict(m.batch_nobody());
		const { from: periodFrom, to: periodTo } = period;
		const [{ id: batchId }] = await db
			.insert(reportBatches)
			.values({ userId: viewer.id, periodFrom, periodTo, teamId })
			.returning({ id: reportBatches.id });
		const items = people.map(({ id: employeeId }) => ({ id: v7(), batchId, employeeId }));
		await db.insert(reportBatchItems).values(items);
		const label = periodLabel(period, viewer.locale);
		const orders = items.map(({ id }, i) => ({
			id,
			label: `${people[i].name}, ${label}`,
			data: { itemId: id }
		}));
		await enqueue(db, reportJob, ...orders);
		await audit(db, viewer, 'report_batch.started', batchId, {
			after: { periodFrom, periodTo, reports: items.length }
		});
		return batchId;
	});
}

/** Draws one report of a batch. One at a time in a process: a page that is previewed meanwhile does not wait. */
export const reportJob = defineJob<Item>({
	name: 'draw-report',
	atOnce: 1,
	expireInSeconds: 300,
	retryLimit: 2,
	retryDelay: 2,
	work: drawItem,
	gaveUp: ({ db }, { itemId }, reason) => settleItem(db, itemId, { failure: reason })
});

async function drawItem({ db }: Running, { itemId }: Item) {
	const [item] = await db
		.select({
			employeeId: reportBatchItems.employeeId,
			isDone: sql<boolean>`${reportBatchItems.bytes} is not null`,
			userId: reportBatches.userId,
			from: reportBatches.periodFrom,
			to: reportBatches.periodTo,
			cancelledAt: reportBatches.cancelledAt
		})
		.from(reportBatchItems)
		.innerJoin(reportBatches, eq(reportBatches.id, reportBatchItems.batchId))
		.where(eq(reportBatchItems.id, itemId));
	if (!item || item.isDone) return;
	if (item.cancelledAt) return settleItem(db, itemId, { failure: { code: 'cancelled' } });
	const viewer = await findActiveViewer(db, item.userId);
	try {
		if (!viewer) throw new JobError('not_allowed');
		const { employeeId } = item;
		const period = periodFromTo(item.from, item.to)!;
		const reportId =
			(await findIssued(db, employeeId, period)) ??
			(await startReport(db, viewer, { employeeId, period }));
		const { version } = await getReport(db, viewer, reportId);
		const bytes = Buffer.from(await previewReport(db, viewer, reportId));
		await settleItem(db, itemId, { reportId, bytes }, version);
	} catch (error) {
		const failure = reasonOf(error);
		if (failure.code !== 'not_allowed') throw error;
		await settleItem(db, itemId, { failure });
	}
}

/** The report that stands for the period, if there is one. */
async function findIssued(db: Db, employeeId: string, { from, to }: Period) {
	const [issued] = await db
		.select({ id: reports.id })
		.from(reports)
		.where(
			and(
				eq(reports.employeeId, employeeId),
				eq(reports.periodFrom, from),
				eq(reports.periodTo, to),
				isNotNull(reports.issuedAt),
				isNull(reports.supersededAt)
			)
		);
	return issued?.id;
}

type Outcome = { reportId: string; bytes: Buffer } | { failure: Reason };

/** What is drawn stays drawn; a failure can still be made good. Throws where the draft has changed meanwhile. */
async function settleItem(db: Db, id: string, outcome: Outcome, version?: number) {
	await db.transaction(async (db) => {
		if ('reportId' in outcome) await requireVersion(db, outcome.reportId, version);
		const [settled] = await db
			.update(reportBatchItems)
			.set({ failure: null, ...outcome, doneAt: new Date() })
			.where(and(eq(reportBatchItems.id, id), isNull(reportBatchItems.bytes)))
			.returning({ batchId: reportBatchItems.batchId });
		if (settled) await announce(db, `progress ${settled.batchId}`);
	});
}

/** Holds back an erasing, which would not see what is drawn here. */
async function requireVersion(db: Db, reportId: string, version?: number) {
	const [report] = await db
		.select({ version: reports.version })
		.from(reports)
		.where(eq(reports.id, reportId))
		.for('share');
	if (report?.version !== version) throw new Error('the draft has changed meanwhile');
}

/** What is drawn stays; what waits is not drawn any more. */
export async function cancelBatch(db: Db, viewer: Viewer, id: string) {
	const { state } = await getBatch(db, viewer, id);
	if (state !== 'running' && state !== 'waiting') return;
	await db.transaction(async (db) => {
		await db
			.update(reportBatches)
			.set({ cancelledAt: sql`coalesce(${reportBatches.cancelledAt}, now())` })
			.where(eq(reportBatches.id, id));
		await db
			.update(reportBatchItems)
			.set({ failure: { code: 'cancelled' }, doneAt: new Date() })
			.where(and(eq(reportBatchItems.batchId, id), isNull(reportBatchItems.doneAt)));
		await audit(db, viewer, 'report_batch.cancelled', id);
		await announce(db, `progress ${id}`);
	});
}

/** Active employees with reviews that count in the period, without the viewer. */
function listPeople(db: Db, viewer: Viewer, period: Period, teamId: string | null) {
	const counted = db
		.select({ id: reviews.id })
		.from(reviews)
		.where(
			and(
				eq(reviews.employeeId, employees.id),
				inWindow(boundsOf(period)),
				readableReviews('released'),
				sql`not ${hasOpenDispute}`
			)
		);
	return db
		.select({ id: employees.id, name: employees.name })
		.from(employees)
		.where(
			and(
				visibleEmployees(viewer),
				isNull(employees.deactivatedAt),
				teamId ? eq(employees.teamId, teamId) : undefined,
				viewer.employeeId ? ne(employees.id, viewer.employeeId) : undefined,
				exists(counted)
			)
		)
		.orderBy(asc(employees.name), asc(employees.id));
}

const forgetOldBatches = (db: Db) =>
	db.delete(reportBatches).where(
		inArray(
			reportBatches.id,
			db
				.select({ id: reportBatches.id })
				.from(reportBatches)
				.where(lt(reportBatches.createdAt, sql`now() - interval '30 days'`))
		)
	);
