import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { startBucket } from '../../../../tests/setup/bucket.ts';
import { temporaryFolder } from '../../../../tests/setup/folders.ts';
import { openFiles } from './files.ts';

type Place = Parameters<typeof openFiles>[0];

const places: { name: string; open: (folder: string) => Promise<Place> }[] = [
	{ name: 'a folder', open: async (dataDir) => ({ dataDir, s3Url: undefined }) },
	{
		name: 'an S3 bucket',
		open: async (dataDir) => ({ dataDir, s3Url: await startBucket(join(dataDir, 's3')) })
	}
];

test.for(places)('$name takes a file over and gives it back, whole or a part', async ({ open }) => {
	const folder = await temporaryFolder();
	const files = await openFiles(await open(folder));
	const path = join(folder, 'incoming');
	await writeFile(path, 'The quick brown fox');

	await files.moveIn(path, 'recordings/ab/1');
	await expect(stat(path)).rejects.toThrow('ENOENT');
	expect(await files.has('recordings/ab/1')).toBe(true);
	expect(await text(await files.read('recordings/ab/1'))).toBe('The quick brown fox');
	expect(await text(await files.read('recordings/ab/1', { start: 4, end: 8 }))).toBe('quick');
	expect(await files.locally('recordings/ab/1', (local) => readFile(local, 'utf8'))).toBe(
		'The quick brown fox'
	);

	await writeFile(path, 'Another fox');
	await files.moveIn(path, 'recordings/ab/1');
	expect(await text(await files.read('recordings/ab/1'))).toBe('Another fox');

	await files.remove('recordings/ab/1');
	await files.remove('recordings/ab/1');
	expect(await files.has('recordings/ab/1')).toBe(false);
	await expect(files.read('recordings/ab/1')).rejects.toThrow();
});

test('a file is removed with what a process that was killed while it copied left of it', async () => {
	const dataDir = await temporaryFolder();
	const files = await openFiles({ dataDir, s3Url: undefined });
	const path = join(dataDir, 'incoming');
	await writeFile(path, 'a call');
	await files.moveIn(path, 'recordings/1');
	await writeFile(join(dataDir, 'files/recordings/1.part'), 'a c');
	await files.remove('recordings/1');
	expect(await readdir(join(dataDir, 'files/recordings'))).toEqual([]);
});
