import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { eq } from 'drizzle-orm';
import { v5 } from 'uuid';
import type { Viewer } from '../../permissions.ts';
import type { Db } from '../db/database.ts';
import type { ConversationRecord } from '../conversations/import/record.ts';
import { conversations } from '../db/schema/index.ts';
import type { Files } from '../files/files.ts';
import { readRecording } from '../recordings/reading.ts';
import { finishUpload } from '../recordings/uploads.ts';

/** What is said in `call.mp3`, with the times in it in milliseconds. */
const said: [speaker: 'employee' | 'customer', startMs: number, endMs: number, text: string][] = [
	['employee', 1200, 5520, 'Hello. This is example.com. My name is Bob. How can I help you?'],
	['customer', 5600, 8800, 'Hi. I’d like to add foo to my service.'],
	[
		'employee',
		9200,
		13_120,
		'Okay. Can you give me your name and phone number so I can look up your account?'
	],
	['customer', 13_735, 20_615, 'My name is Alice, and my number is 1234567890.'],
	['employee', 20_775, 21_655, 'Thank you.'],
	[
		'employee',
		22_935,
		27_735,
		'Okay. I’ve added foo to your service. Is there anything else that I can help you with?'
	],
	['customer', 28_055, 29_975, 'No. Thank you. Goodbye.'],
	['employee', 30_375, 31_895, 'Goodbye. Have a nice day.']
];

/** The same call twice: one is reviewed with the chats, one is left to try. */
const calls = [
	{ id: 'CALL-01', employee: 'E-01', daysAgo: 3 },
	{ id: 'CALL-02', employee: 'E-02', daysAgo: 1 }
];

/** Calls as they are imported; their sound comes with `addSound`. */
export const demoCalls = (now: Date): ConversationRecord[] =>
	calls.map(({ id, employee, daysAgo }) => ({
		source: 'demo',
		id,
		employee,
		channel: 'call',
		language: 'en',
		startedAt: new Date(now.getTime() - daysAgo * 86_400_000).toISOString(),
		segments: said.map(([speaker, startMs, endMs, text]) => {
			return { speaker, startMs, endMs, text, kind: 'message' };
		})
	}));

/** Names the upload, so that a load which was killed makes no second recording. */
const namespace = 'b4ad8f2e-5c0f-4f5e-9f3d-2f0d1a7c6e11';

/** Stores the recording of each call. */
export async function addSound(
	db: Db,
	actor: Viewer,
	{ files, dataDir }: { files: Files; dataDir: string }
) {
	await mkdir(dataDir, { recursive: true });
	for (const { id } of calls) {
		const [{ id: conversation }] = await db
			.select({ id: conversations.id })
			.from(conversations)
			.where(eq(conversations.externalId, id));
		const path = join(dataDir, `${id}.mp3`);
		await copyFile(fileURLToPath(new URL('./call.mp3', import.meta.url)), path);
		const input = { filename: 'call.mp3', conversation };
		const upload = { id: v5(id, namespace), path, bytes: 33_537, input, actor };
		const { recordingId } = await finishUpload(db, files, upload);
		await readRecording(db, files, recordingId);
	}
}
