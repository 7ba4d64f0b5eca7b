import { request, type ClientRequest } from 'node:http';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';

const uploads = '/conversations/recordings/uploads';
const pieceSize = 1_000_000;

export type Sender = { origin: string; headers: Record<string, string> };

/** Bytes that need not be in memory. */
export type Source = { length: number; from(offset: number): Iterable<Buffer> };

export const bufferSource = (file: Buffer): Source => ({
	length: file.length,
	*from(offset) {
		for (let at = offset; at < file.length; at += pieceSize)
			yield file.subarray(at, at + pieceSize);
	}
});

/** A header and then the same piece again and again. */
export const endlessSource = (head: Buffer, piece: Buffer, length: number): Source => ({
	length,
	*from(offset) {
		if (offset < head.length) yield head.subarray(offset);
		for (let at = Math.max(offset, head.length); at < length;) {
			const start = (at - head.length) % piece.length;
			const end = Math.min(start + pieceSize, piece.length, start + length - at);
			yield piece.subarray(start, end);
			at += end - start;
		}
	}
});

/** Announces an upload; its address. */
export async function begin({ origin, headers }: Sender, length: number, name: string) {
	const answer = await fetch(origin + uploads, {
		method: 'POST',
		headers: {
			...headers,
			'upload-length': String(length),
			'upload-metadata': `filename ${Buffer.from(name).toString('base64')}`
		}
	});
	if (answer.status !== 201) throw new Error(`no upload: ${answer.status} ${await answer.text()}`);
	return origin + answer.headers.get('location')!;
}

/** Sends the rest in one request; `done` and `cut` tell how many bytes were written to the line. */
export function send({ headers }: Sender, url: string, source: Source, offset = 0) {
	const sent: ClientRequest = request(url, {
		method: 'PATCH',
		agent: false,
		headers: {
			...headers,
			'upload-offset': String(offset),
			'content-type': 'application/offset+octet-stream',
			'content-length': String(source.length - offset)
		}
	});
	const bytes = () => sent.socket?.bytesWritten ?? 0;
	const ended = Promise.withResolvers<number>();
	sent.on('response', (answer) => {
		answer.resume();
		if (answer.statusCode === 204) answer.once('end', () => ended.resolve(bytes()));
		else ended.reject(new Error(`the upload was answered with ${answer.statusCode}`));
	});
	let isCut = false;
	sent.on('error', (error) => isCut || ended.reject(error));
	const stream = Readable.from(source.from(offset));
	stream.pipe(sent);
	const cut = async () => {
		isCut = true;
		const written = bytes();
		stream.destroy();
		sent.destroy();
		await sleep(500);
		return written;
	};
	return { bytes, cut, done: ended.promise };
}

/** How far an upload has come. */
export async function offsetOf({ headers }: Sender, url: string) {
	const answer = await fetch(url, { method: 'HEAD', headers });
	if (!answer.ok) throw new Error(`no offset: ${answer.status}`);
	return Number(answer.headers.get('upload-offset'));
}
