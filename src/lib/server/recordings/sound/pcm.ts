import { join } from 'node:path';
import { timeLimit } from './in-worker.ts';
import { RefusedSound } from './kinds.ts';
import type { PcmAnswer } from './pcm-worker.ts';
import { runWorker } from './run-worker.ts';

/** A recording as plain samples, one file a channel. */
export type Pcm = {
	sampleRate: number;
	samples: number;
	/** Loudness of each window of each channel, 0..1. */
	levels: Float32Array[];
};

const script = 'lib/server/recordings/sound/pcm-worker.ts';

/** The file that holds the samples of a channel: 16 bit, little endian. */
export const pcmFile = (folder: string, channel: number) => join(folder, `${channel}.pcm`);

/** Decodes a recording into one file of samples a channel, in a thread of its own. Throws a RefusedSound. */
export async function decodeToPcm(
	path: string,
	folder: string,
	{ channels, bytes, signal }: { channels: number; bytes: number; signal?: AbortSignal }
): Promise<Pcm> {
	const targets = Array.from({ length: channels }, (_, channel) => pcmFile(folder, channel));
	const limits = { limitMs: timeLimit(bytes), signal };
	const answer = await runWorker<PcmAnswer>(script, { path, targets }, limits);
	if ('pcm' in answer) return answer.pcm;
	if ('refused' in answer) throw new RefusedSound(answer.refused, answer.detail);
	throw answer.error;
}
