import { and, asc, desc, eq, gte, isNotNull, isNull, lt, sql } from 'drizzle-orm';
import { validate as isUuid } from 'uuid';
import { m } from '#lib/paraglide/messages.js';
import { can, type Viewer } from '../../permissions.ts';
import { boundsOf } from '../../periods.ts';
import type { Progress } from '../../progress.ts';
import type { AiFailure } from '../../suggestion.ts';
import { audit } from '../audit/audit.ts';
import type { Db } from '../db/database.ts';
import {
	conversations,
	employees,
	reviews,
	suggestionBatches,
	suggestionBatchItems,
	suggestionRuns,
	users
} from '../db/schema/index.ts';
import { conflict, notAllowed, notFound } from '../errors.ts';
import { alone } from '../jobs/alone.ts';
import { announce } from '../jobs/announce.ts';
import { defineJob, enqueue } from '../jobs/queue.ts';
import { scorecardsFor } from '../scorecards/versions.ts';
import { getAiSettings } from './ai-settings.ts';

/** First and last day of the house's calendar, both included. */
export type BatchInput = { from: string; to: string };

/**
 * Has every conversation of these days read that is assigned, has words, and that nobody has reviewed or
 * begun to. One batch at a time in the house. Throws a conflict where there is nothing to read.
 */
export async function startBatch(db: Db, viewer: Viewer, { from, to }: BatchInput) {
	requireScorer(viewer);
	const { isOn } = await getAiSettings(db);
	if (!isOn) throw conflict(m.ai_failure_off());
	return db.transaction(async (db) => {
		const items = await listUnreviewed(db, viewer, from, to);
		if (!items.length) throw conflict(m.ai_batch_nothing());
		const [batch] = await db
			.insert(suggestionBatches)
			.values({ userId: viewer.id, locale: viewer.locale, dayFrom: from, dayTo: to })
			.onConflictDoNothing()
			.returning({ id: suggestionBatches.id });
		if (!batch) throw conflict(m.ai_batch_one());
		for (let at = 0; at < items.length; at += 1000)
			await db
				.insert(suggestionBatchItems)
				.values(items.slice(at, at + 1000).map((item) => ({ ...item, batchId: batch.id })));
		await enqueue(db, batchJob, orderOf(batch.id, from, to));
		await audit(db, viewer, 'ai_batch.started', batch.id, {
			after: { from, to, conversations: items.length }
		});
		return batch.id;
	});
}

const orderOf = (batchId: string, from: string, to: string) => ({
	label: `${from} – ${to}`,
	data: { batchId }
});

/** Nobody reads faster; each telling is a statement. */
const tellMs = 250;

/** The calls of a batch run side by side inside one job: how many, the settings say. */
export const batchJob = defineJob<{ batchId: string }>({
	name: 'draft-ratings',
	atOnce: 1,
	expireInSeconds: 23 * 3600,
	retryLimit: 20,
	retryDelay: 2,
	async work({ db, pool, settings, signal }, { batchId }) {
		await alone(pool, `ai batch ${batchId}`, signal, async (signal) => {
			const tell = () => announce(db, `progress ${batchId}`);
			let toldAt = 0;
			const onStep = async () => {
				if (Date.now() - toldAt < tellMs) return;
				toldAt = Date.now();
				await tell();
			};
			await takeUpAgain(db, batchId);
			const { runBatch } = await import('./batch-run.ts');
			await runBatch(db, settings, batchId, { signal, onStep });
			await tell();
			if (signal.aborted) throw new Error('interrupted');
		});
	},
	async gaveUp({ db }, { batchId }) {
		await halt(db, batchId, { pausedAt: new Date(), pausedReason: 'interrupted' });
	}
});

/** A job that was given up paused its batch: it runs again because a person said so. */
const takeUpAgain = (db: Db, id: string) =>
	db
		.update(suggestionBatches)
		.set({ pausedAt: null, pausedReason: null })
		.where(
			and(
				eq(suggestionBatches.id, id),
				eq(suggestionBatches.pausedReason, 'interrupted'),
				isNull(suggestionBatches.finishedAt)
			)
		);

