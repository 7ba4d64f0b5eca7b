import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { Viewer } from '../../src/lib/permissions.ts';
import type { Db } from '../../src/lib/server/db/database.ts';
import {
	editTranscriptionSettings,
	type TranscriptionSettingsInput
} from '../../src/lib/server/recordings/transcription/settings.ts';
import { sendJson } from './ai-service.ts';
import { addUser } from './factories.ts';
import { temporaryFolder } from './folders.ts';

type Asked = {
	path: string;
	authorization: string | undefined;
	/** Of the form, without the file. */
	fields: Record<string, string[]>;
	wav: Buffer;
	seconds: number;
};
export type Transcribes = (asked: Asked, response: ServerResponse, call: number) => unknown;

/** A real server on loopback that speaks `/v1/audio/transcriptions`, or fails to as it is told. */
export async function startTranscriber(behave: Transcribes) {
	const requests: Asked[] = [];
	const server = createServer((request, response) => {
		void read(request).then((asked) => {
			requests.push(asked);
			return behave(asked, response, requests.length);
		});
	});
	server.listen(0, '127.0.0.1');
	await new Promise((resolve) => server.once('listening', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		baseUrl: `http://127.0.0.1:${port}/v1`,
		requests,
		behave: (next: Transcribes) => void (behave = next),
		async [Symbol.asyncDispose]() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		}
	};
}

async function read(request: IncomingMessage): Promise<Asked> {
	const body = await buffer(request);
	const headers = { 'content-type': request.headers['content-type'] ?? '' };
	const form = await new Response(new Uint8Array(body), { headers }).formData();
	const fields: Record<string, string[]> = {};
	for (const [name, value] of form)
		if (typeof value === 'string') (fields[name] ??= []).push(value);
	const wav = Buffer.from(await (form.get('file') as File).arrayBuffer());
	const seconds = (wav.length - 44) / wav.readUInt32LE(28);
	const { url, headers: given } = request;
	return { path: url!, authorization: given.authorization, fields, wav, seconds };
}

/** An answer with times: the words one after the other, each of this many seconds, from the beginning on. */
export function verbose(text: string, { each = 0.5, language = 'english', from = 0 } = {}) {
	const words = text.split(' ').map((word, i) => {
		return { word, start: from + i * each, end: from + (i + 1) * each };
	});
	const segment = { id: 0, start: from, end: words.at(-1)!.end, text: ` ${text}` };
	return { task: 'transcribe', language, duration: segment.end, text, segments: [segment], words };
}

export const says =
	(text: string, options?: Parameters<typeof verbose>[1]): Transcribes =>
	(_, response) =>
		sendJson(response, verbose(text, options));

/** Switches transcription on; returns the place of the key. */
export async function turnTranscriptionOn(
	db: Db,
	input: Partial<TranscriptionSettingsInput>,
	{ admin, dataDir }: { admin?: Viewer; dataDir?: string } = {}
) {
	const place = { dataDir: dataDir ?? (await temporaryFolder()) };
	const viewer = admin ?? (await addUser(db, { role: 'admin' }));
	await editTranscriptionSettings(db, viewer, place, {
		isOn: true,
		baseUrl: 'https://speech.example.com/v1',
		model: 'whisper-1',
		apiKey: 'sk-very-secret',
		dropsKey: false,
		allowsPrivate: true,
		language: '',
		isAutomatic: false,
		currency: 'EUR',
		pricePerMinute: 0,
		monthlyCeiling: null,
		...input
	});
	return place;
}
