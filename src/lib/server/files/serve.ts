import { Readable } from 'node:stream';
import type { Files, Range } from './files.ts';

type Served = { key: string; bytes: number; mediaType: string };

/** A file as a player asks for it: whole, or one range of bytes (RFC 9110, 14). */
export async function serveFile(
	files: Files,
	request: Request,
	{ key, bytes, mediaType }: Served
): Promise<Response> {
	const headers = new Headers({
		'accept-ranges': 'bytes',
		'content-type': mediaType,
		'content-disposition': 'inline; filename="recording"',
		'cross-origin-resource-policy': 'same-origin'
	});
	const range = readRange(request.headers.get('range'), bytes);
	if (range === 'unsatisfiable') {
		headers.set('content-range', `bytes */${bytes}`);
		headers.delete('content-type');
		return new Response(null, { status: 416, headers });
	}
	const { start, end } = range ?? { start: 0, end: bytes - 1 };
	headers.set('content-length', String(end - start + 1));
	if (range) headers.set('content-range', `bytes ${start}-${end}/${bytes}`);
	const status = range ? 206 : 200;
	if (request.method === 'HEAD') return new Response(null, { status, headers });
	const stream = await files.read(key, range ?? undefined);
	// A player that has heard enough hangs up
	stream.on('error', () => stream.destroy());
	return new Response(Readable.toWeb(stream) as ReadableStream, { status, headers });
}

/** null: the whole file, also where several ranges or something else is asked for. */
export function readRange(header: string | null, size: number): Range | 'unsatisfiable' | null {
	const match = header?.match(/^bytes=(\d*)-(\d*)$/);
	if (!match || (match[1] === '' && match[2] === '')) return null;
	const [, first, last] = match;
	if (first === '') {
		const length = Math.min(Number(last), size);
		return length === 0 ? 'unsatisfiable' : { start: size - length, end: size - 1 };
	}
	const start = Number(first);
	const end = last === '' ? size - 1 : Math.min(Number(last), size - 1);
	if (last !== '' && Number(last) < start) return null;
	return start >= size ? 'unsatisfiable' : { start, end };
}
