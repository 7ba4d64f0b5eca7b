import { expect, test } from 'vitest';
import { readShared, sharedFiles } from '../../../../../tests/shared-data.ts';
import { pieces } from '../../../../../tests/read-format.ts';
import { detectEncoding, encodings, readLines, type Encoding } from './decode.ts';

const file = (name: string) => readShared(`malformed/encodings/${name}`);

async function lines(bytes: Uint8Array, encoding?: Encoding) {
	return (await Array.fromAsync(readLines(pieces(bytes, 100), encoding))).flat();
}

async function textOf(bytes: Uint8Array, encoding?: Encoding) {
	const all = await lines(bytes, encoding);
	expect(all.filter((line) => line.problem)).toEqual([]);
	return all.map((line) => line.text).join('\n');
}

const utf8 = ['ascii', 'utf8', 'iso88591_en'];
const names = sharedFiles('malformed/encodings').map((path) => path.split('/').at(-1)!);

test.each(names.filter((name) => utf8.includes(name) || name.startsWith('lang_')))(
	'%s is seen to be UTF-8',
	async (name) => {
		expect(detectEncoding(file(name))).toBe('utf-8');
		expect((await textOf(file(name))).trimEnd()).toBe(
			file(name).toString().replaceAll('\r', '').trimEnd()
		);
	}
);

test('UTF-16 is seen by its mark, and a mark that lies is not believed', async () => {
	expect(await textOf(file('utf16le'))).toContain('Euro Symbol: €.');
	expect(detectEncoding(file('utf16be'))).toBeNull();
	expect(await textOf(Buffer.from('āž'.repeat(40) + '\n'.repeat(40), 'utf16le'))).toContain('āž');
});

test.each(
	names.filter((name) => !utf8.includes(name) && !name.startsWith('lang_') && name !== 'utf16le')
)('%s is never taken for something else: the encoding is asked for', async (name) => {
	expect(await lines(file(name))).toMatchObject([
		{ number: 1, problem: { code: 'encoding_unknown' } }
	]);
});

test.each([
	['koi8r', 'koi8-r', 'Первомай в современном виде'],
	['windows_1251', 'windows-1251', 'Первомай в современном виде'],
	['windows_1250', 'windows-1250', 'Velký a Malý Tisý'],
	['windows_1252', 'windows-1252', 'What is Unicode?'],
	['windows_1254', 'windows-1254', 'Leylek (Ciconia ciconia)'],
	['iso88599_tr', 'windows-1254', 'Leylek (Ciconia ciconia)'],
	['windows_1256', 'windows-1256', 'قبل حرب 1948'],
	['iso88596_ar', 'iso-8859-6', 'قبل حرب 1948'],
	['iso88597_el', 'iso-8859-7', 'Η Λαϊκή ή Δημώδης Λατινική'],
	['iso88598', 'iso-8859-8', 'מה זה יוניקוד'],
	['windows_1257_lv', 'windows-1257', 'Rīga atrodas pie Daugavas'],
	['windows_874', 'windows-874', 'ประเทศไทย'],
	['gb18030', 'gb18030', '基本上，计算机只是处理数字'],
	['euc_jp', 'euc-jp', '英語は他の多くのヨーロッパ言語']
] as const)('%s is read as %s', async (name, encoding, beginning) => {
	expect((await textOf(file(name), encoding)).slice(0, beginning.length)).toBe(beginning);
});

test('Russian is the same text in every encoding', async () => {
	const [first] = await lines(file('lang_russian'));
	for (const [name, encoding] of [
		['koi8r', 'koi8-r'],
		['windows_1251', 'windows-1251']
	] as const)
		expect(first.text).toContain((await textOf(file(name), encoding)).slice(0, 500));
});

test.each(encodings)('%s can be chosen on this machine', async (encoding) => {
	const text = 'a\nb';
	const bytes = encoding.startsWith('utf-16') ? Buffer.from(text, 'utf16le') : Buffer.from(text);
	if (encoding === 'utf-16be') bytes.swap16();
	expect(await textOf(bytes, encoding)).toBe(text);
});

test('bytes that an encoding does not know are a problem of their line', async () => {
	const bytes = Buffer.concat([Buffer.from('a\n'), Buffer.of(0xa1, 0x0a), Buffer.from('c')]);
	expect(await lines(bytes, 'windows-1257')).toMatchObject([
		{ text: 'a' },
		{ number: 2, problem: { code: 'undecodable', params: { encoding: 'windows-1257' } } },
		{ text: 'c' }
	]);
	expect((await lines(Buffer.of(0x81), 'windows-1252'))[0].problem).toBeDefined();
	const lone = Buffer.concat([
		Buffer.from('a\n', 'utf16le'),
		Buffer.of(0x3d, 0xd8),
		Buffer.from('\nb', 'utf16le')
	]);
	expect((await lines(lone, 'utf-16le')).map((line) => line.problem?.params.encoding)).toEqual([
		undefined,
		'utf-16le',
		undefined
	]);
});
