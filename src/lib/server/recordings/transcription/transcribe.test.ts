import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { eq } from 'drizzle-orm';
import { v7 } from 'uuid';
import { sendError, sendJson } from '../../../../../tests/setup/ai-service.ts';
import { addUser } from '../../../../../tests/setup/factories.ts';
import { temporaryFolder } from '../../../../../tests/setup/folders.ts';
import { jobsIn } from '../../../../../tests/setup/jobs.ts';
import { writeCall } from '../../../../../tests/setup/sounds.ts';
import { expect, test } from '../../../../../tests/setup/test.ts';
import {
	says,
	startTranscriber,
	turnTranscriptionOn,
	verbose,
	type Transcribes
} from '../../../../../tests/setup/transcriber.ts';
import { sharedPath } from '../../../../../tests/shared-data.ts';
import { measureCall } from '../../../call-metrics.ts';
import type { Limits } from '../../ai/client.ts';
import { getConversation, getTranscript } from '../../conversations/conversations.ts';
import type { Db } from '../../db/database.ts';
import {
	auditEvents,
	recordings,
	transcriptionPieces,
	transcriptionSettings
} from '../../db/schema/index.ts';
import { openFiles } from '../../files/files.ts';
import { eraseConversation } from '../../house/erasing.ts';
import { readSettings } from '../../settings.ts';
import { readRecording } from '../reading.ts';
import { findRecording, getPlayable, swapChannels } from '../recordings.ts';
import { finishUpload } from '../uploads.ts';
import { orderTranscription } from './order.ts';
import { findTranscription } from './state.ts';
import { transcribe } from './transcribe.ts';
import { getTranscriptionSettings, spentOnTranscripts } from './settings.ts';

const quick: Partial<Limits> = { timeoutMs: 1000, pauseMs: 1, attempts: 2 };
type On = Parameters<typeof turnTranscriptionOn>[1];

/** A house with a read recording of this file, and a service. */
async function open(db: Db, path: string, input: On) {
	const dataDir = await temporaryFolder();
	const admin = await addUser(db, { role: 'admin' });
	await turnTranscriptionOn(db, input, { admin, dataDir });
	const files = await openFiles({ dataDir, s3Url: undefined });
	const upload = { id: v7(), path: join(dataDir, 'upload'), bytes: 1 };
	await copyFile(path, upload.path);
	const given = { filename: 'call.wav' };
	const made = await finishUpload(db, files, { ...upload, input: given, actor: admin });
	await readRecording(db, files, made.recordingId);
	const signal = new AbortController().signal;
	const shop = { db, settings: { ...readSettings({}), dataDir }, signal };
	return {
		...{ admin, files, dataDir, shop, id: made.recordingId, conversationId: made.conversationId },
		order: () => orderTranscription(db, admin, made.conversationId),
		transcribe: () => transcribe(shop, made.recordingId, quick),
		state: () => findTranscription(db, made.conversationId),
		segments: () => getTranscript(db, admin, made.conversationId)
	};
}

/** The customer left, then the employee right, then both. */
const call = async () =>
	writeCall(
		join(await temporaryFolder(), 'call.wav'),
		16,
		[
			[1, 5],
			[12, 14]
		],
		[
			[6, 11],
			[13, 15]
		]
	);

const card = 'four one one one one one one one one one one one one one one one';

/** The left channel (which begins first) has the card, the right one an answer. */
const talk: Transcribes = (_, response, n) =>
	n % 2 === 1
		? sendJson(response, verbose(`It is ${card}`, { each: 0.2, from: 0.3 }))
		: sendJson(response, verbose('Thank you very much', { each: 0.5, from: 0.3 }));

