import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { AiFailure } from '../../suggestion.ts';
import type { Segment } from '../../transcript.ts';
import type { Db } from '../db/database.ts';
import { aiSettings, suggestionBatches, suggestionBatchItems } from '../db/schema/index.ts';
import type { SecretPlace } from '../secrets.ts';
import { openService, type AiService, type Prices } from './ai-settings.ts';
import type { Limits } from './client.ts';
import { AiError } from './failures.ts';
import {
	askForRatings,
	bookReading,
	keepReading,
	type Answered,
	type Reading
} from './suggest-ratings.ts';
import type { Subject } from './suggestion-runs.ts';

/** The next conversation would meet the same: the batch waits until somebody has changed something. */
const pausing: AiFailure[] = [
	...(['off', 'ceiling', 'key_lost', 'address_refused', 'wrong_key', 'not_found'] as const),
	...(['quota', 'redirect', 'not_json'] as const)
];

/** These pass or do not: when one conversation after the other ends so, the service is down for all. */
const passing: AiFailure[] = ['too_many', 'server_error', 'unreachable', 'timeout'];
const leastInARow = 5;
/** Nobody waits for a single answer here, so a busy service is asked more patiently. */
const patience = 6;

type Options = {
	signal?: AbortSignal;
	limits?: Partial<Limits>;
	/** Called after each conversation. */
	onStep?: () => Promise<void> | void;
};

/**
 * Reads the conversations of a batch, as many at a time as the settings say, until all are done or the batch
 * is paused or stopped. What a process that died had begun is begun again: one process at a time, please.
 */
export async function runBatch(
	db: Db,
	secrets: SecretPlace,
	batchId: string,
	options: Options = {}
) {
	await releaseClaims(db, batchId);
	const [settings] = await db.select({ concurrency: aiSettings.concurrency }).from(aiSettings);
	const atOnce = settings?.concurrency ?? 1;
	const place: BatchPlace = {
		...{ ...options, limits: { attempts: patience, ...options.limits } },
		...{ db, secrets, batchId, service: serviceOf(db, secrets) },
		...{ isEnding: false, inARow: [], mostInARow: Math.max(leastInARow, atOnce) },
		...{ atOnce, stock: [], claiming: null, isAllClaimed: false, keeping: new Set() }
	};
	const loops = Array.from({ length: atOnce }, () => workThrough(place));
	await Promise.all(loops).finally(() => putBack(place, place.stock));
	await finishWhenDone(db, batchId);
	await options.onStep?.();
}

type BatchPlace = Options & {
	db: Db;
	secrets: SecretPlace;
	batchId: string;
	service: () => Promise<AiService & Prices>;
	/** One loop found nothing to begin: the others end too, so that whoever resumes begins with all. */
	isEnding: boolean;
	/** Items that the service could not answer, since it last did. */
	inARow: string[];
	mostInARow: number;
	atOnce: number;
	/** Claimed, with their words, while others are being answered. */
	stock: Claimed[];
	claiming: Promise<void> | null;
	isAllClaimed: boolean;
	/** Answers that are being written down. */
	keeping: Set<Promise<void>>;
};

/** The service of the settings, looked up every other second. */
function serviceOf(db: Db, secrets: SecretPlace) {
	let known: Promise<AiService & Prices> | undefined;
	let until = 0;
	return () => {
		if (known && Date.now() < until) return known;
		until = Date.now() + 2000;
		return (known = openService(db, secrets));
	};
}

const finishWhenDone = (db: Db, batchId: string) =>
	db
		.update(suggestionBatches)
		.set({ finishedAt: new Date() })
		.where(
			and(
				eq(suggestionBatches.id, batchId),
				isNull(suggestionBatches.finishedAt),
				sql`not exists (select from ${suggestionBatchItems}
					where ${suggestionBatchItems.batchId} = ${batchId} and ${suggestionBatchItems.doneAt} is null)`
			)
		);

async function releaseClaims(db: Db, batchId: string) {
	await db.execute(sql`
		with lost as (
			update suggestion_batch_items set claimed_at = null
			where batch_id = ${batchId} and claimed_at is not null and done_at is null
			returning conversation_id, scorecard_version_id
		)
		update suggestion_runs r set failure = 'interrupted', finished_at = now() from lost
		where r.conversation_id = lost.conversation_id and r.finished_at is null
			and r.scorecard_version_id = lost.scorecard_version_id`);
}

/** Between an answer and the next question stands only its booking; the answer is written down meanwhile. */
async function workThrough(place: BatchPlace) {
	let [answered, kept]: [Done | null, Promise<void>] = [null, Promise.resolve()];
	for (;;) {
		const next = await bookNext(place);
		await kept;
		if (answered) kept = keep(place, answered);
		if (!next) break;
		const done: Done = { ...next, ...(next.reading && (await askFor(place, next.reading))) };
		const { id, failure = null } = done;
		if (failure && pausing.includes(failure)) return pauseFor(place, [id], failure, done);
		const isPassing = failure && passing.includes(failure);
		place.inARow = isPassing ? [...place.inARow, id] : [];
		if (isPassing && place.inARow.length >= place.mostInARow)
			return pauseFor(place, place.inARow, failure, done);
		answered = done;
	}
	await kept;
}

