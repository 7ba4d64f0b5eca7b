import { and, eq, isNotNull, isNull, notInArray, sql } from 'drizzle-orm';
import { ratingsAnswer, turnAiOn } from '../../../../tests/setup/ai.ts';
import { sendError, startAiService, type Behaviour } from '../../../../tests/setup/ai-service.ts';
import {
	addConversation,
	addEmployee,
	addScorecard,
	addUser,
	criterionOf
} from '../../../../tests/setup/factories.ts';
import { until } from '../../../../tests/setup/jobs.ts';
import { expect, test } from '../../../../tests/setup/test.ts';
import type { Db } from '../db/database.ts';
import {
	conversations,
	suggestionBatches,
	suggestionBatchItems,
	suggestionRuns,
	suggestions
} from '../db/schema/index.ts';
import { runBatch } from './batch-run.ts';

const limits = { pauseMs: 1, timeoutMs: 20_000 };
const quotes = [{ segment: 1, quote: 'It arrives tomorrow' }];
const good = ratingsAnswer({ criterion: 'politeness', level: 4, quotes });
const after =
	(ms: number, behave: Behaviour): Behaviour =>
	(...call) =>
		void setTimeout(() => behave(...call), ms);

async function addBatch(db: Db, count: number) {
	const reviewer = await addUser(db);
	const { versionId } = await addScorecard(db, { criteria: [criterionOf('politeness')] });
	const employee = await addEmployee(db);
	const [batch] = await db
		.insert(suggestionBatches)
		.values({ userId: reviewer.id, locale: 'en', dayFrom: '2026-09-01', dayTo: '2026-09-30' })
		.returning();
	for (let i = 0; i < count; i++) {
		const conversation = await addConversation(db, { employeeId: employee.id });
		await db.insert(suggestionBatchItems).values({
			batchId: batch.id,
			conversationId: conversation.id,
			scorecardVersionId: versionId
		});
	}
	return batch.id;
}

const getBatch = async (db: Db, id: string) =>
	(await db.select().from(suggestionBatches).where(eq(suggestionBatches.id, id)))[0];
const countOpen = (db: Db) => db.$count(suggestionBatchItems, isNull(suggestionBatchItems.doneAt));

test('each conversation is one call, as many at a time as the settings say', async ({ db }) => {
	await using service = await startAiService(after(60, good));
	const place = await turnAiOn(db, { baseUrl: service.baseUrl, concurrency: 4 });
	const id = await addBatch(db, 14);
	let steps = 0;
	await runBatch(db, place, id, { limits, onStep: () => void steps++ });
	expect(service.requests).toHaveLength(14);
	expect(service.counts.peak).toBe(4);
	expect(await db.$count(suggestions)).toBe(14);
	expect((await getBatch(db, id)).finishedAt).toBeInstanceOf(Date);
	expect(steps).toBeGreaterThanOrEqual(14);
	await runBatch(db, place, id, { limits });
	expect(service.requests).toHaveLength(14);
});

test('with 429 and resets among the answers everything is read all the same', async ({ db }) => {
	await using service = await startAiService((request, response, call) => {
		if (call % 10 === 3) return sendError(response, 429, 'slow', { 'retry-after': '0.05' });
		if (call % 20 === 7) return response.socket!.resetAndDestroy();
		return good(request, response, call);
	});
	const place = await turnAiOn(db, { baseUrl: service.baseUrl, concurrency: 8 });
	const id = await addBatch(db, 30);
	await runBatch(db, place, id, { limits });
	expect(await db.$count(suggestions)).toBe(30);
	expect(await countOpen(db)).toBe(0);
});

test('a wrong key pauses the batch with its reason instead of asking a thousand times', async ({
	db
}) => {
	await using service = await startAiService((_, response) => sendError(response, 401));
	const place = await turnAiOn(db, { baseUrl: service.baseUrl, concurrency: 3 });
	const id = await addBatch(db, 12);
	await runBatch(db, place, id, { limits });
	expect(service.requests.length).toBeLessThanOrEqual(6);
	expect(await getBatch(db, id)).toMatchObject({ pausedReason: 'wrong_key', finishedAt: null });
	expect(await countOpen(db)).toBe(12);

	service.behave(good);
	await db.update(suggestionBatches).set({ pausedAt: null, pausedReason: null });
	await runBatch(db, place, id, { limits });
	expect(await db.$count(suggestions)).toBe(12);
});

