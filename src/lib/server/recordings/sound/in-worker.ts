import { rm } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import { workerScript } from '../../worker-script.ts';
import { RefusedSound } from './kinds.ts';
import type { Reading } from './read.ts';
import type { Answer } from './worker.ts';

const script = 'lib/server/recordings/sound/worker.ts';
const mostMemory = { maxOldGenerationSizeMb: 192 };

/** For a small file, and for each MB more, in ms; a hundred times what is needed. */
const timeLimit = (bytes: number) => 30_000 + Math.ceil(bytes / 1024 ** 2) * 1000;

/**
 * Reads a file in a thread of its own, so that the server goes on answering and no file can stop it: the
 * thread is ended when it takes too long. Throws a RefusedSound, also for a file that breaks the reader.
 */
export async function readInWorker(
	path: string,
	copyPath: string,
	bytes: number,
	limitMs = timeLimit(bytes)
): Promise<Reading> {
	const answer = await ask({ path, copyPath }, limitMs);
	if ('reading' in answer) return answer.reading;
	await rm(copyPath, { force: true });
	if ('refused' in answer) throw new RefusedSound(answer.refused, answer.detail);
	throw answer.error;
}

async function ask(workerData: object, limitMs: number): Promise<Answer> {
	const worker = new Worker(workerScript(script), {
		workerData,
		execArgv: [],
		resourceLimits: mostMemory
	});
	const answered = Promise.withResolvers<Answer>();
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
		await worker.terminate();
	}
}
