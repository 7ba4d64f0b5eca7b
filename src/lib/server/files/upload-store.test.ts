import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../../tests/setup/folders.ts';
import { UploadStore } from './upload-store.ts';

const piece = (text: string) => {
	const bytes = Buffer.from(new ArrayBuffer(text.length));
	bytes.write(text);
	return bytes;
};

async function openStore(there: string) {
	const directory = await temporaryFolder();
	await writeFile(join(directory, 'photo'), there);
	const read = () => readFile(join(directory, 'photo'), 'latin1');
	return { store: new UploadStore({ directory }), read };
}

test('an upload goes on where it stopped, and a piece takes no memory once it is written', async () => {
	const { store, read } = await openStore('one ');
	const pieces = [piece('two '), piece('three')];
	expect(await store.write(Readable.from(pieces), 'photo', 4)).toBe(13);
	expect(await read()).toBe('one two three');
	expect(pieces.map(({ buffer }) => buffer.byteLength)).toEqual([0, 0]);
});

test('a piece that shares its memory with others leaves it to them', async () => {
	const { store, read } = await openStore('');
	const whole = piece('one two');
	await store.write(Readable.from([whole.subarray(0, 3)]), 'photo', 0);
	expect(await read()).toBe('one');
	expect(whole.toString()).toBe('one two');
});

test('a line that is cut leaves what came until then', async () => {
	const { store, read } = await openStore('');
	const cut = async function* () {
		yield piece('one');
		throw new Error('cut');
	};
	await expect(store.write(Readable.from(cut()), 'photo', 0)).rejects.toThrow('cut');
	expect(await read()).toBe('one');
});
