import { eq, sql } from 'drizzle-orm';
import { m } from '#lib/paraglide/messages.js';
import type { Viewer } from '../../permissions.ts';
import { findActiveViewer } from '../auth/acting.ts';
import { audit } from '../audit/audit.ts';
import { onClient, type Db } from '../db/database.ts';
import { imports } from '../db/schema/index.ts';
import { conflict } from '../errors.ts';
import { announce } from '../jobs/announce.ts';
import { defineJob, enqueue, type Running } from '../jobs/queue.ts';
import { JobError } from '../jobs/reasons.ts';
import { readDirectory } from './employee-directory.ts';
import type { FormatName } from './import/formats.ts';
import type { Run } from './import-run.ts';
import { end, equip, storeAll, type ImportInput } from './importing.ts';
import { dropUpload, keepUpload, readUpload } from './uploads.ts';

type Upload = Required<Pick<ImportInput, 'id' | 'stream' | 'options'>> &
	Pick<ImportInput, 'fileName' | 'format'>;

/** Keeps the file and puts its import into the queue. A file that breaks off leaves nothing. */
export async function uploadImport(
	db: Db,
	place: { dataDir: string },
	viewer: Viewer,
	{ id, fileName, format, options, stream }: Upload
) {
	const [taken] = await db.select({ id: imports.id }).from(imports).where(eq(imports.id, id));
	if (taken) throw conflict(m.import_id_taken());
	const bytes = await keepUpload(place, id, stream);
	await db.transaction(async (db) => {
		await db.insert(imports).values({ id, userId: viewer.id, fileName, format, options, bytes });
		await audit(db, viewer, 'import.started', id, { after: { fileName, format } });
		await enqueue(db, importJob, { id, label: fileName, data: { importId: id } });
	});
}

export const importJob = defineJob<{ importId: string }>({
	name: 'import-conversations',
	atOnce: 1,
	expireInSeconds: 12 * 3600,
	retryLimit: 3,
	retryDelay: 1,
	work: importUpload,
	async gaveUp({ db, settings }, { importId }, { code, detail }) {
		const isCancelled = code === 'cancelled';
		const how = isCancelled
			? { cancelledAt: sql`coalesce(${imports.cancelledAt}, now())` }
			: { failedReason: detail || code };
		await db.transaction(async (db) => {
			await db
				.update(imports)
				.set({ finishedAt: new Date(), ...how })
				.where(eq(imports.id, importId));
			await announce(db, `progress ${importId}`);
		});
		if (isCancelled) await dropUpload(settings, importId);
	}
});

/** One attempt: from the record on at which the one before was killed. */
async function importUpload(
	{ pool, settings, signal }: Running,
	{ importId }: { importId: string }
) {
	const client = await pool.connect();
	let failure: Error | undefined;
	try {
		const db = onClient(client);
		await holdAlone(db, importId);
		const [row] = await db.select().from(imports).where(eq(imports.id, importId));
		// Killed before it dropped the file
		if (row.finishedAt && !row.failedReason) return await dropUpload(settings, importId);
		const viewer = row.userId && (await findActiveViewer(db, row.userId));
		if (!viewer) throw new JobError('not_allowed');
		const stream = await readUpload(settings, importId);
		await db
			.update(imports)
			.set({ finishedAt: null, failedReason: null })
			.where(eq(imports.id, importId));
		await equip(db, importId);
		const employeeOf = await readDirectory(db);
		const run: Run = { client, db, importId, employeeOf, bytesRead: () => stream.bytesRead };
		const input = { ...row, options: row.options ?? {}, format: row.format as FormatName };
		const stop = () => stream.destroy();
		signal.addEventListener('abort', stop, { once: true });
		const { outcome } = row.cancelledAt
			? { outcome: 'cancelled' as const }
			: await storeAll(pool, run, { ...input, id: importId, stream, signal }, row.position);
		const [now] = await db.select().from(imports).where(eq(imports.id, importId));
		if (signal.aborted && !now.cancelledAt) throw new Error('left undone');
		const { read, added, updated, unchanged, kept, refused } = now;
		await end(db, viewer, importId, { read, added, updated, unchanged, kept, refused }, outcome);
		await dropUpload(settings, importId);
	} catch (error) {
		failure = error as Error;
		throw error;
	} finally {
		// The lock goes with the connection.
		client.release(failure ?? true);
	}
}

/** A process that was thought dead may still be at it. */
async function holdAlone(db: Db, importId: string) {
	const { rows } = await db.execute<{ isMine: boolean }>(
		sql`select pg_try_advisory_lock(hashtextextended(${importId}, 0)) as "isMine"`
	);
	if (!rows[0].isMine) throw new JobError('unknown', 'another process still works at it');
}