test('a call of two channels is written down channel by channel, and what is hidden is silent', async ({
	db
}) => {
	await using service = await startTranscriber(talk);
	const house = await open(db, await call(), { baseUrl: service.baseUrl });
	await house.order();
	await expect(house.state()).resolves.toMatchObject({ state: 'waiting', failure: null });
	await house.transcribe();

	expect(service.requests.map(({ seconds }) => Math.round(seconds))).toEqual([14, 10]);
	const segments = await house.segments();
	expect(segments).toMatchObject([
		{ speaker: 'customer', text: 'It is •••• •••• •••• 1111', startMs: 1000 },
		{ speaker: 'employee', text: 'Thank you very much', startMs: 6000, endMs: 8000 }
	]);
	expect(JSON.stringify(segments)).not.toContain('one one');
	expect(measureCall(segments)).toMatchObject({ firstWordMs: 6000, employeeTalkMs: 2000 });
	expect(await getConversation(db, house.admin, house.conversationId)).toMatchObject({
		language: 'en',
		opening: 'It is •••• •••• •••• 1111',
		meta: { voices: 'channels' }
	});
	expect(await house.state()).toMatchObject({ state: 'finished', done: 2, total: 2 });
	const pieces = await db.select().from(transcriptionPieces);
	expect(pieces.map(({ heard }) => heard)).toEqual([null, null]);

	await expect(getPlayable(db, house.admin, house.id)).rejects.toMatchObject({ status: 404 });
	await readRecording(db, house.files, house.id);
	const { key, mediaType } = await getPlayable(db, house.admin, house.id);
	expect(mediaType).toBe('audio/wav');
	const sound = await buffer(await house.files.read(key));
	const loudest = (fromMs: number, toMs: number) => {
		let most = 0;
		for (let at = 44 + fromMs * 32; at < 44 + toMs * 32; at += 2)
			most = Math.max(most, Math.abs(sound.readInt16LE(at)));
		return most;
	};
	expect(loudest(1150, 4850)).toBe(0);
	expect(loudest(6000, 11_000)).toBeGreaterThan(8000);
	const [[from, to]] = (await findRecording(db, house.conversationId))!.silenced;
	expect(from).toBeLessThanOrEqual(1400);
	expect(to).toBeGreaterThanOrEqual(4600);
});

test('a job done twice makes one transcript and asks once; it can be ordered once', async ({
	db
}) => {
	await using service = await startTranscriber(says('Good morning'));
	const house = await open(db, await call(), { baseUrl: service.baseUrl });
	await house.order();
	await house.order();
	expect(await jobsIn(db, 'created')).toMatchObject([
		{ name: 'read-recording' },
		{ name: 'transcribe-recording' }
	]);
	await Promise.all([house.transcribe(), house.transcribe()]);
	const before = await house.segments();
	const asked = service.requests.length;
	await house.transcribe();
	expect(await house.segments()).toEqual(before);
	expect(before).toHaveLength(2);
	expect(service.requests).toHaveLength(asked);
	const events = await db.select().from(auditEvents).where(eq(auditEvents.subject, house.id));
	expect(events.map(({ action }) => action).filter((a) => a.includes('transcri'))).toEqual([
		'recording.transcription_ordered',
		'recording.transcribed'
	]);
	await expect(house.order()).rejects.toMatchObject({ status: 409 });
});

test('while the service is away nothing is lost, and what was heard is not sent again', async ({
	db
}) => {
	await using service = await startTranscriber((asked, response, n) =>
		n === 1 ? talk(asked, response, 1) : sendError(response, 503, 'sk-very-secret')
	);
	const house = await open(db, await call(), { baseUrl: service.baseUrl, pricePerMinute: 6 });
	await house.order();
	await expect(house.transcribe()).rejects.toMatchObject({ code: 'service_away' });
	expect(await house.state()).toMatchObject({
		state: 'waiting',
		failure: 'server_error',
		done: 1,
		total: 2
	});
	expect(await findRecording(db, house.conversationId)).toMatchObject({ state: 'ready' });
	const [{ heard }] = await db.select().from(transcriptionPieces);
	expect(heard!.includes('four')).toBe(false);
	const paid = await spentOnTranscripts(db);
	expect(paid).toBeCloseTo(6 * (13.6 / 60), 2);

	service.behave(says('Thank you'));
	await house.transcribe();
	expect(await house.segments()).toHaveLength(2);
	expect(service.requests.map(({ seconds }) => Math.round(seconds))).toEqual([14, 10, 10, 10]);
	expect(await spentOnTranscripts(db)).toBeGreaterThan(paid);
});

test('what waiting cannot heal is said at once and can be tried again by hand', async ({ db }) => {
	await using service = await startTranscriber((_, response) => sendError(response, 401));
	const house = await open(db, await call(), { baseUrl: service.baseUrl });
	await house.order();
	await house.transcribe();
	expect(await house.state()).toMatchObject({ state: 'failed', failure: 'wrong_key' });
	expect(service.requests).toHaveLength(1);
	service.behave(says('Good morning'));
	await house.order();
	expect(await house.state()).toMatchObject({ state: 'waiting', failure: null });
	await house.transcribe();
	expect(await house.state()).toMatchObject({ state: 'finished' });
});

