import type { Silence } from '../../../recording.ts';
import { RefusedSound, type Kind } from './kinds.ts';
import { Meter } from './meter.ts';
import { muted } from './muted.ts';
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
	/** When each of two channels is heard. */
	speech: Silence[][];
	/** The copy was written, with so many bytes; null: browsers play the file. */
	copyBytes: number | null;
};

export type ReadOptions = { silent?: Silence[]; mustCopy?: boolean };

/**
 * Measures the sound of a file, and writes the copy where browsers need one, or where something must not be
 * heard: in the stretches `silent` the copy is, and so is what is measured. Throws a RefusedSound.
 */
export async function readSound(
	path: string,
	copyPath: string,
	{ silent = [], mustCopy = false }: ReadOptions = {}
): Promise<Reading> {
	const kind = await readKind(path);
	return measure(path, copyPath, { ...kind, needsCopy: kind.needsCopy || mustCopy }, silent);
}

async function measure(
	path: string,
	copyPath: string,
	kind: Kind,
	silent: Silence[]
): Promise<Reading> {
	const meter = new Meter();
	const isCopied = kind.needsCopy || silent.length > 0;
	const copy = isCopied ? await WavWriter.create(copyPath) : null;
	// Decoders of the others show two equal channels as one until they differ
	const written = kind.decoder === 'wav' ? null : 2;
	let copyBytes: number | null = null;
	try {
		for await (const { channelData, sampleRate } of muted(readSamples(path, kind), silent)) {
			meter.add(channelData, sampleRate);
			await copy?.write(written ? [channelData[0], channelData[1] ?? channelData[0]] : channelData);
		}
	} catch (error) {
		const isOurs = error instanceof RefusedSound || isOfDisk(error);
		// A file that ends in the middle of a word still holds the words before it
		if (isOurs || !meter.hasSound) {
			await copy?.close();
			throw isOurs ? error : new RefusedSound('damaged', kind.format);
		}
	}
	if (!meter.hasSound) {
		await copy?.close();
		throw new RefusedSound('empty');
	}
	if (copy) copyBytes = await copy.end(written ?? meter.channels, meter.sampleRate);
	const mediaType = copy ? 'audio/wav' : kind.mediaType;
	return { format: kind.format, mediaType, ...meter.result(), copyBytes };
}

/** A full or broken disk says nothing about the file. */
const isOfDisk = (error: unknown) => (error as NodeJS.ErrnoException).syscall !== undefined;
