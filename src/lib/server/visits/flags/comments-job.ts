import { aiSettings } from '../../db/schema/index.ts';
import type { Db } from '../../db/database.ts';
import { defineJob, enqueue } from '../../jobs/queue.ts';

/** Has the comments of one filing compared with their marks by the service of the settings. */
export const commentsJob = defineJob<{ filingId: string }>({
	name: 'read-comments',
	atOnce: 2,
	expireInSeconds: 15 * 60,
	retryLimit: 3,
	retryDelay: 60,
	work: async ({ db, settings }, { filingId }) =>
		(await import('./read-comments.ts')).readComments(db, settings, filingId)
});

/** In the transaction that takes a filing; nothing where there is no service. */
export async function orderCommentReading(db: Db, filingId: string, label: string) {
	const [settings] = await db.select({ isOn: aiSettings.isOn }).from(aiSettings);
	if (settings?.isOn) await enqueue(db, commentsJob, { label, data: { filingId } });
}