test('a service that answers nobody pauses the batch, and what it failed on is read later', async ({
	db
}) => {
	await using service = await startAiService((_, response) => sendError(response, 503));
	const place = await turnAiOn(db, { baseUrl: service.baseUrl, concurrency: 3 });
	const id = await addBatch(db, 14);
	await runBatch(db, place, id, { limits: { ...limits, attempts: 2 } });
	expect(service.requests.length).toBeLessThanOrEqual(2 * (5 + 2));
	expect(await getBatch(db, id)).toMatchObject({ pausedReason: 'server_error', finishedAt: null });
	expect(
		await db.$count(suggestionBatchItems, isNotNull(suggestionBatchItems.doneAt))
	).toBeLessThan(3);

	service.behave(good);
	await db.update(suggestionBatches).set({ pausedAt: null, pausedReason: null });
	await runBatch(db, place, id, { limits });
	expect((await getBatch(db, id)).finishedAt).toBeInstanceOf(Date);
	expect(await db.$count(suggestions)).toBeGreaterThanOrEqual(12);
});

test('a conversation that fails is named and the others go on', async ({ db }) => {
	await using service = await startAiService((request, response, call) =>
		call === 2 ? sendError(response, 400) : good(request, response, call)
	);
	const place = await turnAiOn(db, { baseUrl: service.baseUrl, concurrency: 1 });
	const id = await addBatch(db, 3);
	await runBatch(db, place, id, { limits });
	const rows = await db.select().from(suggestionBatchItems).orderBy(suggestionBatchItems.id);
	expect(rows.map(({ failure }) => failure)).toEqual([null, 'bad_request', null]);
});

test('paused or stopped, what is being read is read to its end and no more is begun', async ({
	db
}) => {
	await using service = await startAiService(async (request, response, call) => {
		if (call === 3) await db.update(suggestionBatches).set({ pausedAt: new Date() });
		return good(request, response, call);
	});
	const place = await turnAiOn(db, { baseUrl: service.baseUrl, concurrency: 1 });
	const id = await addBatch(db, 9);
	await runBatch(db, place, id, { limits });
	expect(service.requests).toHaveLength(3);
	expect(await countOpen(db)).toBe(6);
});

test('resumed while the last call still runs, the rest is left to the job that resumes it', async ({
	db
}) => {
	const setPaused = (pausedAt: Date | null) => db.update(suggestionBatches).set({ pausedAt });
	const paused = Promise.withResolvers<void>();
	await using service = await startAiService(async (request, response, call) => {
		if (call === 2) {
			await setPaused(new Date());
			paused.resolve();
			await until(async () => (await countOpen(db)) === 11);
			await setPaused(null);
		}
		await paused.promise;
		return good(request, response, call);
	});
	const place = await turnAiOn(db, { baseUrl: service.baseUrl, concurrency: 2 });
	const id = await addBatch(db, 12);
	await runBatch(db, place, id, { limits });
	expect(service.requests).toHaveLength(2);
	expect(await countOpen(db)).toBe(10);
});

test('a conversation that is erased while it waits is not sent', async ({ db }) => {
	await using service = await startAiService(async (request, response, call) => {
		await db
			.update(conversations)
			.set({ erasedAt: new Date() })
			.where(
				notInArray(
					conversations.id,
					db.select({ id: suggestionRuns.conversationId }).from(suggestionRuns)
				)
			);
		return good(request, response, call);
	});
	const place = await turnAiOn(db, { baseUrl: service.baseUrl, concurrency: 2 });
	const id = await addBatch(db, 6);
	await runBatch(db, place, id, { limits });
	expect(service.requests.length).toBeLessThanOrEqual(3);
	expect(await countOpen(db)).toBe(0);
	expect((await getBatch(db, id)).finishedAt).toBeInstanceOf(Date);
});

test('what a killed process had begun is begun again, once', async ({ db }) => {
	await using service = await startAiService(good);
	const place = await turnAiOn(db, { baseUrl: service.baseUrl });
	const id = await addBatch(db, 3);
	const [item] = await db.select().from(suggestionBatchItems);
	const { conversationId, scorecardVersionId } = item;
	await db
		.update(suggestionBatchItems)
		.set({ claimedAt: sql`now()` })
		.where(eq(suggestionBatchItems.id, item.id));
	const lost = { locale: 'en' as const, model: 'test-model', promptVersion: 'x', cost: 0.01 };
	await db.insert(suggestionRuns).values({ conversationId, scorecardVersionId, ...lost });
	await runBatch(db, place, id, { limits });
	expect(service.requests).toHaveLength(3);
	const runs = await db
		.select()
		.from(suggestionRuns)
		.where(and(eq(suggestionRuns.conversationId, conversationId)));
	expect(runs.map(({ failure }) => failure).sort()).toEqual(['interrupted', null]);
});
