import { open, type FileHandle } from 'node:fs/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { RefusedSound } from './kinds.ts';
import { Quiet } from './loudness.ts';
import type { Pcm } from './pcm.ts';
import type { Failed } from './run-worker.ts';
import { readKind, readSamples } from './samples.ts';
import { pcmOf } from './wav-writer.ts';

export type PcmAnswer = { pcm: Pcm } | Failed;

const { path, targets } = workerData as { path: string; targets: string[] };

async function decode(files: FileHandle[]): Promise<Pcm> {
	let quiet: Quiet | undefined;
	let [samples, sampleRate] = [0, 0];
	for await (const piece of readSamples(path, await readKind(path))) {
		sampleRate = piece.sampleRate;
		quiet ??= new Quiet(sampleRate);
		for (const [channel, file] of files.entries()) {
			const own = piece.channelData[channel] ?? piece.channelData[0];
			quiet.add(channel, own);
			await file.write(pcmOf([own]));
		}
		samples += piece.channelData[0].length;
	}
	if (!quiet) throw new RefusedSound('empty');
	return { sampleRate, samples, levels: quiet.levels.slice(0, files.length) };
}

async function answer(): Promise<PcmAnswer> {
	const files = await Promise.all(targets.map((target) => open(target, 'w', 0o600)));
	try {
		return { pcm: await decode(files) };
	} catch (error) {
		if (error instanceof RefusedSound) return { refused: error.reason, detail: error.detail };
		return { error };
	} finally {
		await Promise.all(files.map((file) => file.close()));
	}
}

parentPort!.postMessage(await answer());
