import { Worker } from 'node:worker_threads';
import type { Refusal } from '../../../recording.ts';
import { threadArguments, workerScript } from '../../worker-script.ts';

/** The heap only grows to what it may before it is swept; samples and decoders lie outside it. */
const mostMemory = { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 4 };

/** What any worker may answer, or is taken to have answered. */
export type Failed = { refused: Refusal; detail: string } | { error: unknown };

/** The one answer of a thread of its own, which is ended when it takes too long, or with the signal. */
export async function runWorker<Answer>(
	script: string,
	workerData: object,
	{ limitMs, signal }: { limitMs: number; signal?: AbortSignal }
): Promise<Answer | Failed> {
	signal?.throwIfAborted();
	const worker = new Worker(workerScript(script), {
		workerData,
		execArgv: threadArguments(),
		resourceLimits: mostMemory
	});
	const answered = Promise.withResolvers<Answer | Failed>();
	const leave = () => answered.reject(signal!.reason);
	signal?.addEventListener('abort', leave, { once: true });
	const timer = setTimeout(() => answered.resolve({ refused: 'too_slow', detail: '' }), limitMs);
	worker.once('message', answered.resolve);
	worker.once('error', (error: NodeJS.ErrnoException) => {
		const isFull = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
		answered.resolve(isFull ? { refused: 'damaged', detail: '' } : { error });
	});
	worker.once('exit', () => answered.resolve({ refused: 'damaged', detail: '' }));
	try {
		return await answered.promise;
	} finally {
		clearTimeout(timer);
		signal?.removeEventListener('abort', leave);
		await worker.terminate();
	}
}
