import { hash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { and, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import type { Refusal, Silence } from '../../recording.ts';
import type { Db } from '../db/database.ts';
import { conversations, recordingRules, recordings, transcripts } from '../db/schema/index.ts';
import type { Files } from '../files/files.ts';
import { silentStretches } from './hidden.ts';
import { readInWorker } from './sound/in-worker.ts';
import { RefusedSound } from './sound/kinds.ts';
import type { Reading } from './sound/read.ts';
import { transcribeWhenRead } from './transcription/order.ts';

/**
 * Measures the file of a recording and makes it ready, or says why not. What its transcript hides is not to be
 * heard in what is played. Done twice, also at the same time, it is the same; aborted, nothing was done.
 */
export async function readRecording(db: Db, files: Files, id: string, signal?: AbortSignal) {
	const recording = await findUnread(db, id);
	if (!recording?.fileKey) return;
	const { fileKey, bytes } = recording;
	const silent = await silentIn(db, recording.conversationId);
	// By what it hides: done again it is the same file, and an older reading does not overwrite a newer one
	const name = `${fileKey}.${hash('sha256', JSON.stringify(silent)).slice(0, 12)}.copy`;
	const folder = await mkdtemp(join(tmpdir(), 'plumbline-sound-'));
	try {
		const copy = join(folder, 'copy');
		const reading = await files.locally(fileKey, (path) =>
			readInWorker(path, copy, bytes, { silent, signal })
		);
		const copyKey = reading.copyBytes === null ? null : name;
		await noteCopy(db, files, recording, copyKey);
		if (copyKey) await files.moveIn(copy, copyKey);
		try {
			await markReady(db, recording, { reading, copyKey, silent });
		} finally {
			await dropUnused(db, files, id, [copyKey, recording.copyKey]);
		}
	} catch (error) {
		if (!(error instanceof RefusedSound)) throw error;
		await markRefused(db, id, error.reason, error.detail);
		await removeRefused(db, async () => files);
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

/** Before it is there: after a kill in between, who reads again or deletes the sound finds it. */
async function noteCopy(
	db: Db,
	files: Files,
	{ id, copyKey: old }: Unread,
	copyKey: string | null
) {
	if (old && old !== copyKey) await files.remove(old);
	await db
		.update(recordings)
		.set({ copyKey })
		.where(and(eq(recordings.id, id), unread));
}

async function dropUnused(db: Db, files: Files, id: string, keys: (string | null)[]) {
	const [row] = await db
		.select({ copyKey: recordings.copyKey })
		.from(recordings)
		.where(eq(recordings.id, id));
	for (const key of keys) if (key && key !== row?.copyKey) await files.remove(key);
}

export const unread = and(isNull(recordings.readAt), isNull(recordings.deletedAt));

type Unread = Awaited<ReturnType<typeof findUnread>>;

async function findUnread(db: Db, id: string) {
	const { conversationId, fileKey, copyKey, bytes } = recordings;
	const [row] = await db
		.select({ id: recordings.id, conversationId, fileKey, copyKey, bytes })
		.from(recordings)
		.where(and(eq(recordings.id, id), unread));
	return row;
}

async function silentIn(db: Db, conversationId: string) {
	const [row] = await db
		.select({ segments: transcripts.segments })
		.from(transcripts)
		.where(eq(transcripts.conversationId, conversationId));
	return silentStretches(row?.segments ?? []);
}

type Read = { reading: Reading; copyKey: string | null; silent: Silence[] };

/** Does nothing where somebody else was first. Throws where the transcript has changed. */
function markReady(db: Db, { id, conversationId }: Unread, { reading, copyKey, silent }: Read) {
	return db.transaction(async (db) => {
		await db
			.select({ id: conversations.id })
			.from(conversations)
			.where(eq(conversations.id, conversationId))
			.for('update');
		if (!isDeepStrictEqual(await silentIn(db, conversationId), silent))
			throw new Error('the transcript has changed meanwhile');
		const { peaks, ...rest } = reading;
		const [ready] = await db
			.update(recordings)
			.set({
				...rest,
				peaks: Buffer.from(peaks),
				copyKey,
				silenced: silent,
				readAt: new Date(),
				employeeChannel: reading.channels === 2 ? byRule : null
			})
			.where(and(eq(recordings.id, id), unread))
			.returning({ id: recordings.id });
		if (!ready) return;
		await db
			.update(conversations)
			.set({ durationMs: reading.durationMs })
			.where(and(eq(conversations.id, conversationId), isNull(conversations.durationMs)));
		await transcribeWhenRead(db, id);
	});
}

/** As the sender said, else as agreed for the source, else for all sources, else the right one. */
const byRule = sql<number>`coalesce(${recordings.employeeChannel}, (
	select ${recordingRules.employeeChannel} from ${recordingRules}
	where ${recordingRules.source} in ('', (select ${conversations.source} from ${conversations}
		where ${conversations.id} = recordings.conversation_id))
	order by ${recordingRules.source} desc limit 1), 1)`;

const markRefused = (db: Db, id: string, reason: Refusal, detail: string) =>
	db
		.update(recordings)
		.set({ refusedReason: reason, refusedDetail: detail, readAt: new Date() })
		.where(and(eq(recordings.id, id), unread));

/** Removes the files of refused recordings; their keys go last, so that after a kill in between it is done again. */
export async function removeRefused(db: Db, files: () => Promise<Files>) {
	const refused = await db
		.select({ id: recordings.id, fileKey: recordings.fileKey })
		.from(recordings)
		.where(and(isNotNull(recordings.refusedReason), isNotNull(recordings.fileKey)));
	for (const { id, fileKey } of refused) {
		await (await files()).remove(fileKey!);
		await db.update(recordings).set({ fileKey: null }).where(eq(recordings.id, id));
	}
}