/** What is being read is read to its end; the rest waits. */
export async function pauseBatch(db: Db, viewer: Viewer, id: string) {
	await change(db, viewer, id, 'ai_batch.paused', { pausedAt: new Date(), pausedReason: null });
}

/** The rest is not read any more; what was drafted stays. */
export async function stopBatch(db: Db, viewer: Viewer, id: string) {
	await change(db, viewer, id, 'ai_batch.stopped', {
		stoppedAt: new Date(),
		finishedAt: new Date()
	});
}

export async function resumeBatch(db: Db, viewer: Viewer, id: string) {
	await db.transaction(async (db) => {
		const batch = await getBatch(db, viewer, id);
		if (!batch.pausedAt || batch.finishedAt) return;
		await halt(db, id, { pausedAt: null, pausedReason: null });
		await enqueue(db, batchJob, orderOf(id, batch.dayFrom, batch.dayTo));
		await audit(db, viewer, 'ai_batch.resumed', id);
	});
}

type Change = Partial<typeof suggestionBatches.$inferInsert>;

async function change(db: Db, viewer: Viewer, id: string, action: string, values: Change) {
	await db.transaction(async (db) => {
		await getBatch(db, viewer, id);
		if (await halt(db, id, values)) await audit(db, viewer, action, id);
	});
}

async function halt(db: Db, id: string, values: Change) {
	const changed = await db
		.update(suggestionBatches)
		.set(values)
		.where(and(eq(suggestionBatches.id, id), isNull(suggestionBatches.finishedAt)))
		.returning({ id: suggestionBatches.id });
	await announce(db, `progress ${id}`);
	return changed.length > 0;
}

export type Batch = Awaited<ReturnType<typeof getBatch>>;

/** A batch with how far it is and what it cost. Throws 404. */
export async function getBatch(db: Db, viewer: Viewer, id: string) {
	requireScorer(viewer);
	const [row] = isUuid(id) ? await select(db).where(eq(suggestionBatches.id, id)) : [];
	if (!row) throw notFound();
	return withState(row);
}

/** The newest batches first. */
export async function listBatches(db: Db, viewer: Viewer, limit = 20) {
	requireScorer(viewer);
	const rows = await select(db).orderBy(desc(suggestionBatches.id)).limit(limit);
	return rows.map(withState);
}

const select = (db: Db) =>
	db
		.select({
			id: suggestionBatches.id,
			userName: users.name,
			dayFrom: suggestionBatches.dayFrom,
			dayTo: suggestionBatches.dayTo,
			createdAt: suggestionBatches.createdAt,
			pausedAt: suggestionBatches.pausedAt,
			pausedReason: suggestionBatches.pausedReason,
			stoppedAt: suggestionBatches.stoppedAt,
			finishedAt: suggestionBatches.finishedAt,
			total: sql<number>`count(*)::int`,
			done: sql<number>`count(${suggestionBatchItems.doneAt})::int`,
			failed: sql<number>`count(${suggestionBatchItems.failure})::int`,
			cost: sql<number>`coalesce(sum(${suggestionRuns.cost}), 0)::float8`
		})
		.from(suggestionBatches)
		.innerJoin(users, eq(users.id, suggestionBatches.userId))
		.innerJoin(suggestionBatchItems, eq(suggestionBatchItems.batchId, suggestionBatches.id))
		.leftJoin(suggestionRuns, eq(suggestionRuns.id, suggestionBatchItems.runId))
		.groupBy(suggestionBatches.id, users.name)
		.$dynamic();

type Row = Awaited<ReturnType<typeof select>>[number];

function withState(row: Row) {
	const ended = row.stoppedAt ? 'cancelled' : row.finishedAt ? 'finished' : null;
	const state: Progress['state'] = ended ?? (row.done ? 'running' : 'waiting');
	return { ...row, state };
}

export type BatchProgress = Progress & {
	cost: number;
	isPaused: boolean;
	pausedReason: AiFailure | null;
};

