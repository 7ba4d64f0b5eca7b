import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readShared, sharedFiles } from '../../../../../tests/shared-data.ts';
import { readAll } from '../../../../../tests/read-format.ts';
import { detectFormat, formats, readOptionsSchema, type FormatName } from './formats.ts';

const fixtures = join(import.meta.dirname, '../../../../../tests/fixtures/conversations');
const folders = ['json', 'csv', 'encodings', 'vcon', 'chat', 'strings'];
const broken = folders.flatMap((folder) => sharedFiles(`malformed/${folder}`));

test.each(sharedFiles('export-formats/vcon').filter((path) => path.endsWith('.vcon')))(
	'%s is seen to be a vCon',
	(path) => {
		expect(detectFormat(path, readShared(path))).toBe('vcon');
		if (!path.includes('simple')) expect(detectFormat('unnamed', readShared(path))).toBe('vcon');
	}
);

test.each(sharedFiles('export-formats/whatsapp').filter((path) => path.endsWith('.txt')))(
	'%s is seen to be a WhatsApp chat',
	(path) => {
		expect(detectFormat('unnamed', readShared(path))).toBe('whatsapp');
	}
);

test.each(sharedFiles('export-formats/zendesk').filter((path) => path.endsWith('.csv')))(
	'%s is seen to be CSV',
	(path) => {
		expect(detectFormat('unnamed', readShared(path))).toBe('csv');
	}
);

test('JSON Lines, other text and archives', () => {
	const line = Buffer.from('{"source":"shop","id":"1","channel":"chat","segments":[]}');
	expect(detectFormat('x.json', line)).toBe('jsonl');
	expect(detectFormat('x.jsonl', Buffer.from('garbage'))).toBe('jsonl');
	expect(detectFormat('x.csv', Buffer.of(0xcf, 0xf0))).toBe('csv');
	expect(detectFormat('x.txt', Buffer.from('Dear Sir'))).toBeNull();
	expect(detectFormat('x.txt', Buffer.alloc(0))).toBeNull();
	expect(
		detectFormat('x.zip', readShared('export-formats/whatsapp/data-donation/whatsapp_chat.zip'))
	).toBeNull();
});

test.each(Object.keys(formats) as FormatName[])(
	'no broken file of the house crashes or is half read as %s',
	async (name) => {
		expect(broken.length).toBeGreaterThan(250);
		for (const path of broken)
			for (const encoding of [undefined, 'windows-1251'] as const) {
				const parsed = await readAll(formats[name], readShared(path), {
					encoding,
					fileName: path,
					employees: ['x']
				});
				const records = parsed.filter((one) => 'record' in one);
				expect(records, path).toEqual([]);
			}
	}
);

test('options are checked before a file is opened', () => {
	expect(readOptionsSchema.parse({ fileName: 'x' })).toEqual({ fileName: 'x', timeZone: 'UTC' });
	for (const bad of [
		{ timeZone: 'Mars/Phobos' },
		{ encoding: 'utf-7' },
		{ dateOrder: 'ymd' },
		{ columns: { txt: 'a' } }
	])
		expect(readOptionsSchema.safeParse({ fileName: 'x', ...bad }).success).toBe(false);
});

test.each([
	['chats.jsonl', 'jsonl', 32],
	['messages.csv', 'csv', 3],
	['email.vcon', 'vcon', 1],
	['whatsapp.txt', 'whatsapp', 1]
] as const)('%s of the fixtures is read as %s', async (name, format, count) => {
	const file = readFileSync(join(fixtures, name));
	expect(detectFormat(name, file.subarray(0, 65_536))).toBe(format);
	const parsed = await readAll(formats[format], file, { fileName: name, employees: ['Bob'] });
	expect(parsed.filter((one) => 'record' in one)).toHaveLength(count);
	expect(parsed).toHaveLength(count);
});
