import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { eq, sql } from 'drizzle-orm';
import { v7 } from 'uuid';
import type { Viewer } from '../../src/lib/permissions.ts';
import { monthOf } from '../../src/lib/periods.ts';
import type { Database, Db } from '../../src/lib/server/db/database.ts';
import {
	conversations,
	employees,
	reportBatches,
	reportBatchItems
} from '../../src/lib/server/db/schema/index.ts';
import { openFiles } from '../../src/lib/server/files/files.ts';
import { postMail } from '../../src/lib/server/mail/mail.ts';
import { readRecording } from '../../src/lib/server/recordings/reading.ts';
import { finishUpload } from '../../src/lib/server/recordings/uploads.ts';
import { importRecords, record } from './import.ts';

/** A batch of reports that is over: one could not be drawn. */
export async function addDemoBatch(db: Db, { id: userId }: Viewer) {
	const { from: periodFrom, to: periodTo } = monthOf(new Date());
	const people = await db.select({ id: employees.id }).from(employees).orderBy(employees.code);
	const [{ id: batchId }] = await db
		.insert(reportBatches)
		.values({ userId, periodFrom, periodTo })
		.returning();
	const drawn = { bytes: Buffer.from('%PDF-'), doneAt: new Date() };
	const failed = { failure: { code: 'died' as const, detail: 'worker ended' }, doneAt: new Date() };
	const items = people.map(({ id: employeeId }, i) => {
		return { batchId, employeeId, ...(i === 0 ? failed : drawn) };
	});
	for (const item of items) await db.insert(reportBatchItems).values(item);
	return batchId;
}

/** A mail that was refused, one that is being sent and one that waits for tomorrow. */
export async function addDemoJobs(db: Db) {
	const mail = { subject: 'Invitation', text: 'Welcome' };
	const ways = {
		'refused@example.com': sql`state = 'failed', started_on = now(), completed_on = now(),
			output = '{"code": "mail_refused", "detail": "550 no such user"}'`,
		'slow@example.com': sql`state = 'active', started_on = now(), heartbeat_on = now() + interval '1 hour'`,
		'later@example.com': sql`start_after = now() + interval '1 day'`
	};
	for (const [to, way] of Object.entries(ways))
		await db.transaction(async (db) => {
			await postMail(db, { to, ...mail });
			await db.execute(sql`update pgboss.job set ${way} where data->>'to' = ${to}`);
		});
}

/** A call with its transcript and its sound. */
export async function addDemoCall(
	{ db, pool }: Pick<Database, 'db' | 'pool'>,
	viewer: Viewer,
	{ dataDir, employee }: { dataDir: string; employee: string }
) {
	const segments = ['Good morning.', 'My parcel is late.', 'It arrives tomorrow.'].map(
		(text, i) => {
			return {
				speaker: i % 2 ? 'customer' : 'employee',
				text,
				startMs: i * 600,
				endMs: i * 600 + 500
			};
		}
	);
	const startedAt = new Date(Date.now() - 86_400_000).toISOString();
	const call = { channel: 'call', employee, startedAt, segments };
	await importRecords(pool, viewer, [record('CALL-1', call)]);
	const [{ id: conversation }] = await db
		.select({ id: conversations.id })
		.from(conversations)
		.where(eq(conversations.externalId, 'CALL-1'));
	const path = join(dataDir, 'call.wav');
	await copyFile('tests/fixtures/recordings/mu-law.wav', path);
	const files = await openFiles({ dataDir, s3Url: undefined });
	const upload = { id: v7(), path, bytes: 16_058, actor: viewer };
	const input = { filename: 'call.wav', conversation };
	const { recordingId } = await finishUpload(db, files, { ...upload, input });
	await readRecording(db, files, recordingId);
	return conversation;
}
