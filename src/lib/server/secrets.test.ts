import { mkdtemp, readFile, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { seal, unseal } from './secrets.ts';

const place = async () => ({ dataDir: await mkdtemp(join(tmpdir(), 'plumbline-secret-')) });

test('a sealed key is read by the house that sealed it and by no other', async () => {
	const [house, other] = [await place(), await place()];
	const sealed = await seal(house, 'sk-geheim-ключ');
	expect(sealed.includes('sk-geheim')).toBe(false);
	expect(await unseal(house, sealed)).toBe('sk-geheim-ключ');
	expect(await unseal(other, sealed)).toBeNull();
	sealed[sealed.length - 1] ^= 1;
	expect(await unseal(house, sealed)).toBeNull();
	expect(await unseal(house, Buffer.alloc(3))).toBeNull();
});

test('the same text is never sealed the same way twice', async () => {
	const house = { ...(await place()), secretKey: 'x'.repeat(32) };
	expect((await seal(house, 'a')).equals(await seal(house, 'a'))).toBe(false);
	expect(
		await unseal({ ...(await place()), secretKey: 'x'.repeat(32) }, await seal(house, 'a'))
	).toBe('a');
});

test('processes that begin at once make one key, which only its owner reads', async () => {
	const house = await place();
	const all = await Promise.all(Array.from({ length: 8 }, () => seal(house, 'a')));
	for (const sealed of all) expect(await unseal(house, sealed)).toBe('a');
	const file = join(house.dataDir, 'secret.key');
	expect((await stat(file)).mode & 0o777).toBe(0o600);
	expect((await readFile(file, 'utf8')).length).toBeGreaterThanOrEqual(43);
});
