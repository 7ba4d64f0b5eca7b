import { open, readdir, rm, stat, type FileHandle } from 'node:fs/promises';
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

	/** All of which there are notes, also where the bytes were taken away already: tus lists only the others. */
	async ids(): Promise<string[]> {
		const names = await readdir(this.directory);
		return names.filter((name) => name.endsWith(notes)).map((name) => name.slice(0, -notes.length));
	}

	/** Removes what began too long ago, notes and bytes; how many. */
	override async deleteExpired(): Promise<number> {
		const oldest = Date.now() - this.getExpiration();
		let count = 0;
		for (const id of await this.ids()) {
			const found = await stat(join(this.directory, id + notes)).catch(() => null);
			if (!found || found.mtimeMs > oldest) continue;
			await this.forget(id);
			count++;
		}
		return count;
	}

	/** The notes go last: without them its sender would begin anew. What is not there is removed already. */
	async forget(id: string): Promise<void> {
		await rm(join(this.directory, id), { force: true });
		await rm(join(this.directory, id + notes), { force: true });
	}
}

/** How the name of the file ends in which tus writes down what an upload is. */
const notes = '.json';

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
