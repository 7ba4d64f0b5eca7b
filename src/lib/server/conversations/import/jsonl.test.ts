import { describe, expect, test } from 'vitest';
import { readShared, sharedFiles } from '../../../../../tests/shared-data.ts';
import { formats } from './formats.ts';
import { pieces, readAll } from '../../../../../tests/read-format.ts';

const record = {
	source: 'shop',
	id: 'C-1',
	channel: 'chat',
	segments: [{ speaker: 'customer', text: 'Здравствуйте!' }]
};
const line = (changes: object = {}) => JSON.stringify({ ...record, ...changes });
const read = (content: string | Uint8Array) => readAll(formats.jsonl, content);
const problemOf = async (content: string | Uint8Array) => {
	const [parsed, ...more] = await read(content);
	expect(more).toEqual([]);
	if (!('problem' in parsed)) throw new Error('a record came out');
	return parsed.problem;
};

test('good lines go in and bad ones are named by line', async () => {
	const parsed = await read(`${line()}\n{"id":\n\n${line({ id: 'C-2' })}`);
	expect(parsed).toMatchObject([
		{ line: 1, record: { id: 'C-1', segments: [{ kind: 'message', text: 'Здравствуйте!' }] } },
		{ line: 2, problem: { code: 'not_json' }, excerpt: '{"id":' },
		{ line: 4, record: { id: 'C-2' } }
	]);
});

test('a byte order mark, Windows line ends, blank lines and a missing last line end change nothing', async () => {
	const expected = await read(`${line()}\n${line({ id: '2' })}\n`);
	const windows = await read(`\ufeff${line()}\r\n${line({ id: '2' })}`);
	expect(windows).toEqual(expected);
	expect(await read('\ufeff\r\n \n\n')).toEqual([]);
	expect(await read('')).toEqual([]);
});

test.each(['utf16le', 'utf-16be'])('a file in %s with its mark is read', async (encoding) => {
	const bytes = Buffer.from(`\ufeff${line()}\n${line({ id: 'C-2' })}`, 'utf16le');
	const parsed = await read(encoding === 'utf16le' ? bytes : bytes.swap16());
	expect(parsed).toMatchObject([{ record: { id: 'C-1' } }, { record: { id: 'C-2' } }]);
});

test('bytes that are not UTF-8 spoil only their own line', async () => {
	const bad = Buffer.concat([Buffer.from(line().slice(0, 30)), Buffer.of(0xff), Buffer.from('\n')]);
	const parsed = await read(
		Buffer.concat([Buffer.from(`${line()}\n`.repeat(2000)), bad, Buffer.from(line())])
	);
	expect(parsed).toHaveLength(2002);
	expect(parsed[2000]).toMatchObject({ line: 2001, problem: { code: 'undecodable' } });
	expect(parsed[2001]).toMatchObject({ line: 2002, record: { id: 'C-1' } });
});

test('a file in an unknown encoding asks for it, and is read when it is named', async () => {
	const bytes = Buffer.from(line({ segments: [{ speaker: 'customer', text: '*' }] }));
	bytes[bytes.indexOf('*')] = 0xcf;
	expect(await problemOf(bytes)).toEqual({ code: 'encoding_unknown', params: {} });
	const [parsed] = await readAll(formats.jsonl, bytes, { encoding: 'windows-1251' });
	expect(parsed).toMatchObject({ record: { segments: [{ text: 'П' }] } });
});

test('NUL and half surrogates in a text become visible, in the identity they are refused', async () => {
	const [parsed] = await read(
		line({ segments: [{ speaker: 'customer', text: 'a*b?c' }] })
			.replace('*', '\\u0000')
			.replace('?', '\\ud83d')
	);
	expect(parsed).toMatchObject({ record: { segments: [{ text: 'a␀b\ufffdc' }] } });
	expect(await problemOf(line({ id: 'a\0b' }))).toMatchObject({
		code: 'unstorable_text',
		params: { field: 'id' }
	});
	expect(await problemOf(line({ employee: '\ud83d' }))).toMatchObject({ code: 'unstorable_text' });
});

describe('a field that stands twice', () => {
	test('is refused, wherever it stands', async () => {
		expect(await problemOf(line().replace('{', '{"id":"x",'))).toEqual({
			code: 'duplicate_field',
			params: { field: 'id' }
		});
		expect(await problemOf(line().replace('"text"', '"te\\u0078t" : "lost","text"'))).toMatchObject(
			{
				params: { field: 'text' }
			}
		);
	});

	test('is not imagined in a text that quotes JSON', async () => {
		const text = '{"id": 1, "id" : 2} \\" : \\';
		const [parsed] = await read(line({ segments: [{ speaker: 'customer', text }] }));
		expect(parsed).toMatchObject({ record: { segments: [{ text }] } });
	});
});

