import { rm } from 'node:fs/promises';
import type { Silence } from '../../../recording.ts';
import { RefusedSound } from './kinds.ts';
import type { Reading } from './read.ts';
import { runWorker } from './run-worker.ts';
import type { Answer } from './worker.ts';

const script = 'lib/server/recordings/sound/worker.ts';

/** For a small file, and for each MB more, in ms; a hundred times what is needed. */
export const timeLimit = (bytes: number) => 30_000 + Math.ceil(bytes / 1024 ** 2) * 1000;

type ReadingOptions = { silent?: Silence[]; limitMs?: number; signal?: AbortSignal };

/**
 * Reads a file in a thread of its own, so that the server goes on answering and no file can stop it: the
 * thread is ended when it takes too long. Throws a RefusedSound, also for a file that breaks the reader.
 */
export async function readInWorker(
	path: string,
	copyPath: string,
	bytes: number,
	{ silent = [], limitMs = timeLimit(bytes), signal }: ReadingOptions = {}
): Promise<Reading> {
	const task = { path, copyPath, silent };
	const answer = await runWorker<Answer>(script, task, { limitMs, signal });
	if ('reading' in answer) return answer.reading;
	await rm(copyPath, { force: true });
	if ('refused' in answer) throw new RefusedSound(answer.refused, answer.detail);
	throw answer.error;
}
