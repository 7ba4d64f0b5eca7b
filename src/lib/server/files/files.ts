import { createReadStream, createWriteStream } from 'node:fs';
import { copyFile, mkdir, mkdtemp, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Disk } from 'flydrive';
import { FSDriver } from 'flydrive/drivers/fs';
import type { Settings } from '../settings.ts';

/** From the first to the last byte, both included. */
export type Range = { start: number; end: number };

/** Where files lie that are too large for the database. Keys are made by us, never by a sender. */
export type Files = {
	/** Takes a local file over; it is gone from where it was. The same key again replaces what is there. */
	moveIn(path: string, key: string): Promise<void>;
	/** Throws when it is not there. */
	read(key: string, range?: Range): Promise<Readable>;
	has(key: string): Promise<boolean>;
	/** What is not there is removed already. */
	remove(key: string): Promise<void>;
	/** Lets `use` read the file under a local path, which is not for writing. */
	locally<T>(key: string, use: (path: string) => Promise<T>): Promise<T>;
};

type Place = Pick<Settings, 'dataDir' | 's3Url'>;

/** The store of the settings; the parts for S3 are loaded only where they are set. */
export async function openFiles({ dataDir, s3Url }: Place): Promise<Files> {
	return s3Url ? (await import('./s3.ts')).openBucket(s3Url) : openFolder(join(dataDir, 'files'));
}

function openFolder(folder: string): Files {
	const root = resolve(folder);
	const disk = new Disk(new FSDriver({ location: root, visibility: 'private' }));
	const pathOf = (key: string) => join(root, key);
	return {
		...common(disk),
		async moveIn(path, key) {
			await mkdir(dirname(pathOf(key)), { recursive: true, mode: 0o700 });
			try {
				await rename(path, pathOf(key));
			} catch (error) {
				if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
				// Under its name only once it is whole: a kill may come while it is copied
				await copyFile(path, `${pathOf(key)}.part`);
				await rename(`${pathOf(key)}.part`, pathOf(key));
				await rm(path);
			}
		},
		async read(key, range) {
			await stat(pathOf(key));
			return createReadStream(pathOf(key), range);
		},
		async remove(key) {
			await disk.delete(key);
			await rm(`${pathOf(key)}.part`, { force: true });
		},
		locally: (key, use) => use(pathOf(key))
	};
}

/** What a flydrive disk does the same way wherever it is. */
export function common(disk: Disk) {
	return {
		has: (key: string) => disk.exists(key),
		remove: (key: string) => disk.delete(key),
		async locally<T>(key: string, use: (path: string) => Promise<T>) {
			const folder = await mkdtemp(join(tmpdir(), 'plumbline-file-'));
			try {
				const path = join(folder, 'file');
				await pipeline(await disk.getStream(key), createWriteStream(path, { mode: 0o600 }));
				return await use(path);
			} finally {
				await rm(folder, { recursive: true, force: true });
			}
		}
	};
}
