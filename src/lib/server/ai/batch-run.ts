import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { AiFailure } from '../../suggestion.ts';
import type { Segment } from '../../transcript.ts';
import type { Db } from '../db/database.ts';
import { aiSettings, suggestionBatches, suggestionBatchItems } from '../db/schema/index.ts';
import type { SecretPlace } from '../secrets.ts';
import { openService, type AiService, type Prices } from './ai-settings.ts';
import type { Limits } from './client.ts';
import { AiError } from './failures.ts';
import { suggestRatings } from './suggest-ratings.ts';
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
		...{ isEnding: false, inARow: [], mostInARow: Math.max(leastInARow, atOnce) }
	};
	const loops = Array.from({ length: atOnce }, () => workThrough(place));
	await Promise.all(loops);
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

async function workThrough(place: BatchPlace) {
	const { db, batchId, signal, onStep } = place;
	let done: Done | null = null;
	while (!signal?.aborted && !place.isEnding) {
		const item: Claimed | null = await settleAndClaim(db, batchId, done);
		if (done) await onStep?.();
		done = null;
		if (!item) return void (place.isEnding = true);
		const { id, ...subject } = item;
		const outcome = await read(place, subject);
		const { failure } = outcome;
		if (failure && pausing.includes(failure)) return pauseFor(db, batchId, [id], failure);
		done = { id, ...outcome };
		const isPassing = failure && passing.includes(failure);
		place.inARow = isPassing ? [...place.inARow, id] : [];
		if (isPassing && place.inARow.length >= place.mostInARow)
			return pauseFor(db, batchId, place.inARow, failure);
	}
	if (done) await settleAndClaim(db, batchId, done, 0);
	await onStep?.();
}

type Claimed = Subject & { id: string; segments: Segment[] | null };
type Done = Outcome & { id: string };

/** Writes down what became of one conversation and takes the next with its words (`most` 0: none), in one statement. */
async function settleAndClaim(
	db: Db,
	batchId: string,
	done: Done | null,
	most = 1
): Promise<Claimed | null> {
	const { id = null, runId = null, failure = null } = done ?? {};
	const { rows } = await db.execute<Claimed>(sql`
		with done as (
			update suggestion_batch_items set run_id = ${runId}, failure = ${failure}, done_at = now()
			where id = ${id}::uuid
		)
		update suggestion_batch_items i set claimed_at = now() from suggestion_batches b
		where b.id = i.batch_id and b.paused_at is null and b.stopped_at is null and i.id = (
			select id from suggestion_batch_items where batch_id = ${batchId} and claimed_at is null
			order by id limit ${most} for update skip locked)
		returning i.id, i.conversation_id as "conversationId", b.locale,
			i.scorecard_version_id as "scorecardVersionId", b.user_id as "requestedBy",
			(select segments from transcripts t where t.conversation_id = i.conversation_id) as segments`);
	return rows[0] ?? null;
}

type Outcome = { runId: string | null; failure: AiFailure | null };

async function read(
	{ db, secrets, limits, service }: BatchPlace,
	{ segments, ...subject }: Omit<Claimed, 'id'>
): Promise<Outcome> {
	try {
		const known = { limits, service: await service(), segments: segments ?? [] };
		const run = await suggestRatings(db, secrets, subject, known);
		return run ?? { runId: null, failure: null };
	} catch (error) {
		if (error instanceof AiError) return { runId: null, failure: error.failure };
		throw error;
	}
}

/** These items are open again; the batch waits for somebody. */
async function pauseFor(db: Db, batchId: string, items: string[], reason: AiFailure) {
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
}
