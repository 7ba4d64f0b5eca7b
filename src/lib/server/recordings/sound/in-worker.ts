import { rm } from 'node:fs/promises';
import type { Silence } from '../../../recording.ts';
import { convert } from './convert.ts';
import { RefusedSound } from './kinds.ts';
import type { Reading, ReadOptions } from './read.ts';
import { runWorker } from './run-worker.ts';
import type { Answer } from './worker.ts';

const script = 'lib/server/recordings/sound/worker.ts';

/** For a small file, and for each MB more, in ms; a hundred times what is needed. */
export const timeLimit = (bytes: number) => 30_000 + Math.ceil(bytes / 1024 ** 2) * 1000;

type Limits = { limitMs?: number; signal?: AbortSignal };

/**
 * Reads a file in a thread of its own, so that the server goes on answering and no file can stop it: the
 * thread is ended when it takes too long. GSM 6.10 is converted first, where ffmpeg is installed. Throws a
 * RefusedSound, also for a file that breaks the reader.
 */
export async function readInWorker(
	path: string,
	copyPath: string,
	bytes: number,
	{ silent = [], limitMs = timeLimit(bytes), signal }: Limits & { silent?: Silence[] } = {}
): Promise<Reading> {
	const limits = { limitMs, signal };
	try {
		return await read({ path, copyPath, silent }, limits);
	} catch (error) {
		if (!(error instanceof RefusedSound && error.reason === 'gsm')) throw error;
		const plain = `${copyPath}.wav`;
		try {
			if (!(await convert(path, plain, { signal }))) throw error;
			const reading = await read({ path: plain, copyPath, silent, mustCopy: true }, limits);
			return { ...reading, format: 'WAV GSM 6.10' };
		} finally {
			await rm(plain, { force: true });
		}
	}
}

type Task = ReadOptions & { path: string; copyPath: string };

async function read(task: Task, limits: { limitMs: number; signal?: AbortSignal }) {
	const answer = await runWorker<Answer>(script, task, limits);
	if ('reading' in answer) return answer.reading;
	await rm(task.copyPath, { force: true });
	if ('refused' in answer) throw new RefusedSound(answer.refused, answer.detail);
	throw answer.error;
}
