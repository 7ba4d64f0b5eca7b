import { eq } from 'drizzle-orm';
import type { Progress } from '../../../progress.ts';
import type { AiFailure } from '../../../suggestion.ts';
import type { Db } from '../../db/database.ts';
import { recordings, transcriptions } from '../../db/schema/index.ts';
import { notFound } from '../../errors.ts';
import { announce } from '../../jobs/announce.ts';
import { isQueued } from '../../jobs/queue.ts';

/** How a transcription is doing; `failure` is of the last attempt, also while the next one waits. */
export type Transcription = Progress & { failure: AiFailure | null };

/** Of the recording of a conversation that the caller has found through its viewer; null where none was ordered. */
export async function findTranscription(
	db: Db,
	conversationId: string
): Promise<Transcription | null> {
	const { done, total, failure, finishedAt, jobId } = transcriptions;
	const [row] = await db
		.select({ done, total, failure, finishedAt, isQueued: isQueued('transcribe-recording', jobId) })
		.from(transcriptions)
		.innerJoin(recordings, eq(recordings.id, transcriptions.recordingId))
		.where(eq(recordings.conversationId, conversationId));
	if (!row) return null;
	// A job may be lost with its queue, as after a restore
	const isLost = !row.finishedAt && !row.isQueued;
	const reason = row.failure ?? (isLost ? 'interrupted' : null);
	return {
		state: stateOf(row, isLost),
		done: row.done,
		total: row.total,
		failed: 0,
		failure: reason
	};
}

type Row = { total: number | null; failure: AiFailure | null; finishedAt: Date | null };

function stateOf({ total, failure, finishedAt }: Row, isLost: boolean): Progress['state'] {
	if (isLost) return 'failed';
	if (finishedAt) return failure ? 'failed' : 'finished';
	return total === null || failure ? 'waiting' : 'running';
}

/** As the page hears of it while it is done. Throws 404. */
export async function transcriptionProgress(db: Db, conversationId: string): Promise<Progress> {
	const found = await findTranscription(db, conversationId);
	if (!found) throw notFound();
	return found;
}

type Values = Partial<typeof transcriptions.$inferInsert>;

/** Writes down how far it is, and tells those who watch the conversation. */
export async function noteTranscription(db: Db, recordingId: string, values: Values) {
	await db.update(transcriptions).set(values).where(eq(transcriptions.recordingId, recordingId));
	const [row] = await db
		.select({ conversationId: recordings.conversationId })
		.from(recordings)
		.where(eq(recordings.id, recordingId));
	if (row) await announce(db, `progress ${row.conversationId}`);
}

/** It is over: with this failure, or well. */
export const endTranscription = (db: Db, recordingId: string, failure: AiFailure | null) =>
	noteTranscription(db, recordingId, { failure, finishedAt: new Date() });
