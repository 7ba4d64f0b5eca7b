import { isAscii, isUtf8 } from 'node:buffer';
import type { Problem } from '#lib/import-problem.ts';

/** What a user may choose; all are ASCII-compatible, so a line ends at the byte 0x0A, except UTF-16. */
export const encodings = [
	'utf-8',
	'utf-16le',
	'utf-16be',
	'windows-1250',
	'windows-1251',
	'windows-1252',
	'windows-1253',
	'windows-1254',
	'windows-1255',
	'windows-1256',
	'windows-1257',
	'windows-874',
	'iso-8859-2',
	'iso-8859-4',
	'iso-8859-5',
	'iso-8859-6',
	'iso-8859-7',
	'iso-8859-8',
	'iso-8859-13',
	'iso-8859-15',
	'iso-8859-16',
	'koi8-r',
	'koi8-u',
	'ibm866',
	'gb18030',
	'big5',
	'shift_jis',
	'euc-jp',
	'euc-kr'
] as const;
export type Encoding = (typeof encodings)[number];

/** A line without its end. With a problem, `text` is the beginning of it, as far as it can be read. */
export type Line = { number: number; text: string; problem?: Problem };

const lineLimit = 16 * 1024 * 1024;
const peekLength = 64 * 1024;
const newline = 0x0a;
/** ISO 2022 hides Japanese and Korean in plain ASCII bytes. */
const escapes = ['\x1b$', '\x1b('];

/** The encoding as far as the beginning of a file tells; null where a person must choose. */
export function detectEncoding(start: Buffer): Encoding | null {
	const utf16 = utf16Order(start);
	if (start[0] === 0xff && start[1] === 0xfe) return utf16 === 'utf-16be' ? null : 'utf-16le';
	if (start[0] === 0xfe && start[1] === 0xff) return utf16 === 'utf-16le' ? null : 'utf-16be';
	if (utf16) return utf16;
	if (isZip(start) || escapes.some((escape) => start.indexOf(escape) >= 0)) return null;
	if (start.filter((byte) => byte === 0).length > start.length / 10) return null;
	return isUtf8(withoutCutCharacter(start)) ? 'utf-8' : null;
}

/** The lines of a file, in batches, with memory for one chunk and one line. */
export async function* readLines(
	input: AsyncIterable<Uint8Array>,
	chosen?: Encoding
): AsyncGenerator<Line[]> {
	const { start, whole } = await peek(input);
	const encoding = isZip(start) ? null : (chosen ?? detectEncoding(start));
	if (!encoding) {
		yield [{ number: 1, ...refused(isZip(start) ? 'zipped' : 'encoding_unknown', start) }];
	} else if (encoding.startsWith('utf-16'))
		yield* splitLines(toUtf8(whole, encoding), 'utf-8', encoding);
	else yield* splitLines(whole, encoding);
}

/** A file as one text; for formats that cannot be read by lines. */
export async function readWhole(
	input: AsyncIterable<Uint8Array>,
	most: number,
	chosen?: Encoding
): Promise<{ text: string; problem?: Problem }> {
	const chunks: Uint8Array[] = [];
	let size = 0;
	for await (const chunk of input) {
		chunks.push(chunk);
		size += chunk.length;
		if (size > most) return refused('file_too_big', chunks[0], { megabytes: most >> 20 });
	}
	const bytes = Buffer.concat(chunks);
	if (isZip(bytes)) return refused('zipped', bytes);
	const encoding = chosen ?? detectEncoding(bytes.subarray(0, peekLength));
	if (!encoding) return refused('encoding_unknown', bytes);
	try {
		return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes) };
	} catch {
		return refused('undecodable', bytes, { encoding });
	}
}

function refused(code: Problem['code'], bytes: Uint8Array, params: Problem['params'] = {}) {
	const text = Buffer.from(bytes.subarray(0, 400)).toString('latin1');
	return { text, problem: { code, params } };
}

