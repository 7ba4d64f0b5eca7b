import { createReadStream } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { headSize, kindOf, RefusedSound, type Kind } from './kinds.ts';
import { inOrder } from './mp4-order.ts';
import { findSamples } from './wav-data.ts';

export type Samples = { channelData: Float32Array[]; sampleRate: number };

/** Small enough that a piece of any format is no more than some seconds of sound. */
const pieceSize = 32 * 1024;

/** What the file is. Throws a RefusedSound. */
export async function readKind(path: string): Promise<Kind> {
	const file = await open(path);
	try {
		const { bytesRead, buffer } = await file.read(Buffer.alloc(headSize), 0, headSize, 0);
		if (bytesRead === 0) throw new RefusedSound('empty');
		return kindOf(buffer.subarray(0, bytesRead));
	} finally {
		await file.close();
	}
}

/** The sound piece by piece, -1..1, so that memory stays flat however long the call was. */
export async function* readSamples(path: string, kind: Kind): AsyncGenerator<Samples> {
	const { default: decode } = await import('audio-decode');
	const decoder = await decode[kind.decoder]();
	try {
		for await (const piece of piecesOf(path, kind)) {
			const samples = await decoder(piece);
			if (samples.channelData.length) yield samples;
		}
		const rest = await decoder();
		if (rest.channelData.length) yield rest;
	} finally {
		decoder.free();
	}
}

async function* piecesOf(path: string, { decoder }: Kind): AsyncGenerator<Uint8Array> {
	if (decoder === 'wav') {
		const { header, start, end } = await inside(path, findSamples);
		yield header;
		if (start < end) yield* read(path, start, end);
		return;
	}
	const order = decoder === 'm4a' ? await inside(path, inOrder) : null;
	if (!order) return yield* read(path, 0);
	const { before, moov, from, to } = order;
	if (before > 0) yield* read(path, 0, before);
	yield moov;
	yield* read(path, from, to);
}

/** From `start` up to, not including, `end`. */
const read = (path: string, start: number, end = Infinity): AsyncIterable<Uint8Array> =>
	createReadStream(path, { highWaterMark: pieceSize, start, end: end - 1 });

async function inside<T>(path: string, look: (file: FileHandle, size: number) => Promise<T>) {
	const file = await open(path);
	try {
		return await look(file, (await file.stat()).size);
	} finally {
		await file.close();
	}
}
