import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { v7 } from 'uuid';
import { addConversation } from '../../../../tests/setup/factories.ts';
import { temporaryFolder } from '../../../../tests/setup/folders.ts';
import { until } from '../../../../tests/setup/jobs.ts';
import { expect, test } from '../../../../tests/setup/test.ts';
import { recordings } from '../db/schema/index.ts';
import type { Settings } from '../settings.ts';
import { openRecordingDesk } from './desk.ts';

test('uploads that cannot be looked after keep no other chore waiting', async ({ db }) => {
	const dataDir = await temporaryFolder();
	await writeFile(join(dataDir, 'uploads'), 'no folder');
	const { id: conversationId } = await addConversation(db);
	await db.insert(recordings).values({
		...{
			conversationId,
			uploadId: v7(),
			fileName: 'a.mp3',
			bytes: 1,
			sha256: '',
			refusedReason: 'broken'
		},
		fileKey: 'recordings/refused'
	});
	const faults: unknown[] = [];
	const log = { error: (...fault: unknown[]) => void faults.push(fault) };
	const settings = { dataDir, s3Url: undefined, recordingMaxBytes: 1e6 } as Settings;
	const desk = openRecordingDesk(db, settings, log);
	const keys = () => db.select({ key: recordings.fileKey }).from(recordings);
	await until(async () => (await keys())[0].key === null);
	desk.close();
	expect(faults).toHaveLength(1);
});