async function* splitLines(
	input: AsyncIterable<Uint8Array>,
	encoding: Encoding,
	written: Encoding = encoding
): AsyncGenerator<Line[]> {
	const decode = lineDecoder(encoding, written);
	let number = 1;
	let rest: Uint8Array[] = [];
	let length = 0;
	const take = (): Line => {
		const bytes = rest.length === 1 ? rest[0] : Buffer.concat(rest);
		const line =
			length > lineLimit
				? { number, ...refused('line_too_long', bytes, { megabytes: lineLimit >> 20 }) }
				: { number, ...decode(bytes, number) };
		number++;
		rest = [];
		length = 0;
		return line;
	};
	for await (const chunk of input) {
		const lines: Line[] = [];
		let from = 0;
		for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, from)) {
			if (length <= lineLimit) rest.push(chunk.subarray(from, end));
			length += end - from;
			lines.push(take());
			from = end + 1;
		}
		if (from < chunk.length) {
			if (length <= lineLimit) rest.push(chunk.subarray(from));
			length += chunk.length - from;
		}
		if (length > lineLimit && rest.length > 1) rest = [rest[0]];
		yield lines;
	}
	if (length > 0) yield [take()];
}

function lineDecoder(encoding: Encoding, written: Encoding) {
	const decoder = new TextDecoder(encoding, { fatal: true });
	const problem: Problem = { code: 'undecodable', params: { encoding: written } };
	return (bytes: Uint8Array, number: number): { text: string; problem?: Problem } => {
		const line = trimEnds(bytes, number);
		if (isAscii(line)) return { text: line.toString('latin1') };
		if (encoding === 'utf-8')
			return isUtf8(line) ? { text: line.toString() } : { text: line.toString(), problem };
		try {
			const text = decoder.decode(line);
			// Bytes that a single-byte table does not know come out as C1 controls
			return /[\u0080-\u009f]/.test(text) ? { text, problem } : { text };
		} catch {
			return { text: line.toString('latin1'), problem };
		}
	};
}

/** Without a byte order mark before and a carriage return after. */
function trimEnds(bytes: Uint8Array, number: number): Buffer {
	const hasMark = number === 1 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
	const end = bytes.at(-1) === 0x0d ? bytes.length - 1 : bytes.length;
	const start = hasMark ? 3 : 0;
	return Buffer.from(bytes.buffer, bytes.byteOffset + start, Math.max(0, end - start));
}

/** What cannot be decoded becomes a byte that UTF-8 refuses, so that its line is named. */
async function* toUtf8(input: AsyncIterable<Uint8Array>, encoding: Encoding) {
	const decoder = new TextDecoder(encoding);
	for await (const chunk of input) yield encode(decoder.decode(chunk, { stream: true }));
	yield encode(decoder.decode());
}

function encode(text: string) {
	const parts = text.split('\ufffd').map((part) => Buffer.from(part));
	return Buffer.concat(parts.flatMap((part, i) => (i === 0 ? part : [Buffer.of(0xff), part])));
}

async function peek(input: AsyncIterable<Uint8Array>) {
	const chunks: Uint8Array[] = [];
	const iterator = input[Symbol.asyncIterator]();
	let length = 0;
	while (length < peekLength) {
		const { done, value } = await iterator.next();
		if (done) break;
		chunks.push(value);
		length += value.length;
	}
	async function* whole() {
		try {
			yield* chunks.splice(0);
			for (let next = await iterator.next(); !next.done; next = await iterator.next())
				yield next.value;
		} finally {
			await iterator.return?.();
		}
	}
	return { start: Buffer.concat(chunks).subarray(0, peekLength), whole: whole() };
}

/** ZIP archives, and with them Office files. */
export function isZip(start: Uint8Array): boolean {
	return start[0] === 0x50 && start[1] === 0x4b && start[2] === 3 && start[3] === 4;
}

/** Text in Latin or Cyrillic has a zero or a small high byte in every UTF-16 unit. */
function utf16Order(start: Uint8Array): 'utf-16le' | 'utf-16be' | null {
	const zeros = [0, 0];
	start.forEach((byte, i) => byte === 0 && zeros[i % 2]++);
	const half = start.length / 2;
	if (zeros[1] > half * 0.2 && zeros[0] < half * 0.02) return 'utf-16le';
	if (zeros[0] > half * 0.2 && zeros[1] < half * 0.02) return 'utf-16be';
	return null;
}

function withoutCutCharacter(start: Uint8Array) {
	if (start.length < peekLength) return start;
	let end = start.length;
	while (end > start.length - 4 && (start[end - 1] & 0xc0) === 0x80) end--;
	return start.subarray(0, end - 1);
}