export async function batchProgress(db: Db, viewer: Viewer, id: string): Promise<BatchProgress> {
	const { state, done, total, failed, cost, pausedAt, pausedReason } = await getBatch(
		db,
		viewer,
		id
	);
	return { state, done, total, failed, cost, isPaused: pausedAt !== null, pausedReason };
}

/**
 * What to look at first: messages that speak to the machine, then critical failures, then the lowest draft.
 * Only what nobody has reviewed meanwhile. The score itself stays away: it would anchor.
 */
export async function listWorstFirst(db: Db, viewer: Viewer, id: string, limit = 100) {
	await getBatch(db, viewer, id);
	return db
		.select({
			conversationId: conversations.id,
			externalId: conversations.externalId,
			opening: conversations.opening,
			employee: employees.name,
			occurredAt: conversations.occurredAt,
			injections: sql<number>`jsonb_array_length(${suggestionRuns.injections})`,
			critical: suggestionRuns.criticalFailures,
			suggestions: suggestionRuns.suggested
		})
		.from(suggestionBatchItems)
		.innerJoin(suggestionRuns, eq(suggestionRuns.id, newestRun))
		.innerJoin(conversations, eq(conversations.id, suggestionBatchItems.conversationId))
		.innerJoin(employees, eq(employees.id, conversations.employeeId))
		.where(and(eq(suggestionBatchItems.batchId, id), notOwn(viewer), unreviewed))
		.orderBy(
			desc(sql`jsonb_array_length(${suggestionRuns.injections}) > 0`),
			desc(suggestionRuns.criticalFailures),
			sql`${suggestionRuns.score} asc nulls last`,
			asc(conversations.id)
		)
		.limit(limit);
}

/** Why conversations have no draft, each reason with how many. */
export const countFailures = (db: Db, id: string) =>
	db
		.select({
			failure: sql<AiFailure>`${suggestionBatchItems.failure}`,
			count: sql<number>`count(*)::int`
		})
		.from(suggestionBatchItems)
		.where(and(eq(suggestionBatchItems.batchId, id), isNotNull(suggestionBatchItems.failure)))
		.groupBy(suggestionBatchItems.failure)
		.orderBy(desc(sql`count(*)`));

/** Also one that was made before the batch. */
const newestRun = sql`(select r.id from suggestion_runs r
	where r.conversation_id = ${suggestionBatchItems.conversationId} and r.failure is null
		and r.scorecard_version_id = ${suggestionBatchItems.scorecardVersionId} and r.finished_at is not null
	order by r.created_at desc, r.id desc limit 1)`;

const unreviewed = sql`not exists (select from ${reviews}
	where ${reviews.conversationId} = ${conversations.id} and ${reviews.submittedAt} is not null)`;

const notOwn = (viewer: Viewer) =>
	viewer.employeeId ? sql`${conversations.employeeId} <> ${viewer.employeeId}` : undefined;

async function listUnreviewed(db: Db, viewer: Viewer, from: string, to: string) {
	const { start, end } = boundsOf({ from, to });
	const rows = await db
		.select({
			conversationId: conversations.id,
			channel: conversations.channel,
			teamId: employees.teamId
		})
		.from(conversations)
		.innerJoin(employees, eq(employees.id, conversations.employeeId))
		.where(
			and(
				gte(conversations.occurredAt, start),
				lt(conversations.occurredAt, end),
				sql`${conversations.messageCount} > 0`,
				notOwn(viewer),
				sql`not exists (select from ${reviews} where ${reviews.conversationId} = ${conversations.id})`
			)
		)
		.orderBy(desc(conversations.occurredAt), desc(conversations.id));
	const groups = Map.groupBy(rows, ({ channel, teamId }) => `${channel} ${teamId}`);
	const items = [];
	for (const group of groups.values()) {
		const [scorecard] = await scorecardsFor(db, group[0]);
		if (!scorecard) continue;
		for (const { conversationId } of group)
			items.push({ conversationId, scorecardVersionId: scorecard.versionId });
	}
	return items;
}

function requireScorer(viewer: Viewer) {
	if (!can(viewer, 'reviews:score')) throw notAllowed();
}