test('a service without times gets short pieces, cut at silence, and each is a segment', async ({
	db
}) => {
	const words = ['One.', 'Two.', 'Three.'];
	await using service = await startTranscriber((asked, response) =>
		asked.fields.response_format[0] === 'json'
			? sendJson(response, { text: words.shift() })
			: sendError(response, 400, "response_format 'verbose_json' is not supported")
	);
	const path = await writeCall(join(await temporaryFolder(), 'long.wav'), 50, [
		[1, 13],
		[15, 30],
		[33, 48]
	]);
	const house = await open(db, path, { baseUrl: service.baseUrl, language: 'ru' });
	await house.order();
	await house.transcribe();
	const segments = await house.segments();
	expect(segments).toMatchObject([
		{ speaker: 'unknown', text: 'One.', startMs: 700, endMs: 13_300 },
		{ speaker: 'unknown', text: 'Two.' },
		{ speaker: 'unknown', text: 'Three.' }
	]);
	for (const { startMs, endMs } of segments) expect(endMs! - startMs!).toBeLessThanOrEqual(20_000);
	expect(service.requests.every(({ fields }) => fields.language[0] === 'ru')).toBe(true);
	expect(await db.select().from(transcriptionSettings)).toMatchObject([{ answers: 'json' }]);
});

test('no minute is sent beyond the ceiling of the month', async ({ db }) => {
	await using service = await startTranscriber(says('Good morning'));
	const price = { pricePerMinute: 6, monthlyCeiling: 2 };
	const house = await open(db, await call(), { baseUrl: service.baseUrl, ...price });
	await house.order();
	await house.transcribe();
	expect(service.requests).toHaveLength(1);
	expect(await house.state()).toMatchObject({ state: 'failed', failure: 'ceiling' });
	expect(await spentOnTranscripts(db)).toBeLessThanOrEqual(2);
});

test('a call of real people comes in whole, each side by its channel', async ({ db }) => {
	await using service = await startTranscriber((asked, response) =>
		sendJson(response, verbose('Hello '.repeat(60).trim(), { each: asked.seconds / 60 }))
	);
	const path = sharedPath('audio/calls/Auto_Repairs_49_stereo_caller-L_agent-R.mp3');
	const house = await open(db, path, { baseUrl: service.baseUrl });
	await house.order();
	await house.transcribe();
	expect(service.requests).toHaveLength(2);
	const speakers = new Set((await house.segments()).map(({ speaker }) => speaker));
	expect(speakers).toEqual(new Set(['customer', 'employee']));
	await swapChannels(db, house.admin, house.conversationId);
	const [first] = await house.segments();
	expect(first.speaker).toBe('customer');
});

test('by setting every recording is sent as soon as it was read, and only then', async ({ db }) => {
	const house = await open(db, await call(), { isAutomatic: true });
	expect(await house.state()).toMatchObject({ state: 'waiting' });
	expect(await jobsIn(db, 'created')).toHaveLength(2);
});

test('words that arrive after the customer was erased, or beside an import, are dropped', async ({
	db
}) => {
	await using service = await startTranscriber(says('Good morning'));
	const house = await open(db, await call(), { baseUrl: service.baseUrl });
	service.behave(async (asked, response, n) => {
		if (n === 2)
			await eraseConversation(db, async () => house.files, house.admin, house.conversationId);
		return talk(asked, response, n);
	});
	await house.order();
	await house.transcribe();
	expect(await house.segments()).toEqual([]);
	const pieces = await db.select({ heard: transcriptionPieces.heard }).from(transcriptionPieces);
	expect(pieces).toEqual([{ heard: null }, { heard: null }]);
	const [row] = await db.select().from(recordings);
	expect(row.fileKey).toBeNull();
});

test('the key is never shown, and not sent to another server than it was given for', async ({
	db
}) => {
	const admin = await addUser(db, { role: 'admin' });
	const place = { admin, dataDir: await temporaryFolder() };
	await turnTranscriptionOn(db, {}, place);
	expect(JSON.stringify(await getTranscriptionSettings(db))).not.toContain('secret');
	const [{ apiKey }] = await db.select().from(transcriptionSettings);
	expect(apiKey!.includes('secret')).toBe(false);
	await turnTranscriptionOn(db, { apiKey: '', model: 'another' }, place);
	expect(await getTranscriptionSettings(db)).toMatchObject({ hasKey: true, model: 'another' });
	await turnTranscriptionOn(db, { apiKey: '', baseUrl: 'https://other.example.com' }, place);
	expect(await getTranscriptionSettings(db)).toMatchObject({ hasKey: false });
	expect(JSON.stringify(await db.select().from(auditEvents))).not.toContain('secret');
	const bad = { baseUrl: 'http://169.254.169.254/v1' };
	await expect(turnTranscriptionOn(db, bad, place)).rejects.toThrow('ai_address_forbidden');
});
