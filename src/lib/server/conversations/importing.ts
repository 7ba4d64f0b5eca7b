import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Pool, PoolClient } from 'pg';
import { validate } from 'uuid';
import { m } from '#lib/paraglide/messages.js';
import type { Viewer } from '../../permissions.ts';
import { audit } from '../audit/audit.ts';
import { onClient, type Db } from '../db/database.ts';
import { imports } from '../db/schema/index.ts';
import { conflict, notFound } from '../errors.ts';
import { announce } from '../jobs/announce.ts';
import { readDirectory } from './employee-directory.ts';
import { batches, type Batch, type Refused } from './import-batches.ts';
import { openLanes, prepareStaging } from './import-lanes.ts';
import { addCounts, noCounts, storeBatch, type Counts, type Run } from './import-run.ts';
import { formats, readOptionsSchema, type FormatName, type ReadOptions } from './import/formats.ts';

export type ImportInput = {
	/** Of the import, made by the sender, so that it can be watched while it runs. */
	id?: string;
	fileName: string;
	format: FormatName;
	/** What the format cannot know from the file. */
	options?: Partial<Omit<ReadOptions, 'fileName'>>;
	stream: AsyncIterable<Uint8Array>;
	signal?: AbortSignal;
	/** Called after every batch. */
	onProgress?: (counts: Counts) => void;
	/** Called for every refused record, also for those beyond the number that is kept. */
	onProblem?: (problem: Refused) => void;
	/** Reads, checks and counts, but stores nothing. */
	dryRun?: boolean;
};

export type ImportResult = Counts & {
	/** null for a dry run. */
	importId: string | null;
	outcome: 'finished' | 'cancelled' | 'broken_off';
};

/**
 * Takes in a file of any size. Each batch is a transaction of its own with its counts and problems: what
 * is in stays in, whatever happens to the rest, and the same file again goes on where it stopped.
 */
export async function importConversations(
	pool: Pool,
	viewer: Viewer,
	input: ImportInput
): Promise<ImportResult> {
	const client = await pool.connect();
	let failure: Error | undefined;
	try {
		return await importThrough(pool, client, viewer, input);
	} catch (error) {
		failure = error as Error;
		throw error;
	} finally {
		client.release(failure);
	}
}

/** Asks a running import to stop after the batch it is at, in whatever process it runs. */
export async function cancelImport(db: Db, viewer: Viewer, id: string) {
	if (!validate(id)) throw notFound();
	return db.transaction(async (db) => {
		const [cancelled] = await db
			.update(imports)
			.set({ cancelledAt: new Date() })
			.where(and(eq(imports.id, id), isNull(imports.finishedAt), isNull(imports.cancelledAt)))
			.returning({ id: imports.id });
		if (!cancelled) return;
		await audit(db, viewer, 'import.cancelled', id);
		await announce(db, `progress ${id}`);
	});
}

async function importThrough(
	pool: Pool,
	client: PoolClient,
	viewer: Viewer,
	input: ImportInput
): Promise<ImportResult> {
	const db = onClient(client);
	const importId = input.dryRun ? null : await begin(db, viewer, input);
	const employeeOf = await readDirectory(db);
	const run: Run = { client, db, importId, employeeOf, bytesRead: () => 0 };
	try {
		const { counts, outcome } = await storeAll(pool, run, input);
		if (importId) await end(db, viewer, importId, counts, outcome);
		return { ...counts, outcome, importId };
	} catch (error) {
		// Where even this fails, the import shows as interrupted, and the first error is the one to report
		if (importId) await noteFailure(pool, importId, error as Error).catch(() => undefined);
		throw error;
	}
}

/** Reads on while two batches are being stored, in the order of the file. */
export async function storeAll(
	pool: Pool,
	run: Run,
	{ format, stream, signal, onProgress, onProblem, ...input }: ImportInput,
	skip = 0
) {
	let counts = noCounts;
	let isCancelled = false;
	const store = async (run: Run, batch: Batch) => {
		const stored = await storeBatch(run, batch);
		counts = addCounts(counts, stored.counts);
		isCancelled ||= stored.isCancelled;
		for (const problem of batch.refused) onProblem?.(problem);
		onProgress?.(counts);
	};
	const lanes = openLanes(pool, run, store);
	const options = readOptionsSchema.parse({ ...input.options, fileName: input.fileName });
	const isStopped = () => isCancelled || (signal?.aborted ?? false);
	let isBrokenOff = false;
	try {
		const parsed = formats[format].read(untilBroken(stream), options);
		for await (const batch of batches(parsed, skip)) {
			await lanes.room();
			if (isStopped()) break;
			await lanes.add(batch);
		}
	} catch (error) {
		if (!(error instanceof BrokenOff)) throw error;
		isBrokenOff = true;
	} finally {
		await lanes.close();
	}
	if (isBrokenOff)
		return { counts, outcome: signal?.aborted ? 'cancelled' : 'broken_off' } as const;
	return { counts, outcome: isStopped() ? 'cancelled' : 'finished' } as const;
}

class BrokenOff extends Error {}

async function* untilBroken(stream: AsyncIterable<Uint8Array>) {
	try {
		yield* stream;
	} catch (cause) {
		throw new BrokenOff('the file did not come to its end', { cause });
	}
}

async function begin(db: Db, viewer: Viewer, { id, fileName, format }: ImportInput) {
	return db.transaction(async (db) => {
		const [started] = await db
			.insert(imports)
			.values({ id, userId: viewer.id, fileName, format })
			.onConflictDoNothing()
			.returning({ id: imports.id });
		if (!started) throw conflict(m.import_id_taken());
		await audit(db, viewer, 'import.started', started.id, { after: { fileName, format } });
		await equip(db, started.id);
		return started.id;
	});
}

/** Gives the connection what an import needs, and the name by which it is seen to run. */
export async function equip(db: Db, importId: string) {
	await prepareStaging(db);
	await db.execute(sql.raw(`set application_name = '${applicationName(importId)}'`));
}

/** Writes down how it ended and leaves the connection as it was. */
export async function end(
	db: Db,
	viewer: Viewer,
	id: string,
	counts: Counts,
	outcome: ImportResult['outcome']
) {
	await db.transaction(async (db) => {
		const failedReason = outcome === 'broken_off' ? outcome : null;
		const cancelledAt =
			outcome === 'cancelled' ? sql`coalesce(${imports.cancelledAt}, now())` : null;
		await db
			.update(imports)
			.set({ finishedAt: new Date(), failedReason, cancelledAt })
			.where(eq(imports.id, id));
		await audit(db, viewer, `import.${outcome}`, id, { after: counts });
		await announce(db, `progress ${id}`);
	});
	await db.execute(sql`drop table import_rows`);
	await db.execute(sql`reset application_name`);
}

const noteFailure = (pool: Pool, id: string, error: Error) =>
	pool.query(`update imports set finished_at = now(), failed_reason = $2 where id = $1`, [
		id,
		error.message
	]);

/** By it the running import is recognised in pg_stat_activity, in whatever process it runs. */
export const applicationName = (importId: string) => `plumbline import ${importId}`;
