import { parentPort } from 'node:worker_threads';
import type { CoachingReport } from '#lib/coaching-report.ts';
import { drawCoachingReport } from './draw.ts';

/** What a worker says about the one report it was given. */
export type Answer = { bytes: Uint8Array<ArrayBuffer> } | { error: unknown };

parentPort!.on('message', async (report: CoachingReport) => {
	try {
		const bytes = await drawCoachingReport(report);
		parentPort!.postMessage({ bytes } satisfies Answer, [bytes.buffer]);
	} catch (error) {
		parentPort!.postMessage({ error } satisfies Answer);
	}
});
