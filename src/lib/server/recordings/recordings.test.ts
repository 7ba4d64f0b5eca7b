import { copyFile, readdir, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { eq, sql } from 'drizzle-orm';
import { v7 } from 'uuid';
import { startBucket } from '../../../../tests/setup/bucket.ts';
import {
	addConversation,
	addEmployee,
	addTeam,
	addUser
} from '../../../../tests/setup/factories.ts';
import { temporaryFolder } from '../../../../tests/setup/folders.ts';
import { importRecords, record } from '../../../../tests/setup/import.ts';
import { jobsIn, openPump, test, until, workOff } from '../../../../tests/setup/jobs.ts';
import { expect } from '../../../../tests/setup/test.ts';
import { sharedPath } from '../../../../tests/shared-data.ts';
import type { Viewer } from '../../permissions.ts';
import { getConversation, getTranscript } from '../conversations/conversations.ts';
import type { Db } from '../db/database.ts';
import { auditEvents, conversations, recordingRules, recordings } from '../db/schema/index.ts';
import { openFiles } from '../files/files.ts';
import { serveFile } from '../files/serve.ts';
import { eraseConversation } from '../house/erasing.ts';
import { readForgotten, readJob } from './read-job.ts';
import { readRecording, removeRefused } from './reading.ts';
import { findRecording, getPeaks, getPlayable, noteListening, swapChannels } from './recordings.ts';
import { deleteOutdated, deleteSound } from './retention.ts';
import { readSound } from './sound/read.ts';
import { wavHeader } from './sound/wav-writer.ts';
import { checkUpload, finishUpload, type UploadInput } from './uploads.ts';

const twoChannels = () => sharedPath('audio/calls/Auto_Repairs_49_stereo_caller-L_agent-R.mp3');
/** Days of silence; the disk holds none of it. */
const longCall = wavHeader(4_000_000_000, { channels: 1, sampleRate: 8000 });
const muLaw = 'tests/fixtures/recordings/mu-law.wav';

/** A house with a store, and somebody who uploads. */
async function open(db: Db) {
	const folder = await temporaryFolder();
	const files = await openFiles({ dataDir: folder, s3Url: undefined });
	const viewer = await addUser(db);
	return { db, folder, files, viewer };
}

/** A file as it is when its last byte has come. */
async function arrive(
	{ folder, viewer }: { folder: string; viewer: Viewer },
	source: string,
	input: Partial<UploadInput> = {}
) {
	const id = v7();
	const path = join(folder, id);
	await copyFile(source, path);
	return { id, path, bytes: 1, input: { filename: 'call.mp3', ...input }, actor: viewer };
}

const storedIn = (folder: string) => readdir(join(folder, 'files/recordings'));

test('an uploaded call makes a conversation and can be played when it was read', async ({ db }) => {
	const house = await open(db);
	const employee = await addEmployee(db, { code: 'E-1' });
	const upload = await arrive(house, twoChannels(), {
		employee: 'E-1',
		startedAt: '2026-09-15T09:00:00Z'
	});
	const made = await finishUpload(db, house.files, upload);
	expect(await findRecording(db, made.conversationId)).toMatchObject({ state: 'reading' });
	await expect(getPlayable(db, house.viewer, made.recordingId)).rejects.toMatchObject({
		status: 404
	});

	await readRecording(db, house.files, made.recordingId);
	expect(await findRecording(db, made.conversationId)).toMatchObject({
		state: 'ready',
		format: 'MP3',
		durationMs: 237_744,
		channels: 2,
		employeeChannel: 1,
		silences: expect.arrayContaining([[expect.any(Number), expect.any(Number)]])
	});
	expect(await getConversation(db, house.viewer, made.conversationId)).toMatchObject({
		channel: 'call',
		employeeId: employee.id,
		occurredAt: new Date('2026-09-15T09:00:00Z'),
		durationMs: 237_744
	});
	expect(await getTranscript(db, house.viewer, made.conversationId)).toEqual([]);
	const { key, mediaType } = await getPlayable(db, house.viewer, made.recordingId);
	expect(mediaType).toBe('audio/mpeg');
	expect((await buffer(await house.files.read(key))).length).toBe(950_976);
	const peaks = await getPeaks(db, house.viewer, made.recordingId);
	expect(peaks.length).toBeGreaterThan(2 * 8000);
	expect(peaks.length).toBeLessThanOrEqual(2 * 16_384);
});

test('the same upload finished twice, or at the same time, is one recording', async ({ db }) => {
	const house = await open(db);
	const upload = await arrive(house, muLaw);
	const first = await finishUpload(db, house.files, upload);
	expect(await finishUpload(db, house.files, upload)).toEqual(first);
	// The same file sent again later
	expect(await finishUpload(db, house.files, await arrive(house, muLaw))).toEqual(first);
	expect(await db.select().from(recordings)).toHaveLength(1);
	expect(await db.select().from(conversations)).toHaveLength(1);
	expect(await storedIn(house.folder)).toHaveLength(1);
});

test('a kill between storing the file and noting it loses nothing', async ({ db }) => {
	const house = await open(db);
	const upload = await arrive(house, muLaw);
	await house.files.moveIn(upload.path, `recordings/${upload.id}`);
	const { recordingId } = await finishUpload(db, house.files, upload);
	const [{ sha256 }] = await db.select().from(recordings).where(eq(recordings.id, recordingId));
	expect(sha256).toMatch(/^[0-9a-f]{64}$/);
});

test('what browsers play badly gets a copy, and the file stays as it came', async ({ db }) => {
	const house = await open(db);
	const { recordingId } = await finishUpload(db, house.files, await arrive(house, muLaw));
	await readRecording(db, house.files, recordingId);
	const { key, bytes, mediaType } = await getPlayable(db, house.viewer, recordingId);
	expect(key).toMatch(/\.copy$/);
	expect(mediaType).toBe('audio/wav');
	const copy = await buffer(await house.files.read(key));
	expect(copy.length).toBe(bytes);
	expect(copy.readUInt16LE(34)).toBe(16);
	expect(await storedIn(house.folder)).toHaveLength(2);
});

test('a call that is kept in a bucket is read there, gets its copy, is played in parts and is gone when its customer is erased', async ({
	db
}) => {
	const house = await open(db);
	const bucket = join(house.folder, 's3');
	const s3Url = await startBucket(bucket);
	const files = await openFiles({ dataDir: house.folder, s3Url });
	const upload = await arrive(house, muLaw);
	const { recordingId, conversationId } = await finishUpload(db, files, upload);
	await readRecording(db, files, recordingId);
	const { key, bytes, mediaType } = await getPlayable(db, house.viewer, recordingId);
	const asked = new Request('http://house/audio', { headers: { range: 'bytes=8-11' } });
	const part = await serveFile(files, asked, { key, bytes, mediaType });
	expect(part.status).toBe(206);
	expect(await part.text()).toBe('WAVE');
	const admin = await addUser(db, { role: 'admin' });
	await eraseConversation(db, async () => files, admin, conversationId);
	expect(await files.has(key)).toBe(false);
	expect(await files.has(`recordings/${upload.id}`)).toBe(false);
});

test('a process that ends leaves the reading of a long call to the next one at once', async ({
	db,
	pool,
	databaseUrl
}) => {
	const house = await open(db);
	const { recordingId } = await finishUpload(db, house.files, await arrive(house, muLaw));
	const [{ fileKey }] = await db.select().from(recordings);
	await writeFile(join(house.folder, 'files', fileKey!), longCall);
	await truncate(join(house.folder, 'files', fileKey!), longCall.readUInt32LE(4));
	const settings = { dataDir: house.folder };
	const pump = await openPump({ db, pool, databaseUrl, settings }, [readJob]);
	await until(async () => (await jobsIn(db, 'active')).length === 1);
	await pump.stop();
	expect(await jobsIn(db)).toMatchObject([{ name: 'read-recording', state: 'created' }]);
	const [{ readAt }] = await db.select().from(recordings).where(eq(recordings.id, recordingId));
	expect(readAt).toBeNull();
	expect(await storedIn(house.folder)).toHaveLength(1);
});

test('what is no sound makes no conversation; what turns out broken says so and can be replaced', async ({
	db
}) => {
	const house = await open(db);
	const text = await arrive(house, 'README.md');
	await expect(finishUpload(db, house.files, text)).rejects.toMatchObject({
		status: 422,
		body: { message: expect.stringContaining('no sound file') }
	});
	expect(await db.select().from(conversations)).toEqual([]);

	const { id } = await addConversation(db, { channel: 'call' });
	const broken = sharedPath('malformed/audio/bug-id3v2-unknownframe.mp3');
	const upload = await arrive(house, broken, { conversation: id });
	const { recordingId } = await finishUpload(db, house.files, upload);
	await readRecording(db, house.files, recordingId);
	expect(await findRecording(db, id)).toMatchObject({
		state: 'refused',
		refused: { reason: 'empty' }
	});
	expect(await storedIn(house.folder)).toEqual([]);

	await checkUpload(db, house.viewer, { conversation: id });
	await finishUpload(db, house.files, await arrive(house, muLaw, { conversation: id }));
	expect(await findRecording(db, id)).toMatchObject({ state: 'reading' });
	await expect(checkUpload(db, house.viewer, { conversation: id })).rejects.toMatchObject({
		status: 409
	});
});

test('a kill while the copy is put in its place, or a refused file is removed, leaves no sound behind', async ({
	db
}) => {
	const house = await open(db);
	const killed = () => Promise.reject(new Error('killed'));
	const admin = await addUser(db, { role: 'admin' });
	const made = await finishUpload(db, house.files, await arrive(house, muLaw));
	const moveIn = (path: string, key: string) => house.files.moveIn(path, key).then(killed);
	const reading = readRecording(db, { ...house.files, moveIn }, made.recordingId);
	await expect(reading).rejects.toThrow('killed');
	expect(await storedIn(house.folder)).toHaveLength(2);
	await eraseConversation(db, async () => house.files, admin, made.conversationId);
	expect(await storedIn(house.folder)).toEqual([]);

	const broken = sharedPath('malformed/audio/bug-id3v2-unknownframe.mp3');
	const { recordingId } = await finishUpload(db, house.files, await arrive(house, broken));
	const refusing = readRecording(db, { ...house.files, remove: killed }, recordingId);
	await expect(refusing).rejects.toThrow('killed');
	expect(await storedIn(house.folder)).toHaveLength(1);
	await removeRefused(db, async () => house.files);
	expect(await storedIn(house.folder)).toEqual([]);
	const [{ fileKey }] = await db.select().from(recordings).where(eq(recordings.id, recordingId));
	expect(fileKey).toBeNull();
});

const spoken = 'it is four one one one one one one one one one one one one one one one';

test('what an imported transcript hides is silent before it is heard again; the file itself is not served', async ({
	db,
	pool
}) => {
	const house = await open(db);
	const upload = await arrive(house, twoChannels(), { source: 'pbx', id: 'C-1' });
	const { recordingId } = await finishUpload(db, house.files, upload);
	await readRecording(db, house.files, recordingId);
	const before = await getPlayable(db, house.viewer, recordingId);
	const words = spoken.split(' ').map((text, i) => {
		return { text, startMs: 60_000 + i * 300, endMs: 60_250 + i * 300 };
	});
	const said = { speaker: 'customer', text: spoken, startMs: 60_000, endMs: 66_000, words };
	const call = { ...record('C-1', { source: 'pbx', channel: 'call' }), segments: [said] };
	await importRecords(pool, house.viewer, [call]);
	await expect(getPlayable(db, house.viewer, recordingId)).rejects.toMatchObject({ status: 404 });

	// As after a kill: done twice, and twice at once, it is the same
	const read = () => readRecording(db, house.files, recordingId);
	await Promise.all([read(), read()]);
	await read();
	const after = await getPlayable(db, house.viewer, recordingId);
	expect(after).toMatchObject({ mediaType: 'audio/wav' });
	expect(after.key).not.toBe(before.key);
	expect(await storedIn(house.folder)).toHaveLength(2);
	const copy = join(house.folder, 'silenced.wav');
	await writeFile(copy, await buffer(await house.files.read(after.key)));
	const { silences, durationMs } = await readSound(copy, '');
	expect(durationMs).toBe(237_744);
	expect(silences.some(([from, to]) => from <= 60_500 && to >= 65_500)).toBe(true);
	expect(await findRecording(db, await onlyConversation(db))).toMatchObject({
		silenced: [[60_350, 65_600]]
	});

	// A corrected transcript gives the sound back
	await importRecords(pool, house.viewer, [
		{ ...call, segments: [{ ...said, text: 'Good morning', words: [] }] }
	]);
	await read();
	expect(await getPlayable(db, house.viewer, recordingId)).toEqual(before);
	expect(await storedIn(house.folder)).toHaveLength(1);
});

async function onlyConversation(db: Db) {
	const [{ id }] = await db.select({ id: conversations.id }).from(conversations);
	return id;
}

test('what is uploaded is read by a job, and what no job reads any more is found again', async ({
	db,
	house: jobs
}) => {
	const house = await open(db);
	await finishUpload(db, house.files, await arrive(house, muLaw));
	expect(await jobsIn(db)).toMatchObject([{ name: 'read-recording', state: 'created' }]);
	expect(await readForgotten(db)).toBe(0);
	await db.execute(sql`delete from pgboss.job`);
	expect(await readForgotten(db)).toBe(1);
	await workOff({ ...jobs, settings: { dataDir: house.folder } });
	expect(await findRecording(db, await onlyConversation(db))).toMatchObject({ state: 'ready' });
});

test('a recording is for those who may see its conversation', async ({ db }) => {
	const house = await open(db);
	const lead = await addUser(db, { role: 'lead' });
	const stranger = await addUser(db, { role: 'lead' });
	const team = await addTeam(db, { leads: [lead] });
	await addEmployee(db, { code: 'E-2', teamId: team.id });
	const upload = await arrive(house, muLaw, { employee: 'E-2' });
	const { recordingId: id, conversationId } = await finishUpload(db, house.files, upload);
	await readRecording(db, house.files, id);
	await expect(getPlayable(db, lead, id)).resolves.toBeTruthy();
	for (const ask of [getPlayable, getPeaks])
		await expect(ask(db, stranger, id)).rejects.toMatchObject({ status: 404 });
	await expect(checkUpload(db, stranger, { conversation: conversationId })).rejects.toMatchObject({
		status: 404
	});
});

test('listening is in the audit log once, however many pieces the player asks for', async ({
	db
}) => {
	const viewer = await addUser(db);
	const other = await addUser(db);
	const id = v7();
	for (const who of [viewer, viewer, viewer, other]) await noteListening(db, who, id);
	const events = await db.select().from(auditEvents).where(eq(auditEvents.subject, id));
	expect(events.map(({ action, actorId }) => [action, actorId])).toEqual([
		['recording.listened', viewer.id],
		['recording.listened', other.id]
	]);
});

test('which channel is the employee’s is agreed for a source and can be swapped', async ({
	db
}) => {
	const house = await open(db);
	await db.insert(recordingRules).values({ source: 'pbx', employeeChannel: 0 });
	const upload = await arrive(house, twoChannels(), { source: 'pbx', id: 'C-1' });
	const { recordingId, conversationId } = await finishUpload(db, house.files, upload);
	await readRecording(db, house.files, recordingId);
	expect(await findRecording(db, conversationId)).toMatchObject({ employeeChannel: 0 });
	await swapChannels(db, house.viewer, conversationId);
	expect(await findRecording(db, conversationId)).toMatchObject({ employeeChannel: 1 });
});

test('a recording is deleted when its source keeps it no longer; the conversation stays', async ({
	db
}) => {
	const house = await open(db);
	await db.insert(recordingRules).values([
		{ source: '', keepDays: 30 },
		{ source: 'pbx', keepDays: null }
	]);
	const long = new Date(Date.now() - 40 * 86_400_000).toISOString();
	const send = async (id: string, source: string, startedAt?: string) =>
		finishUpload(db, house.files, await arrive(house, muLaw, { source, id, startedAt }));
	const old = await send('old', 'phone', long);
	await send('new', 'phone', new Date().toISOString());
	await send('kept', 'pbx', long);
	await readRecording(db, house.files, old.recordingId);

	expect(await deleteOutdated(db, async () => house.files)).toBe(1);
	expect(await deleteOutdated(db, async () => house.files)).toBe(0);
	// Another process that found it at the same time has nothing to note
	const note = () => Promise.reject(new Error('noted twice'));
	await deleteSound(db, house.files, old.recordingId, note);
	expect(await findRecording(db, old.conversationId)).toMatchObject({
		state: 'deleted',
		durationMs: 2000
	});
	expect(await storedIn(house.folder)).toHaveLength(2);
	await expect(getPlayable(db, house.viewer, old.recordingId)).rejects.toMatchObject({
		status: 404
	});
});
