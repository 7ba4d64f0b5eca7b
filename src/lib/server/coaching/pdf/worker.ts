import { parentPort } from 'node:worker_threads';
import type { CoachingReport } from '#lib/coaching-report.ts';
import type { VisitSheet } from '#lib/visit-result.ts';
import { drawVisitReport } from '../../visits/pdf/draw.ts';
import { drawCoachingReport } from './draw.ts';

/** What a worker can draw. */
export type Drawing = CoachingReport | VisitSheet;

/** What a worker says about the one report it was given. */
export type Answer = { bytes: Uint8Array<ArrayBuffer> } | { error: unknown };

parentPort!.on('message', async (report: Drawing) => {
	try {
		const bytes = await ('visit' in report ? drawVisitReport(report) : drawCoachingReport(report));
		parentPort!.postMessage({ bytes } satisfies Answer, [bytes.buffer]);
	} catch (error) {
		parentPort!.postMessage({ error } satisfies Answer);
	}
});
