import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { AiFailure } from '../../suggestion.ts';
import type { Db } from '../db/database.ts';
import { aiSettings, suggestionBatches, suggestionBatchItems } from '../db/schema/index.ts';
import type { SecretPlace } from '../secrets.ts';
import { gathered } from '../gathered.ts';
import { openService, type AiService, type Prices } from './ai-settings.ts';
import { openStock, putBack, releaseClaims, takeNext, type Stock } from './batch-stock.ts';
import type { Limits } from './client.ts';
import { AiError } from './failures.ts';
import {
	askForRatings,
	bookReadings,
	keepReading,
	type Answered,
	type Prepared,
	type Reading
} from './suggest-ratings.ts';

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
		...{ db, batchId, book: gathered(bookWith(db, serviceOf(db, secrets), batchId)) },
		...{ isEnding: false, inARow: [], mostInARow: Math.max(leastInARow, atOnce) },
		...{ stock: openStock(db, batchId, atOnce), kept: Promise.resolve() }
	};
	const loops = Array.from({ length: atOnce }, () => workThrough(place));
	await Promise.all(loops).finally(() => putBack(db, place.stock.items));
	await finishWhenDone(db, batchId);
	await options.onStep?.();
}

type BatchPlace = Options & {
	db: Db;
	batchId: string;
	book: (prepared: Prepared) => Promise<Reading | null>;
	/** One loop found nothing to begin: the others end too, so that whoever resumes begins with all. */
	isEnding: boolean;
	/** Items that the service could not answer, since it last did. */
	inARow: string[];
	mostInARow: number;
	stock: Stock;
	/** The answers so far are written down, one after the other: what is to be asked goes first. */
	kept: Promise<void>;
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

const bookWith =
	(db: Db, service: () => Promise<AiService & Prices>, batchId: string) =>
	async (prepared: Prepared[]) =>
		bookReadings(db, await service(), prepared, { isAgain: false, batchId });

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

/** What was booked, or why it was not; neither: it was read before. */
type Booked = { id: string; reading?: Reading; failure?: AiFailure | null };
type Done = Booked & { answered?: Answered };

/** Null where the batch is at its end, paused or stopped. */
async function bookNext(place: BatchPlace): Promise<Booked | null> {
	const { db, batchId, book, stock, signal } = place;
	const isEnding = () => Boolean(signal?.aborted) || place.isEnding;
	const item = await takeNext(stock, isEnding);
	if (!item) return null;
	const { id, ...prepared } = item;
	try {
		const reading = await book(prepared);
		if (reading || (await isGoing(db, batchId))) return { id, reading: reading ?? undefined };
	} catch (error) {
		if (error instanceof AiError) return { id, failure: error.failure };
		throw error;
	}
	place.isEnding = true;
	await putBack(db, [item]);
	return null;
}

async function isGoing(db: Db, batchId: string) {
	const [batch] = await db
		.select({ pausedAt: suggestionBatches.pausedAt, stoppedAt: suggestionBatches.stoppedAt })
		.from(suggestionBatches)
		.where(eq(suggestionBatches.id, batchId));
	return Boolean(batch && !batch.pausedAt && !batch.stoppedAt);
}

async function askFor({ db, limits }: BatchPlace, reading: Reading) {
	const answered = await askForRatings(db, reading, limits);
	return { answered, failure: answered.failure };
}

/** Writes down what became of one conversation. */
function keep(place: BatchPlace, { id, reading, answered, failure = null }: Done): Promise<void> {
	const { db, onStep } = place;
	const write = async () => {
		if (reading && answered) await keepReading(db, reading, answered, id);
		else
			await db
				.update(suggestionBatchItems)
				.set({ failure, doneAt: new Date() })
				.where(eq(suggestionBatchItems.id, id));
		await onStep?.();
	};
	// Who wrote before has told its own failure.
	return (place.kept = place.kept.catch(() => {}).then(write));
}

/** The last answer is written down; these items are open again, and the batch waits for somebody. */
async function pauseFor(place: BatchPlace, items: string[], reason: AiFailure, last: Done) {
	const { db, batchId, onStep } = place;
	place.isEnding = true;
	if (last.reading && last.answered) await keepReading(db, last.reading, last.answered);
	await place.kept;
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
