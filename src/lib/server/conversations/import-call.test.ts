import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { addUser } from '../../../../tests/setup/factories.ts';
import { importRecords, record } from '../../../../tests/setup/import.ts';
import { expect, test } from '../../../../tests/setup/test.ts';
import type { Viewer } from '../../permissions.ts';
import { conversations, transcripts } from '../db/schema/index.ts';
import { getTranscript } from './conversations.ts';
import { importConversations } from './importing.ts';
import type { FormatName } from './import/formats.ts';
import { hiddenStretches } from './masking/stretches.ts';
import { previewImport } from './preview.ts';

const folder = join(import.meta.dirname, '../../../../tests/fixtures/calls');

function importCall(
	pool: Pool,
	viewer: Viewer,
	fileName: string,
	format: FormatName,
	voice?: string
) {
	async function* stream() {
		yield readFileSync(join(folder, fileName));
	}
	const options = voice ? { employees: [voice] } : {};
	return importConversations(pool, viewer, { fileName, format, options, stream: stream() });
}

test('a call whose file names the roles is stored with words, sides and measures', async ({
	db,
	pool
}) => {
	const viewer = await addUser(db);
	const file = 'amazon-call-analytics.json';
	expect(await importCall(pool, viewer, file, 'amazon-transcribe')).toMatchObject({ added: 1 });
	expect(await importCall(pool, viewer, file, 'amazon-transcribe')).toMatchObject({ unchanged: 1 });
	const [call] = await db.select().from(conversations);
	expect(call).toMatchObject({
		source: 'amazon-transcribe',
		channel: 'call',
		language: 'en-US',
		employeeId: null,
		messageCount: 37,
		durationMs: 182_850,
		meta: { voices: 'file', employeeVoice: 'AGENT' }
	});
	const segments = await getTranscript(db, viewer, call.id);
	expect(segments[0].words![0]).toEqual({ text: 'Thank', startMs: 40, endMs: 330 });
});

test('the voice can be named by importing the file again', async ({ db, pool }) => {
	const viewer = await addUser(db);
	const file = 'speechmatics-two-speakers.json';
	await importCall(pool, viewer, file, 'speechmatics');
	const told = await importCall(pool, viewer, file, 'speechmatics', 'second');
	expect(told).toMatchObject({ updated: 1, added: 0 });
	const [{ segments }] = await db.select().from(transcripts);
	expect(segments.map(({ speaker }) => speaker)).toEqual(['customer', 'employee']);
});

test('no spoken card number reaches the database, in text or words; its time does', async ({
	db,
	pool
}) => {
	const viewer = await addUser(db);
	const spoken = 'it is four one one one one one one one one one one one one one one one'.split(
		' '
	);
	const words = spoken.map((text, i) => ({ text, startMs: i * 300, endMs: i * 300 + 250 }));
	const segment = { speaker: 'customer', text: spoken.join(' '), startMs: 0, endMs: 5350, words };
	await importRecords(pool, viewer, [record('1', { channel: 'call', segments: [segment] })]);
	const { rows } = await pool.query(
		`select (c.*)::text || (t.*)::text as all from conversations c join transcripts t on t.conversation_id = c.id`
	);
	expect(rows[0].all).not.toMatch(/four|\bone\b/);
	const [{ segments }] = await db.select().from(transcripts);
	expect(hiddenStretches(segments)).toEqual([
		{ segment: 0, from: 6, to: 25, startMs: 600, endMs: 5350 }
	]);
});

test('the voices of a call are offered in the order in which they speak', async () => {
	const start = readFileSync(join(folder, 'deepgram-speakers.json'));
	const seen = await previewImport({ start, isWhole: true, fileName: 'call.json' });
	expect(seen).toMatchObject({ format: 'deepgram', voices: ['0', '1', '2'], problems: [] });
	expect(seen.records[0].said[0]).toEqual({ speaker: 'unknown', name: '0', text: 'And,' });
});

test('a call that comes again without its words keeps those it has, and takes the rest', async ({
	db,
	pool
}) => {
	const viewer = await addUser(db);
	const call = record('C-1', { channel: 'call', subject: 'Parcel' });
	await importRecords(pool, viewer, [call]);
	const [before] = await db.select().from(transcripts);
	const again = { ...call, segments: [], subject: 'Lost parcel' };
	expect(await importRecords(pool, viewer, [again])).toMatchObject({ updated: 1 });
	expect(await db.select().from(transcripts)).toEqual([before]);
	const [stored] = await db.select().from(conversations);
	expect(stored).toMatchObject({
		subject: 'Lost parcel',
		messageCount: 1,
		opening: 'Hello from C-1'
	});
});
