import { and, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import { v7 } from 'uuid';
import { m } from '#lib/paraglide/messages.js';
import type { Viewer } from '../../../permissions.ts';
import { audit } from '../../audit/audit.ts';
import { visibleConversations } from '../../conversations/visibility.ts';
import type { Db } from '../../db/database.ts';
import {
	conversations,
	recordings,
	transcriptionSettings,
	transcriptions,
	transcripts
} from '../../db/schema/index.ts';
import { conflict, notFound } from '../../errors.ts';
import { enqueue, isQueued } from '../../jobs/queue.ts';
import { transcribeJob } from './job.ts';

/** Somebody wants to read a recording, or tries again. Throws a conflict where that cannot be. */
export async function orderTranscription(db: Db, viewer: Viewer, conversationId: string) {
	await db.transaction(async (db) => {
		const [found] = await db
			.select({ id: recordings.id, fileName: recordings.fileName, isSilent: hasNoWords })
			.from(recordings)
			.innerJoin(conversations, eq(conversations.id, recordings.conversationId))
			.innerJoin(transcripts, eq(transcripts.conversationId, conversations.id))
			.where(
				and(
					eq(recordings.conversationId, conversationId),
					canBeHeard,
					isNull(conversations.erasedAt),
					visibleConversations(viewer)
				)
			)
			.for('update', { of: recordings });
		if (!found) throw notFound();
		if (!(await isOn(db))) throw conflict(m.transcription_failure_off());
		if (!found.isSilent) throw conflict(m.transcription_there_already());
		if (await begin(db, found, viewer.id))
			await audit(db, viewer, 'recording.transcription_ordered', found.id);
	});
}

/** By the settings every recording without a transcript is written down as soon as it was read. */
export async function transcribeWhenRead(db: Db, recordingId: string) {
	const [found] = await db
		.select({ id: recordings.id, fileName: recordings.fileName })
		.from(recordings)
		.innerJoin(conversations, eq(conversations.id, recordings.conversationId))
		.innerJoin(transcripts, eq(transcripts.conversationId, conversations.id))
		.leftJoin(transcriptions, eq(transcriptions.recordingId, recordings.id))
		.where(
			and(
				eq(recordings.id, recordingId),
				canBeHeard,
				isNull(conversations.erasedAt),
				isNull(transcriptions.recordingId),
				hasNoWords
			)
		);
	if (found && (await isOn(db, true))) await begin(db, found, null);
}

/** Whether there is a service to send recordings to. */
export async function isOn(db: Db, byItself = false): Promise<boolean> {
	const [row] = await db
		.select({ isOn: transcriptionSettings.isOn, isAutomatic: transcriptionSettings.isAutomatic })
		.from(transcriptionSettings);
	return Boolean(row?.isOn && (row.isAutomatic || !byItself));
}

export const canBeHeard = and(
	isNotNull(recordings.readAt),
	isNotNull(recordings.fileKey),
	isNull(recordings.deletedAt)
);
export const hasNoWords = sql<boolean>`jsonb_array_length(${transcripts.segments}) = 0`;

/** Whether it is begun; not where it is under way. */
async function begin(
	db: Db,
	{ id, fileName }: { id: string; fileName: string },
	by: string | null
) {
	const jobId = v7();
	const fresh = { jobId, requestedBy: by, done: 0, total: null, failure: null, finishedAt: null };
	const [begun] = await db
		.insert(transcriptions)
		.values({ recordingId: id, ...fresh })
		.onConflictDoUpdate({
			target: transcriptions.recordingId,
			set: fresh,
			setWhere: sql`${transcriptions.finishedAt} is not null or not ${isQueued(transcribeJob.name, transcriptions.jobId)}`
		})
		.returning({ id: transcriptions.recordingId });
	if (!begun) return false;
	await enqueue(db, transcribeJob, { id: jobId, label: fileName, data: { recordingId: id } });
	return true;
}
