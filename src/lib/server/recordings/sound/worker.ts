import { parentPort, workerData } from 'node:worker_threads';
import type { Refusal } from '../../../recording.ts';
import { RefusedSound } from './kinds.ts';
import { readSound, type Reading } from './read.ts';

/** What the worker says about the one file it was given. */
export type Answer =
	{ reading: Reading } | { refused: Refusal; detail: string } | { error: unknown };

const { path, copyPath } = workerData as { path: string; copyPath: string };

try {
	say({ reading: await readSound(path, copyPath) });
} catch (error) {
	if (error instanceof RefusedSound) say({ refused: error.reason, detail: error.detail });
	else say({ error });
}

function say(answer: Answer) {
	parentPort!.postMessage(answer);
}