test('brackets 100,000 deep, huge numbers and other objects are refused without harm', async () => {
	expect(await problemOf('['.repeat(100_000))).toMatchObject({ code: 'not_json' });
	expect(await problemOf('['.repeat(100_000) + ']'.repeat(100_000))).toMatchObject({
		code: 'not_record'
	});
	const deep = line().replace('}]', `,"startMs":${'['.repeat(100_000)}${']'.repeat(100_000)}}]`);
	expect(await problemOf(deep)).toMatchObject({ code: 'not_number' });
	for (const number of ['1e400', '9'.repeat(400), '-1', '1.5', '"1"'])
		expect(await problemOf(line().replace('}]', `,"startMs":${number}}]`))).toMatchObject({
			params: { field: 'segments[0].startMs' }
		});
});

test('a line over 16 MB is refused, the next one is read, and neither is held in memory', async () => {
	async function* huge() {
		const piece = Buffer.alloc(1024 * 1024, 'x');
		yield Buffer.from(`${line()}\n"`);
		for (let i = 0; i < 200; i++) yield piece;
		yield Buffer.from(`"\n${line({ id: 'C-2' })}`);
	}
	const before = process.memoryUsage().arrayBuffers;
	const parsed = [];
	let most = 0;
	for await (const one of formats.jsonl.read(huge(), { fileName: 'huge.jsonl', timeZone: 'UTC' })) {
		parsed.push(one);
		most = Math.max(most, process.memoryUsage().arrayBuffers - before);
	}
	expect(parsed).toMatchObject([
		{ record: { id: 'C-1' } },
		{ line: 2, problem: { code: 'line_too_long', params: { megabytes: 16 } } },
		{ line: 3, record: { id: 'C-2' } }
	]);
	expect(most).toBeLessThan(64 * 1024 * 1024);
});

test('an excerpt of a refused line shows no card number', async () => {
	const [parsed] = await read(line({ oops: '4111 1111 1111 1111' }));
	expect(JSON.stringify(parsed)).not.toContain('4111 1111');
	expect(parsed).toMatchObject({ problem: { code: 'unknown_field', params: { field: 'oops' } } });
});

test('a reader that stops early closes the file', async () => {
	let closed = false;
	async function* file() {
		try {
			for (;;) yield Buffer.from(`${line()}\n`);
		} finally {
			closed = true;
		}
	}
	for await (const parsed of formats.jsonl.read(file(), { fileName: 'x', timeZone: 'UTC' })) {
		expect(parsed).toHaveProperty('record');
		break;
	}
	expect(closed).toBe(true);
});

test.each(sharedFiles('malformed/json'))(
	'%s is refused with a reason, never half read',
	async (path) => {
		const parsed = await read(readShared(path));
		expect(parsed.filter((one) => 'record' in one)).toEqual([]);
		const isOneLine = !readShared(path).toString('latin1').trim().includes('\n');
		const name = path.split('/').at(-1)!;
		const codes = parsed.map((one) => ('problem' in one ? one.problem.code : ''));
		if (name.startsWith('y_') && isOneLine) expect(codes).not.toContain('not_json');
		if (name.startsWith('n_') && isOneLine && readShared(path).toString().trim().length > 0)
			expect(['not_json', 'undecodable', 'encoding_unknown']).toContain(codes[0]);
	}
);

test('naughty strings as messages, names and meta come through letter for letter', async () => {
	const strings: string[] = JSON.parse(readShared('malformed/strings/blns.json').toString());
	const texts = strings.filter((text) => text !== '');
	const file = texts.map((text, i) =>
		JSON.stringify({
			...record,
			id: `${i}`,
			segments: [{ speaker: 'customer', name: text.slice(0, 500), text }],
			meta: { text }
		})
	);
	const parsed = await read(file.join('\n'));
	const visible = texts.map((text) => text.toWellFormed());
	expect(parsed.map((one) => ('record' in one ? one.record.segments[0].text : one))).toEqual(
		visible
	);
	expect(parsed.map((one) => ('record' in one ? one.record.meta!.text : one))).toEqual(visible);
	expect(texts.length).toBeGreaterThan(500);
});

test('pieces of any size give the same records', async () => {
	const content = `${line()}\r\n${line({ id: 'ā€🙂' })}\n`;
	const whole = await read(content);
	for (const size of [1, 2, 3, 64, 10_000])
		expect(
			await Array.fromAsync(
				formats.jsonl.read(pieces(content, size), { fileName: 'x', timeZone: 'UTC' })
			)
		).toEqual(whole);
});
