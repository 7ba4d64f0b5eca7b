import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { Silence } from '../../../recording.ts';
import { RefusedSound, type Kind } from './kinds.ts';
import { Peaks, Quiet } from './loudness.ts';
import { readKind, readSamples } from './samples.ts';
import { WavWriter } from './wav-writer.ts';

/** What is known of a recording once its file was read. */
export type Reading = {
	format: string;
	/** Of what is played: the file, or the copy. */
	mediaType: string;
	durationMs: number;
	channels: number;
	sampleRate: number;
	peaks: Uint8Array;
	silences: Silence[];
	/** The copy was written, with so many bytes; null: browsers play the file. */
	copyBytes: number | null;
};

/** A day; what is longer is no call. */
const longest = 24 * 3600;

/** Measures the sound of a file, and writes the copy where browsers need one. Throws a RefusedSound. */
export async function readSound(path: string, copyPath: string): Promise<Reading> {
	try {
		return await measure(path, copyPath, await readKind(path));
	} catch (error) {
		if (!(error instanceof RefusedSound && error.reason === 'gsm')) throw error;
		return convert(path, copyPath, error);
	}
}

async function measure(path: string, copyPath: string, kind: Kind): Promise<Reading> {
	const meter = new Meter();
	const copy = kind.needsCopy ? await WavWriter.create(copyPath) : null;
	let copyBytes: number | null = null;
	try {
		for await (const { channelData, sampleRate } of readSamples(path, kind)) {
			meter.add(channelData, sampleRate);
			await copy?.write(channelData);
		}
	} catch (error) {
		// A file that ends in the middle of a word still holds the words before it
		if (error instanceof RefusedSound || !meter.hasSound) {
			await copy?.close();
			throw error instanceof RefusedSound ? error : new RefusedSound('damaged', kind.format);
		}
	}
	if (!meter.hasSound) {
		await copy?.close();
		throw new RefusedSound('empty');
	}
	if (copy) copyBytes = await copy.end(meter.channels, meter.sampleRate);
	return { format: kind.format, mediaType: kind.mediaType, ...meter.result(), copyBytes };
}

/** GSM 6.10 is read by ffmpeg, where it is installed; what it writes is the copy. */
async function convert(path: string, copyPath: string, refused: RefusedSound): Promise<Reading> {
	const from = ['-f', 'wav', '-protocol_whitelist', 'file', '-i', `file:${path}`];
	const to = ['-f', 'wav', '-c:a', 'pcm_s16le', '-y', `file:${copyPath}`];
	try {
		await promisify(execFile)('ffmpeg', ['-nostdin', '-v', 'error', ...from, ...to]);
	} catch (error) {
		await rm(copyPath, { force: true });
		const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
		throw isMissing ? refused : new RefusedSound('damaged', 'WAV GSM 6.10');
	}
	const reading = await measure(copyPath, '', await readKind(copyPath));
	const { size } = await import('node:fs/promises').then(({ stat }) => stat(copyPath));
	return { ...reading, format: 'WAV GSM 6.10', copyBytes: size };
}

/** Decoders show a file as mono for as long as both channels are the same. */
class Meter {
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
			silences: this.quiet!.silences()
		};
	}
}
