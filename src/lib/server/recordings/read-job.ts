import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { Db } from '../db/database.ts';
import { queueSchema } from '../db/queue-schema.ts';
import { conversations, recordings } from '../db/schema/index.ts';
import { openFiles } from '../files/files.ts';
import { defineJob, enqueue } from '../jobs/queue.ts';
import { readRecording, unread } from './reading.ts';

/** Measures a recording and writes what is played of it. */
export const readJob = defineJob<{ recordingId: string }>({
	name: 'read-recording',
	atOnce: 1,
	expireInSeconds: 2 * 3600,
	retryLimit: 8,
	retryDelay: 5,
	work: async ({ db, settings, signal }, { recordingId }) =>
		readRecording(db, await openFiles(settings), recordingId, signal)
});

type Named = { id: string; fileName: string };

/** Has recordings read after the caller's transaction. */
export const readSoon = (db: Db, ...read: Named[]) =>
	enqueue(
		db,
		readJob,
		...read.map(({ id, fileName }) => ({ label: fileName, data: { recordingId: id } }))
	);

/** The transcripts of these conversations are new: nothing is played until the sound is silent where they hide something. */
export async function readAgain(db: Db, conversationIds: string[]) {
	if (conversationIds.length === 0) return;
	const again = await db
		.update(recordings)
		.set({ readAt: null })
		.where(
			and(
				inArray(recordings.conversationId, conversationIds),
				isNull(recordings.deletedAt),
				isNull(recordings.refusedReason)
			)
		)
		.returning({ id: recordings.id, fileName: recordings.fileName });
	await readSoon(db, ...again);
}

const table = sql.raw(`${queueSchema}.job`);

/** Puts back into the queue what is unread and in no job: its job was given up, or cancelled. */
export async function readForgotten(db: Db) {
	const forgotten = await db
		.select({ id: recordings.id, fileName: recordings.fileName })
		.from(recordings)
		.innerJoin(conversations, eq(conversations.id, recordings.conversationId))
		.where(
			and(
				unread,
				sql`not exists (select from ${table} where name = ${readJob.name}
					and state < 'completed' and data->>'recordingId' = ${recordings.id}::text)`
			)
		)
		.limit(1000);
	await readSoon(db, ...forgotten);
	return forgotten.length;
}
