import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Viewer } from '../../src/lib/permissions.ts';
import { startSession } from '../../src/lib/server/auth/sessions.ts';
import type { Db } from '../../src/lib/server/db/database.ts';
import { recordings } from '../../src/lib/server/db/schema/index.ts';
import { addUser } from '../setup/factories.ts';
import { expect, startApp, test } from '../setup/e2e.ts';

const path = '/conversations/recordings/uploads';

test(
	'an upload that is cut, and whose server is killed, goes on where it stopped and is one recording',
	{ timeout: 120_000 },
	async ({ db, databaseUrl }) => {
		const viewer = await addUser(db);
		const dataDir = await mkdtemp(join(tmpdir(), 'plumbline-uploads-'));
		const port = 3165;
		let app = await startApp(databaseUrl, { dataDir, port });
		const headers = await headersOf(db, viewer, app.origin);
		const sound = wav(20 * 1024 ** 2);
		const url = await begin(app.origin, headers, sound.length, 'long call.wav');

		let sent = 0;
		for (const [i, size] of [5, 3, 4].entries()) {
			const bytes = sound.subarray(sent, sent + size * 1024 ** 2);
			expect((await patch(app.origin + url, headers, sent, bytes)).status).toBe(204);
			await cutOff(app.origin + url, headers, sound, sent + bytes.length);
			if (i === 1) {
				await app.stop('SIGKILL');
				app = await startApp(databaseUrl, { dataDir, port });
			}
			sent = await offsetOf(app.origin + url, headers);
			expect(sent).toBeGreaterThanOrEqual(size);
		}
		const stranger = await headersOf(db, await addUser(db), app.origin);
		expect((await fetch(app.origin + url, { method: 'HEAD', headers: stranger })).status).toBe(404);
		const foreign = { ...headers, origin: 'https://evil.example' };
		expect((await patch(app.origin + url, foreign, sent, sound.subarray(sent))).status).toBe(403);

		expect((await patch(app.origin + url, headers, sent, sound.subarray(sent))).status).toBe(204);
		const results = [];
		for (let i = 0; i < 2; i++)
			results.push(await (await fetch(app.origin + url, { headers })).json());
		expect(results[0]).toEqual(results[1]);
		expect(await offsetOf(app.origin + url, headers)).toBe(sound.length);
		const rows = await db.select().from(recordings);
		expect(rows).toHaveLength(1);
		expect(rows[0]).toMatchObject({ id: results[0].recordingId, bytes: sound.length });
		await app.stop();
		await rm(dataDir, { recursive: true });
	}
);

test('a file larger than the setting is refused before it is sent', async ({ db, databaseUrl }) => {
	const app = await startApp(databaseUrl, { env: { RECORDING_MAX_BYTES: '1M' } });
	const headers = await headersOf(db, await addUser(db), app.origin);
	const length = String(2 * 1024 ** 2);
	const answer = await fetch(app.origin + path, {
		method: 'POST',
		headers: { ...headers, 'upload-length': length }
	});
	expect(answer.status).toBe(413);
	await app.stop();
});

async function headersOf(db: Db, viewer: Viewer, origin: string) {
	const days = { sessionIdleDays: 1, sessionMaxDays: 1 };
	const token = await startSession(db, days, viewer.id, { address: '', userAgent: '' });
	return { cookie: `session=${token}`, origin, 'tus-resumable': '1.0.0' };
}

async function begin(origin: string, headers: HeadersInit, length: number, name: string) {
	const answer = await fetch(origin + path, {
		method: 'POST',
		headers: {
			...headers,
			'upload-length': String(length),
			'upload-metadata': `filename ${Buffer.from(name).toString('base64')}`
		}
	});
	expect(answer.status).toBe(201);
	return answer.headers.get('location')!;
}

const patch = (url: string, headers: HeadersInit, offset: number, body: Buffer) =>
	fetch(url, {
		method: 'PATCH',
		headers: {
			...headers,
			'upload-offset': String(offset),
			'content-type': 'application/offset+octet-stream'
		},
		body: new Uint8Array(body)
	});

/** Sends a megabyte of a request that promised more, and hangs up. */
async function cutOff(url: string, headers: HeadersInit, sound: Buffer, offset: number) {
	const stop = new AbortController();
	const body = new ReadableStream({
		async pull(controller) {
			controller.enqueue(new Uint8Array(sound.subarray(offset, offset + 1024 ** 2)));
			await new Promise((resolve) => setTimeout(resolve, 300));
			stop.abort();
		}
	});
	const sending = fetch(url, {
		method: 'PATCH',
		headers: {
			...headers,
			'upload-offset': String(offset),
			'content-type': 'application/offset+octet-stream'
		},
		body,
		duplex: 'half',
		signal: stop.signal
	} as RequestInit);
	await expect(sending).rejects.toThrow();
}

async function offsetOf(url: string, headers: HeadersInit) {
	for (let i = 0; i < 50; i++) {
		const answer = await fetch(url, { method: 'HEAD', headers });
		if (answer.ok) return Number(answer.headers.get('upload-offset'));
		await new Promise((resolve) => setTimeout(resolve, 200));
	}
	throw new Error('the upload does not say how far it is');
}

/** Noise as 16-bit PCM with the header of a real file. */
function wav(size: number) {
	const header = readFileSync('tests/fixtures/recordings/pcm-8.wav').subarray(0, 44);
	const bytes = Buffer.concat([header, randomBytes(size)]);
	bytes.writeUInt32LE(16_000, 28);
	bytes.writeUInt16LE(2, 32);
	bytes.writeUInt16LE(16, 34);
	bytes.writeUInt32LE(size, 40);
	return bytes;
}
