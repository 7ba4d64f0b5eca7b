import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { JobError } from '../jobs/reasons.ts';

type Place = { dataDir: string };

const month = 30 * 86_400_000;

const folder = ({ dataDir }: Place) => join(dataDir, 'uploads');
const pathOf = (place: Place, id: string) => join(folder(place), id);

/** Keeps a file until its import is done; resolves with its bytes. What breaks off leaves nothing. */
export async function keepUpload(place: Place, id: string, stream: AsyncIterable<Uint8Array>) {
	await mkdir(folder(place), { recursive: true, mode: 0o700 });
	await forgetOldUploads(place);
	const part = `${pathOf(place, id)}.part`;
	try {
		await pipeline(stream, createWriteStream(part, { mode: 0o600, flush: true }));
		await rename(part, pathOf(place, id));
	} catch (error) {
		await rm(part, { force: true });
		throw error;
	}
	return (await stat(pathOf(place, id))).size;
}

/** The file again from its beginning. Throws a JobError where it is not, as on a machine without this folder. */
export async function readUpload(place: Place, id: string) {
	const path = pathOf(place, id);
	await stat(path).catch((cause) => {
		throw new JobError('file_gone', path, { cause });
	});
	return createReadStream(path);
}

export const dropUpload = (place: Place, id: string) => rm(pathOf(place, id), { force: true });

/** Of uploads that a killed process left, and of imports that failed and were left alone. */
async function forgetOldUploads(place: Place) {
	for (const name of await readdir(folder(place))) {
		const path = join(folder(place), name);
		const found = await stat(path).catch(() => null);
		if (found && Date.now() - found.mtimeMs > month) await rm(path, { force: true });
	}
}
