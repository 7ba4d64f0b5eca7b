import type { Silence } from '../../../recording.ts';

/** Values kept for each channel: enough for a wide screen and some zoom, the same for a minute and an hour. */
const mostPeaks = 8192;
/** Length of the windows in which silence is looked for, in s. */
export const window = 0.05;
/** Shorter pauses are part of talking, in windows. */
const shortest = 30;
/** Shorter pauses are part of a sentence, in windows. */
const breath = 10;
/** A voice is so much louder in its own channel than in the other one. */
const crosstalk = 8;

/** The loudest sample of each stretch, kept small by joining stretches when they get too many. */
export class Peaks {
	private values = new Float32Array(2 * mostPeaks);
	private length = 0;
	private samplesEach: number;
	private filled = 0;

	constructor(sampleRate: number) {
		this.samplesEach = Math.max(1, Math.round(sampleRate / 100));
	}

	add(samples: Float32Array) {
		for (let i = 0; i < samples.length; i++) {
			const value = samples[i] < 0 ? -samples[i] : samples[i];
			if (value > this.values[this.length]) this.values[this.length] = value;
			if (++this.filled === this.samplesEach) this.next();
		}
	}

	/** 0..255 each. */
	bytes(): Uint8Array {
		const end = this.length + (this.filled > 0 ? 1 : 0);
		return Uint8Array.from(this.values.subarray(0, end), (value) =>
			Math.min(255, Math.round(value * 255))
		);
	}

	private next() {
		this.filled = 0;
		if (++this.length < this.values.length) return;
		for (let i = 0; i < mostPeaks; i++)
			this.values[i] = Math.max(this.values[2 * i], this.values[2 * i + 1]);
		this.values.fill(0, mostPeaks);
		this.length = mostPeaks;
		this.samplesEach *= 2;
	}
}

/** Finds where nobody speaks: quieter than a little above the noise of the line, in all channels. */
export class Quiet {
	private readonly samplesEach: number;
	private readonly measured = [new Levels(), new Levels()];
	private readonly sums = [0, 0];
	private readonly filled = [0, 0];

	constructor(sampleRate: number) {
		this.samplesEach = Math.max(1, Math.round(sampleRate * window));
	}

	add(channel: number, samples: Float32Array) {
		let sum = this.sums[channel];
		let filled = this.filled[channel];
		for (let i = 0; i < samples.length; i++) {
			sum += samples[i] * samples[i];
			if (++filled < this.samplesEach) continue;
			this.measured[channel].push(Math.sqrt(sum / filled));
			sum = filled = 0;
		}
		this.sums[channel] = sum;
		this.filled[channel] = filled;
	}

	/** Of each window of each channel, 0..1. */
	get levels(): Float32Array[] {
		return this.measured.map((one) => one.all());
	}

	/** Of each channel when it is heard itself, and not only the other one through it. */
	speech(): Silence[][] {
		const { levels } = this;
		const limits = levels.map(limitOf);
		return levels.map((own, channel) => {
			const other = levels[1 - channel];
			const isOwn = (i: number) => own[i] > limits[channel] && own[i] * crosstalk > (other[i] ?? 0);
			return joined(own.length, isOwn);
		});
	}

	silences(): Silence[] {
		const { levels } = this;
		const limits = levels.map(limitOf);
		const found: Silence[] = [];
		let from = 0;
		const count = levels[0].length;
		for (let i = 0; i <= count; i++) {
			const isQuiet = i < count && levels.every((level, channel) => !(level[i] > limits[channel]));
			if (isQuiet) continue;
			if (i - from >= shortest) found.push([inMs(from), inMs(i)]);
			from = i + 1;
		}
		return found;
	}
}

/** Numbers outside the heap, of which a day has millions. */
class Levels {
	private values = new Float32Array(8192);
	private length = 0;

	push(value: number) {
		if (this.length === this.values.length) {
			const larger = new Float32Array(2 * this.length);
			larger.set(this.values);
			this.values = larger;
		}
		this.values[this.length++] = value;
	}

	all() {
		return this.values.subarray(0, this.length);
	}
}

/** Stretches of windows that are heard, with shorter pauses than a breath, without single clicks. */
function joined(windows: number, isHeard: (window: number) => boolean): Silence[] {
	const found: [number, number][] = [];
	for (let i = 0; i < windows; i++) {
		if (!isHeard(i)) continue;
		const last = found.at(-1);
		if (last && i - last[1] < breath) last[1] = i + 1;
		else found.push([i, i + 1]);
	}
	return found.filter(([from, to]) => to - from > 1).map(([from, to]) => [inMs(from), inMs(to)]);
}

const inMs = (windows: number) => Math.round(windows * window * 1000);

/** Three times the noise of the line, which is what the quietest tenth has; never near speech. */
export function limitOf(levels: Float32Array): number {
	const noise = levels.toSorted()[Math.floor(levels.length / 10)] ?? 0;
	return Math.min(0.02, Math.max(0.004, noise * 3));
}
