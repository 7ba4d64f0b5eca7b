import { open, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { FileStore } from '@tus/file-store';

/** Bytes of uploads on their way, in one folder. */
export class UploadStore extends FileStore {
	/** Adds what comes at an offset; resolves with where the next byte goes, also when the line is cut. */
	override async write(bytes: Readable, id: string, offset: number): Promise<number> {
		const file = await open(join(this.directory, id), 'r+');
		let at = offset;
		try {
			for await (const piece of bytes as AsyncIterable<Buffer<ArrayBuffer>>) {
				await writeWhole(file, piece, at);
				at += piece.length;
				release(piece);
			}
		} finally {
			await file.close();
		}
		return at;
	}
}

async function writeWhole(file: FileHandle, piece: Buffer, at: number) {
	for (let done = 0; done < piece.length;) {
		const { bytesWritten } = await file.write(piece, done, piece.length - done, at + done);
		done += bytesWritten;
	}
}

/** Else many phones at once fill the memory with pieces that wait for a collection, long after they were written. */
function release({ buffer, byteLength }: Buffer<ArrayBuffer>) {
	if (buffer.byteLength === byteLength) buffer.transfer(0);
}
