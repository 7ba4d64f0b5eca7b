import { parentPort, workerData } from 'node:worker_threads';
import { RefusedSound } from './kinds.ts';
import { readSound, type Reading, type ReadOptions } from './read.ts';
import type { Failed } from './run-worker.ts';

/** What the worker says about the one file it was given. */
export type Answer = { reading: Reading } | Failed;

type Task = ReadOptions & { path: string; copyPath: string };
const { path, copyPath, ...options } = workerData as Task;

try {
	say({ reading: await readSound(path, copyPath, options) });
} catch (error) {
	if (error instanceof RefusedSound) say({ refused: error.reason, detail: error.detail });
	else say({ error });
}

function say(answer: Answer) {
	parentPort!.postMessage(answer);
}