type Claimed = Subject & { id: string; segments: Segment[] | null };
/** What was booked, or why it was not; neither: it was read before. */
type Booked = { id: string; reading?: Reading; failure?: AiFailure | null };
type Done = Booked & { answered?: Answered };

/** Null where the batch is at its end, paused or stopped. */
async function bookNext(place: BatchPlace): Promise<Booked | null> {
	const { db, secrets, limits, batchId, service } = place;
	const item = await takeNext(place);
	if (!item) return null;
	const { id, segments, ...subject } = item;
	try {
		const known = { limits, batchId, service: await service(), segments: segments ?? [] };
		const reading = await bookReading(db, secrets, subject, known);
		if (reading || (await isGoing(db, batchId))) return { id, reading: reading ?? undefined };
	} catch (error) {
		if (error instanceof AiError) return { id, failure: error.failure };
		throw error;
	}
	place.isEnding = true;
	await putBack(place, [item]);
	return null;
}

async function takeNext(place: BatchPlace): Promise<Claimed | undefined> {
	const { stock, atOnce, signal } = place;
	if (stock.length <= atOnce / 2 && !place.isAllClaimed) place.claiming ??= fillStock(place);
	while (!stock.length && place.claiming) await place.claiming;
	if (!signal?.aborted && !place.isEnding) return stock.shift();
}

async function fillStock(place: BatchPlace) {
	const claimed = await claim(place.db, place.batchId, place.atOnce).finally(
		() => (place.claiming = null)
	);
	place.stock.push(...claimed);
	place.isAllClaimed = claimed.length === 0;
}

/** The next ones with their words, none while the batch is paused or stopped. */
async function claim(db: Db, batchId: string, most: number): Promise<Claimed[]> {
	const { rows } = await db.execute<Claimed>(sql`
		with claimed as (
			update suggestion_batch_items i set claimed_at = now() from suggestion_batches b
			where b.id = i.batch_id and b.paused_at is null and b.stopped_at is null and i.id in (
				select id from suggestion_batch_items where batch_id = ${batchId} and claimed_at is null
				order by id limit ${most} for update skip locked)
			returning i.id, i.conversation_id, i.scorecard_version_id, b.locale, b.user_id
		)
		select c.id, c.conversation_id as "conversationId", c.locale, t.segments,
			c.scorecard_version_id as "scorecardVersionId", c.user_id as "requestedBy"
		from claimed c left join transcripts t on t.conversation_id = c.conversation_id order by c.id`);
	return rows;
}

async function isGoing(db: Db, batchId: string) {
	const [batch] = await db
		.select({ pausedAt: suggestionBatches.pausedAt, stoppedAt: suggestionBatches.stoppedAt })
		.from(suggestionBatches)
		.where(eq(suggestionBatches.id, batchId));
	return Boolean(batch && !batch.pausedAt && !batch.stoppedAt);
}

async function putBack({ db }: BatchPlace, items: Claimed[]) {
	if (!items.length) return;
	const ids = items.map(({ id }) => id);
	await db
		.update(suggestionBatchItems)
		.set({ claimedAt: null })
		.where(inArray(suggestionBatchItems.id, ids));
}

async function askFor({ db }: BatchPlace, reading: Reading) {
	const answered = await askForRatings(db, reading);
	return { answered, failure: answered.failure };
}

/** Writes down what became of one conversation. */
function keep(place: BatchPlace, { id, reading, answered, failure = null }: Done): Promise<void> {
	const { db, keeping, onStep } = place;
	const write = async () => {
		if (reading && answered) await keepReading(db, reading, answered, id);
		else
			await db
				.update(suggestionBatchItems)
				.set({ failure, doneAt: new Date() })
				.where(eq(suggestionBatchItems.id, id));
		await onStep?.();
	};
	const kept = write().finally(() => keeping.delete(kept));
	keeping.add(kept);
	return kept;
}

/** The last answer is written down; these items are open again, and the batch waits for somebody. */
async function pauseFor(place: BatchPlace, items: string[], reason: AiFailure, last: Done) {
	const { db, batchId, keeping, onStep } = place;
	place.isEnding = true;
	if (last.reading && last.answered) await keepReading(db, last.reading, last.answered);
	await Promise.all(keeping);
	await db.transaction(async (db) => {
		await db
			.update(suggestionBatchItems)
			.set({ claimedAt: null, doneAt: null, runId: null, failure: null })
			.where(inArray(suggestionBatchItems.id, items));
		await db
			.update(suggestionBatches)
			.set({ pausedAt: new Date(), pausedReason: reason })
			.where(and(eq(suggestionBatches.id, batchId), isNull(suggestionBatches.pausedAt)));
	});
	await onStep?.();
}
