import { RefusedSound } from './kinds.ts';
import { Peaks, Quiet } from './loudness.ts';

/** A day; what is longer is no call. In s. */
const longest = 24 * 3600;

/** Takes the measures of a sound as it comes. Decoders show it as mono for as long as both channels are the same. */
export class Meter {
	channels = 1;
	sampleRate = 0;
	private samples = 0;
	private peaks: Peaks[] = [];
	private quiet: Quiet | undefined;

	get hasSound() {
		return this.samples > 0;
	}

	add(channelData: Float32Array[], sampleRate: number) {
		if (channelData.length > 2) throw new RefusedSound('channels', String(channelData.length));
		if (!this.quiet) {
			this.sampleRate = sampleRate;
			this.peaks = [new Peaks(sampleRate), new Peaks(sampleRate)];
			this.quiet = new Quiet(sampleRate);
		}
		this.channels = Math.max(this.channels, channelData.length);
		for (const channel of [0, 1]) {
			const samples = channelData[channel] ?? channelData[0];
			this.peaks[channel].add(samples);
			this.quiet.add(channel, samples);
		}
		this.samples += channelData[0].length;
		if (this.samples / this.sampleRate > longest) throw new RefusedSound('too_long');
	}

	result() {
		const shown = this.peaks.slice(0, this.channels).map((peaks) => peaks.bytes());
		return {
			durationMs: Math.round((this.samples / this.sampleRate) * 1000),
			channels: this.channels,
			sampleRate: this.sampleRate,
			peaks: new Uint8Array(Buffer.concat(shown)),
			silences: this.quiet!.silences(),
			speech: this.channels === 2 ? this.quiet!.speech() : []
		};
	}
}
