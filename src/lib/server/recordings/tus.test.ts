import { readdir, readFile, rename, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '../../../../tests/setup/folders.ts';
import { addUser } from '../../../../tests/setup/factories.ts';
import { beginUpload, sendBytes } from '../../../../tests/setup/photos.ts';
import { expect, test } from '../../../../tests/setup/test.ts';
import type { Db } from '../db/database.ts';
import { recordings } from '../db/schema/index.ts';
import { openFiles } from '../files/files.ts';
import { uploadIdIn } from '../files/tus.ts';
import { createUploads } from './tus.ts';

const day = 24 * 3600 * 1000;

async function openUploads(db: Db) {
	const dataDir = await temporaryFolder();
	const files = await openFiles({ dataDir, s3Url: undefined });
	const faults: unknown[] = [];
	const uploads = createUploads({
		db,
		settings: { dataDir, recordingMaxBytes: 1e6 },
		files: async () => files,
		log: { error: (...fault: unknown[]) => void faults.push(fault) }
	});
	const viewer = await addUser(db);
	const sound = await readFile('tests/fixtures/recordings/mu-law.wav');
	const folder = join(dataDir, 'uploads');
	/** Begins one; where its bytes are to lie. */
	const begin = async (filename: string) => {
		const begun = await uploads.handle(beginUpload({ filename }, sound.length), viewer);
		expect(begun.status).toBe(201);
		const id = uploadIdIn(new URL(begun.headers.get('location')!, 'http://localhost').href);
		return { id, path: join(folder, id) };
	};
	const pass = (request: Request) => uploads.handle(request, viewer);
	return { uploads, viewer, files, faults, folder, sound, begin, pass };
}

test('a recording that a killed process left whole or half moved is made by the next, though nobody asks; one that is nowhere is forgotten', async ({
	db
}) => {
	const { uploads, viewer, files, faults, folder, sound, begin } = await openUploads(db);
	const [whole, moved, gone] = [await begin('whole'), await begin('moved'), await begin('gone')];
	await writeFile(whole.path, sound);
	await writeFile(
		moved.path,
		sound.map((byte, at) => (at > 100 ? 255 - byte : byte))
	);
	await files.moveIn(moved.path, `recordings/${moved.id}`);
	await rename(gone.path, join(folder, '..', 'elsewhere'));

	await uploads.sweep();
	const made = await db.select({ name: recordings.fileName }).from(recordings);
	expect(made.map(({ name }) => name).sort()).toEqual(['moved', 'whole']);
	expect(faults).toEqual([]);
	expect((await readdir(folder)).sort()).toEqual([`${whole.id}.json`, `${moved.id}.json`].sort());
	expect(await uploads.find(viewer, moved.id)).toMatchObject({ recordingId: expect.any(String) });
	await expect(uploads.find(viewer, gone.id)).rejects.toMatchObject({ status: 404 });
});

test('what was sent by halves waits a week, and as long is known what became of an upload', async ({
	db
}) => {
	const { uploads, viewer, folder, sound, begin, pass } = await openUploads(db);
	const [done, half, fresh] = [await begin('done'), await begin('half'), await begin('fresh')];
	const imported = join(folder, 'import-of-conversations');
	await writeFile(imported, '{}');
	expect((await pass(sendBytes(done.id, sound))).status).toBe(204);
	for (const { id } of [half, fresh])
		expect((await pass(sendBytes(id, sound.subarray(0, 100)))).status).toBe(204);
	const age = async (days: number) => {
		const then = new Date(Date.now() - days * day);
		for (const path of [`${done.path}.json`, `${half.path}.json`, half.path, imported])
			await utimes(path, then, then);
	};

	await age(6.9);
	await uploads.sweep();
	expect(await uploads.find(viewer, done.id)).not.toBeNull();
	expect(await uploads.find(viewer, half.id)).toBeNull();

	await age(7.1);
	await uploads.sweep();
	const left = [fresh.id, `${fresh.id}.json`, 'import-of-conversations'];
	expect((await readdir(folder)).sort()).toEqual(left.sort());
	expect(await db.$count(recordings)).toBe(1);
});
