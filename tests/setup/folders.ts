import { chmod, mkdtemp, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** Memory makes a database for a test in 30 ms, a busy disk in 500. */
export async function fastFolder() {
	const memory = await statfs('/dev/shm').catch(() => undefined);
	const roomy = memory && memory.bavail * memory.bsize > 2 * 1024 ** 3;
	return roomy ? '/dev/shm' : tmpdir();
}

/** An empty folder that everyone can enter and that is removed after the test. */
export async function temporaryFolder() {
	const folder = await mkdtemp(join(await fastFolder(), 'plumbline-folder-'));
	onTestFinished(() => rm(folder, { recursive: true }));
	await chmod(folder, 0o755);
	return folder;
}
