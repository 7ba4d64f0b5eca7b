import { and, eq, isNull, sql } from 'drizzle-orm';
import { audit } from '../audit/audit.ts';
import type { Db } from '../db/database.ts';
import { conversations, recordingRules, recordings } from '../db/schema/index.ts';
import type { Files } from '../files/files.ts';
import { forgetHeard } from './transcription/ledger.ts';

/** Days that the recordings of a conversation's source are kept: its own rule, else that for all others. */
const keepDays = sql<number | null>`(select ${recordingRules.keepDays} from ${recordingRules}
	where ${recordingRules.source} in ('', ${conversations.source})
	order by ${recordingRules.source} desc limit 1)`;

/** Deletes the sound that was kept long enough; how many. What was judged by it stays. */
export async function deleteOutdated(db: Db, files: () => Promise<Files>): Promise<number> {
	const outdated = await db
		.select({ id: recordings.id })
		.from(recordings)
		.innerJoin(conversations, eq(conversations.id, recordings.conversationId))
		.where(
			and(
				isNull(recordings.deletedAt),
				sql`${conversations.occurredAt} < now() - make_interval(days => ${keepDays})`
			)
		);
	for (const { id } of outdated)
		await deleteSound(db, await files(), id, (db) => audit(db, null, 'recording.expired', id));
	return outdated.length;
}

/**
 * Removes the files of a recording and what could be heard or seen of them. The row stays, so that evidence
 * still has its times. The files go first: after a kill in between it is done again.
 */
export async function deleteSound(
	db: Db,
	files: Files,
	id: string,
	note: (db: Db) => Promise<void>
) {
	const [{ fileKey, copyKey }] = await db
		.select({ fileKey: recordings.fileKey, copyKey: recordings.copyKey })
		.from(recordings)
		.where(eq(recordings.id, id));
	for (const key of [fileKey, copyKey]) if (key) await files.remove(key);
	await db.transaction(async (db) => {
		const gone = { fileKey: null, copyKey: null, peaks: null, silences: [], speech: [] };
		const deleted = await db
			.update(recordings)
			.set({ ...gone, deletedAt: new Date() })
			.where(and(eq(recordings.id, id), isNull(recordings.deletedAt)))
			.returning({ id: recordings.id });
		await forgetHeard(db, id);
		if (deleted.length) await note(db);
	});
}
