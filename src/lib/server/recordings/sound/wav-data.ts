import type { FileHandle } from 'node:fs/promises';
import { RefusedSound } from './kinds.ts';

/** More chunks than any recorder writes; a file of nothing but empty ones would never end. */
const mostChunks = 1000;
const mostFormat = 4096;

/**
 * Where the samples of a WAV file lie, and a header of its own for them: decoders take what stands between
 * header and samples badly. A length that the file does not have, as of a call cut off, means up to the end.
 */
export async function findSamples(file: FileHandle, size: number) {
	let format: Buffer | null = null;
	const head = Buffer.alloc(8);
	for (let at = 12, i = 0; at + 8 <= size && i < mostChunks; i++) {
		await file.read(head, 0, 8, at);
		const name = head.toString('latin1', 0, 4);
		const length = head.readUInt32LE(4);
		const start = at + 8;
		if (name === 'fmt ' && length <= mostFormat) {
			format = Buffer.alloc(length);
			await file.read(format, 0, length, start);
		}
		if (name === 'data' && format) {
			const end = length === 0 || start + length > size ? size : start + length;
			return { header: headerOf(format), start, end };
		}
		at = start + length + (length % 2);
	}
	throw new RefusedSound('damaged', 'WAV');
}

/** The length is left open: what comes is all there is. */
function headerOf(format: Buffer) {
	const padding = Buffer.alloc(format.length % 2);
	const open = [0xff, 0xff, 0xff, 0xff];
	const length = Buffer.alloc(4);
	length.writeUInt32LE(format.length);
	return Buffer.concat([
		Buffer.from('RIFF'),
		Buffer.from(open),
		Buffer.from('WAVEfmt '),
		length,
		format,
		padding,
		Buffer.from('data'),
		Buffer.from(open)
	]);
}
