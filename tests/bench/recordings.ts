import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { eq } from 'drizzle-orm';
import { measureCall } from '../../src/lib/call-metrics.ts';
import { connectDatabase, type Db } from '../../src/lib/server/db/database.ts';
import { recordings } from '../../src/lib/server/db/schema/index.ts';
import { wavHeader } from '../../src/lib/server/recordings/sound/wav-writer.ts';
import { addUser } from '../setup/factories.ts';
import { sharedPath } from '../shared-data.ts';
import { cookieOf, startServer } from './app.ts';
import { openPages, talk } from './call-page.ts';
import { atMost, timeOf, type Row } from './rows.ts';
import { memoryOf } from './scripts.ts';
import { begin, bufferSource, endlessSource, offsetOf, send, type Source } from './sending.ts';
import { onNewDatabase, onServer } from './server.ts';

const [minute, hour] = [60, 3600];
const [large, largest] = [500_000_000, 2_000_000_000];
const cuts = 5;

/** Issue 3, section 5: long calls are read and opened, and large files sent, also over a bad line. Needs a build. */
export const benchRecordings = (): Promise<Row[]> =>
	onServer((server, folder) =>
		onNewDatabase(server, async (url) => {
			const { db, pool } = connectDatabase(url);
			const app = await openApp(url, folder, db);
			try {
				const read = await readHour(app, db);
				await sendCall(app, db, minute);
				await isRead(db, `${minute}.mp3`);
				const opened = await openPages(app, db, { minute, hour });
				const sent = await sendLarge(app);
				await isRead(db, 'large.wav');
				return [...read, opened, ...sent, await sendLargest(app, db)];
			} finally {
				await app.stop();
				await pool.end();
			}
		})
	);

type App = Awaited<ReturnType<typeof openApp>>;

/** So many seconds of a real call in two channels, sent and not yet read. */
async function sendCall(app: App, db: Db, seconds: number) {
	const once = readFileSync(sharedPath('audio/calls/Auto_Repairs_49_stereo_caller-L_agent-R.mp3'));
	// 32 kbit/s: 4000 bytes are a second
	const call = Buffer.concat(Array<Buffer>(16).fill(once)).subarray(0, seconds * 4000);
	await send(app, await begin(app, call.length, `${seconds}.mp3`), bufferSource(call)).done;
	return () => stateOf(db, `${seconds}.mp3`);
}

async function readHour(app: App, db: Db): Promise<Row[]> {
	const state = await sendCall(app, db, hour);
	const begun = performance.now();
	const lags: number[] = [];
	let most = 0;
	let row = await state();
	while (!row?.readAt) {
		await Promise.all([app.ping().then((ms) => lags.push(ms)), sleep(5)]);
		most = Math.max(most, memoryOf(app.pid, 'VmRSS'));
		row = await state();
	}
	if (row.channels !== 2 || Math.abs(row.durationMs! - hour * 1000) > 1000)
		throw new Error(`not an hour in two channels: ${JSON.stringify(row)}`);
	const reading = performance.now() - begun;
	const segments = talk(hour);
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

async function stateOf(db: Db, fileName: string) {
	const [row] = await db
		.select({
			readAt: recordings.readAt,
			refused: recordings.refusedReason,
			durationMs: recordings.durationMs,
			channels: recordings.channels
		})
		.from(recordings)
		.where(eq(recordings.fileName, fileName));
	return row;
}

async function isRead(db: Db, fileName: string) {
	while (!(await stateOf(db, fileName))?.readAt) await sleep(100);
	return (await stateOf(db, fileName))!;
}

/** Noise of 48 kHz in two channels, so that nothing can be saved on it. */
const noise = (length: number): Source =>
	endlessSource(
		wavHeader(length - 44, { channels: 2, sampleRate: 48_000 }),
		randomBytes(10_000_000),
		length
	);

/** The line is cut five times; what was on its way is sent again. */
async function sendLarge(app: App): Promise<Row[]> {
	const file = noise(large);
	const url = await begin(app, large, 'large.wav');
	const before = memoryOf(app.pid, 'VmRSS');
	const watch = watchMemory(app.pid);
	let [offset, sent] = [0, 0];
	for (let cut = 1; cut <= cuts; cut++) {
		const sending = send(app, url, file, offset);
		while (sending.bytes() < (large * cut) / (cuts + 1) - offset) await sleep(5);
		sent += await sending.cut();
		offset = await offsetOf(app, url);
	}
	sent += await send(app, url, file, offset).done;
	return [
		atMost('upload of 500 MB, cut five times: bytes sent to its size', 1.05, sent / large, ' ×'),
		atMost('server memory meanwhile, more than before', 150, watch.most() - before, ' MB')
	];
}

/** From the first byte until three hours of sound have been hashed, taken in and read. */
async function sendLargest(app: App, db: Db): Promise<Row> {
	const url = await begin(app, largest, 'largest.wav');
	const watch = watchMemory(app.pid);
	await send(app, url, noise(largest)).done;
	const { refused, durationMs } = await isRead(db, 'largest.wav');
	if (refused || Math.abs(durationMs! - (largest / 192_000) * 1000) > 1000)
		throw new Error(`the largest file was not read: ${refused} ${durationMs}`);
	return atMost(
		'the server at its peak while 2 GB are sent, hashed and read',
		300,
		watch.most(),
		' MB'
	);
}

function watchMemory(pid: number) {
	let most = memoryOf(pid, 'VmRSS');
	const timer = setInterval(() => (most = Math.max(most, memoryOf(pid, 'VmRSS'))), 20);
	return {
		most() {
			clearInterval(timer);
			return most;
		}
	};
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
