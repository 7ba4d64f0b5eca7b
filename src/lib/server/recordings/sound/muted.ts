import type { Silence } from '../../../recording.ts';
import type { Samples } from './samples.ts';

/** The same sound with nothing to be heard in these stretches. */
export async function* muted(
	pieces: AsyncGenerator<Samples>,
	silent: Silence[]
): AsyncGenerator<Samples> {
	let at = 0;
	for await (const { channelData, sampleRate } of pieces) {
		const { length } = channelData[0];
		const sampleAt = (ms: number) => Math.round((ms / 1000) * sampleRate) - at;
		for (const [fromMs, toMs] of silent) {
			const [from, to] = [Math.max(0, sampleAt(fromMs)), Math.min(length, sampleAt(toMs))];
			if (from < to) for (const samples of channelData) samples.fill(0, from, to);
		}
		at += length;
		yield { channelData, sampleRate };
	}
}
