import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { and, eq, isNull } from 'drizzle-orm';
import { asAiError, type Limits } from '../../ai/client.ts';
import { isWorthRetrying, AiError } from '../../ai/failures.ts';
import type { Db } from '../../db/database.ts';
import { conversations, recordings, transcripts } from '../../db/schema/index.ts';
import { openFiles } from '../../files/files.ts';
import type { Running } from '../../jobs/queue.ts';
import { JobError } from '../../jobs/reasons.ts';
import { decodeToPcm } from '../sound/pcm.ts';
import { hear } from './hear.ts';
import { keepTranscript } from './keep.ts';
import { canBeHeard, hasNoWords } from './order.ts';
import { openTranscriber } from './settings.ts';
import { endTranscription, noteTranscription } from './state.ts';

export type Workshop = Pick<Running, 'db' | 'settings' | 'signal'>;

/**
 * One attempt at the transcript of a recording; what an attempt before it heard is not sent again. A service that
 * is away fails the job, which is tried again; what waiting cannot heal ends it with its reason.
 */
export async function transcribe(
	shop: Workshop,
	recordingId: string,
	limits: Partial<Limits> = {}
) {
	const { db, signal } = shop;
	const recording = await findSilent(db, recordingId);
	if (!recording) return endTranscription(db, recordingId, null);
	await noteTranscription(db, recordingId, { finishedAt: null });
	try {
		const heard = await inPcm(shop, recording, limits);
		if (heard.utterances.length === 0) throw new AiError('nothing_said');
		await keepTranscript(db, recording, heard);
	} catch (thrown) {
		if (signal.aborted) throw thrown;
		const { failure } = asAiError(thrown);
		if (!isWorthRetrying(failure)) return endTranscription(db, recordingId, failure);
		await noteTranscription(db, recordingId, { failure });
		throw new JobError('service_away', failure);
	}
}

export type Silent = NonNullable<Awaited<ReturnType<typeof findSilent>>>;

/** The recording, where there is anything left to do. */
async function findSilent(db: Db, id: string) {
	const [row] = await db
		.select({
			id: recordings.id,
			conversationId: recordings.conversationId,
			fileKey: recordings.fileKey,
			copyKey: recordings.copyKey,
			bytes: recordings.bytes,
			channels: recordings.channels,
			employeeChannel: recordings.employeeChannel,
			language: conversations.language
		})
		.from(recordings)
		.innerJoin(conversations, eq(conversations.id, recordings.conversationId))
		.innerJoin(transcripts, eq(transcripts.conversationId, conversations.id))
		.where(and(eq(recordings.id, id), canBeHeard, hasNoWords, isNull(conversations.erasedAt)));
	return row;
}

async function inPcm(shop: Workshop, recording: Silent, limits: Partial<Limits>) {
	const { db, settings, signal } = shop;
	const service = await openTranscriber(db, settings);
	const files = await openFiles(settings);
	const { bytes, channels } = recording;
	const folder = await mkdtemp(join(tmpdir(), 'plumbline-pcm-'));
	try {
		// Nothing is hidden yet, so a copy is as good as the file, and more can read it
		const key = recording.copyKey ?? recording.fileKey!;
		const pcm = await files.locally(key, (path) =>
			decodeToPcm(path, folder, { channels: channels ?? 1, bytes, signal })
		);
		return await hear(shop, { recording, service, folder, pcm, limits });
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}
