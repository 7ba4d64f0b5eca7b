import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../../tests/setup/folders.ts';
import { removeLeftovers } from './leftovers.ts';

test('what a killed process left of a recording or photo goes after a day; what is in use and what is not ours stays', async () => {
	const folder = await temporaryFolder();
	const yesterday = new Date(Date.now() - 25 * 3600 * 1000);
	for (const name of [
		'plumbline-sound-1',
		'plumbline-pcm-2',
		'plumbline-file-3',
		'plumbline-photo-5',
		'plumbline-briefing-6',
		'plumbline-import-7',
		'other-4'
	]) {
		await mkdir(join(folder, name));
		await writeFile(join(folder, name, 'copy'), 'sound');
		if (name !== 'plumbline-file-3') await utimes(join(folder, name), yesterday, yesterday);
	}
	expect(await removeLeftovers(folder)).toBe(5);
	expect((await readdir(folder)).sort()).toEqual(['other-4', 'plumbline-file-3']);
});
