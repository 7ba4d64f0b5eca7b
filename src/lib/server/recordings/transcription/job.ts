import { eq } from 'drizzle-orm';
import { transcriptions } from '../../db/schema/index.ts';
import { defineJob } from '../../jobs/queue.ts';
import { endTranscription } from './state.ts';

/** Has a recording written down by the service of the settings. It tries for about an hour and a half. */
export const transcribeJob = defineJob<{ recordingId: string }>({
	name: 'transcribe-recording',
	atOnce: 2,
	expireInSeconds: 12 * 3600,
	retryLimit: 8,
	retryDelay: 20,
	work: async (running, { recordingId }) =>
		(await import('./transcribe.ts')).transcribe(running, recordingId),
	async gaveUp({ db }, { recordingId }) {
		const [row] = await db
			.select({ failure: transcriptions.failure, finishedAt: transcriptions.finishedAt })
			.from(transcriptions)
			.where(eq(transcriptions.recordingId, recordingId));
		if (row && !row.finishedAt)
			await endTranscription(db, recordingId, row.failure ?? 'interrupted');
	}
});
