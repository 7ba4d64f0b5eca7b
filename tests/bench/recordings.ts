import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { request, type ClientRequest } from 'node:http';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { eq } from 'drizzle-orm';
import { measureCall } from '../../src/lib/call-metrics.ts';
import { connectDatabase, type Db } from '../../src/lib/server/db/database.ts';
import { recordings } from '../../src/lib/server/db/schema/index.ts';
import { wavHeader } from '../../src/lib/server/recordings/sound/wav-writer.ts';
import type { Segment } from '../../src/lib/transcript.ts';
import { addUser } from '../setup/factories.ts';
import { sharedPath } from '../shared-data.ts';
import { cookieOf, startServer } from './app.ts';
import { atMost, timeOf, type Row } from './rows.ts';
import { memoryOf } from './scripts.ts';
import { onNewDatabase, onServer } from './server.ts';

const hour = 3600;
const large = 500_000_000;
const cuts = 5;
const uploads = '/conversations/recordings/uploads';

/** Issue 3, section 5: a one-hour call is read while pages are served, and a large file sent over a bad line. Needs a build. */
export const benchRecordings = (): Promise<Row[]> =>
	onServer((server, folder) =>
		onNewDatabase(server, async (url) => {
			const { db, pool } = connectDatabase(url);
			const app = await openApp(url, folder, db);
			try {
				return [...(await readHour(app, db)), ...(await sendLarge(app))];
			} finally {
				await app.stop();
				await pool.end();
			}
		})
	);

type App = Awaited<ReturnType<typeof openApp>>;

async function readHour(app: App, db: Db): Promise<Row[]> {
	const once = readFileSync(sharedPath('audio/calls/Auto_Repairs_49_stereo_caller-L_agent-R.mp3'));
	// 32 kbit/s: 4000 bytes are a second
	const call = Buffer.concat(Array<Buffer>(16).fill(once)).subarray(0, hour * 4000);
	const url = await begin(app, call.length, 'hour.mp3');
	await send(app, url, call, 0).done;
	const begun = performance.now();
	const lags: number[] = [];
	let most = 0;
	let row = await stateOf(db);
	while (!row?.readAt) {
		await Promise.all([app.ping().then((ms) => lags.push(ms)), sleep(5)]);
		most = Math.max(most, memoryOf(app.pid, 'VmRSS'));
		row = await stateOf(db);
	}
	if (row.channels !== 2 || Math.abs(row.durationMs! - hour * 1000) > 1000)
		throw new Error(`not an hour in two channels: ${JSON.stringify(row)}`);
	const reading = performance.now() - begun;
	const segments = talk();
	const measuring = await timeOf(async () => measureCall(segments));
	const p99 = lags.toSorted((a, b) => a - b)[Math.floor(lags.length * 0.99)];
	return [
		atMost(
			'peaks and measures of a one-hour two-channel call, to its length',
			0.02,
			(reading + measuring) / 1000 / hour,
			' ×'
		),
		atMost('the server at its peak meanwhile', 300, most, ' MB'),
		atMost('answers of the server meanwhile, p99', 30, p99, ' ms')
	];
}

async function stateOf(db: Db) {
	const [row] = await db
		.select({
			readAt: recordings.readAt,
			durationMs: recordings.durationMs,
			channels: recordings.channels
		})
		.from(recordings)
		.where(eq(recordings.fileName, 'hour.mp3'));
	return row;
}

/** An hour of turns of ten words. */
const talk = (): Segment[] =>
	Array.from({ length: hour / 4 }, (_, ordinal) => {
		const words = Array.from({ length: 10 }, (_, i) => {
			return {
				text: 'word',
				startMs: ordinal * 4000 + i * 350,
				endMs: ordinal * 4000 + i * 350 + 300
			};
		});
		return {
			ordinal,
			speaker: ordinal % 2 ? 'employee' : 'customer',
			kind: 'message',
			text: 'word '.repeat(10).trim(),
			startMs: words[0].startMs,
			endMs: words[9].endMs,
			words
		};
	});

/** The line is cut five times; what was on its way is sent again. */
async function sendLarge(app: App): Promise<Row[]> {
	const noise = randomBytes(10_000_000);
	const header = wavHeader(large - 44, { channels: 2, sampleRate: 48_000 });
	const file = Buffer.concat([header, ...Array<Buffer>(large / noise.length).fill(noise)]);
	const url = await begin(app, large, 'large.wav');
	const before = memoryOf(app.pid, 'VmRSS');
	let most = before;
	const watch = setInterval(() => (most = Math.max(most, memoryOf(app.pid, 'VmRSS'))), 20);
	let [offset, sent] = [0, 0];
	for (let cut = 1; cut <= cuts; cut++) {
		const sending = send(app, url, file.subarray(0, large), offset);
		while (sending.bytes() < (large * cut) / (cuts + 1) - offset) await sleep(5);
		sent += await sending.cut();
		offset = await offsetOf(app, url);
	}
	sent += await send(app, url, file.subarray(0, large), offset).done;
	clearInterval(watch);
	return [
		atMost('upload of 500 MB, cut five times: bytes sent to its size', 1.05, sent / large, ' ×'),
		atMost('server memory meanwhile, more than before', 150, most - before, ' MB')
	];
}

async function begin(app: App, length: number, name: string) {
	const answer = await fetch(app.origin + uploads, {
		method: 'POST',
		headers: {
			...app.headers,
			'upload-length': String(length),
			'upload-metadata': `filename ${Buffer.from(name).toString('base64')}`
		}
	});
	if (answer.status !== 201) throw new Error(`no upload: ${answer.status} ${await answer.text()}`);
	return app.origin + answer.headers.get('location')!;
}

/** Sends the rest in one request; `done` and `cut` tell how many bytes were written to the line. */
function send(app: App, url: string, file: Buffer, offset: number) {
	const sent: ClientRequest = request(url, {
		method: 'PATCH',
		agent: false,
		headers: {
			...app.headers,
			'upload-offset': String(offset),
			'content-type': 'application/offset+octet-stream',
			'content-length': String(file.length - offset)
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
	const source = Readable.from(piecesOf(file, offset));
	source.pipe(sent);
	const cut = async () => {
		isCut = true;
		const written = bytes();
		source.destroy();
		sent.destroy();
		await sleep(500);
		return written;
	};
	return { bytes, cut, done: ended.promise };
}

function* piecesOf(file: Buffer, from: number) {
	const size = 1_000_000;
	for (let at = from; at < file.length; at += size) yield file.subarray(at, at + size);
}

async function offsetOf(app: App, url: string) {
	const answer = await fetch(url, { method: 'HEAD', headers: app.headers });
	if (!answer.ok) throw new Error(`no offset: ${answer.status}`);
	return Number(answer.headers.get('upload-offset'));
}

async function openApp(url: string, folder: string, db: Db) {
	const app = await startServer(url, folder);
	const { id } = await addUser(db, { role: 'admin' });
	const { origin } = app;
	const headers = { cookie: await cookieOf(db, id), origin, 'tus-resumable': '1.0.0' };
	await fetch(`${origin}/conversations/recordings`, { headers });
	await sleep(2000);
	return { ...app, headers };
}
