import { readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ours = /^plumbline-(?:sound|pcm|file|photo|briefing|import)-/;
/** Longer than any of them is in use, in ms. */
const longest = 24 * 3600 * 1000;

/** Removes what killed processes left of recordings and photos among the temporary files; how many. */
export async function removeLeftovers(folder = tmpdir()): Promise<number> {
	const names = (await readdir(folder)).filter((name) => ours.test(name));
	let count = 0;
	for (const path of names.map((name) => join(folder, name))) {
		const found = await stat(path).catch(() => null);
		if (!found || Date.now() - found.mtimeMs < longest) continue;
		await rm(path, { recursive: true, force: true });
		count++;
	}
	return count;
}
