import { finished } from 'node:stream/promises';
import { eq, sql } from 'drizzle-orm';
import type { PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { Db } from '../db/database.ts';
import { importProblems, imports } from '../db/schema/index.ts';
import { announce } from '../jobs/announce.ts';
import { readAgain } from '../recordings/read-job.ts';
import { excerptOf } from './masking.ts';
import type { Batch, Identity, Refused } from './import-batches.ts';
import { stagingLine, takeBackSql, takeInSql, type Incoming } from './import-rows.ts';
import type { Directory } from './employee-directory.ts';

export type Counts = {
	read: number;
	added: number;
	updated: number;
	unchanged: number;
	/** Different from what is stored, but reviewed, so left as it was. */
	kept: number;
	refused: number;
};

export const noCounts: Counts = {
	read: 0,
	added: 0,
	updated: 0,
	unchanged: 0,
	kept: 0,
	refused: 0
};

/** Where a batch goes. */
export type Run = {
	client: PoolClient;
	/** The same connection. */
	db: Db;
	/** null: a dry run, which stores nothing. */
	importId: string | null;
	employeeOf: Directory;
	/** Bytes of the file read so far, for the progress. */
	bytesRead: () => number;
	/** What must be stored before this batch may be. */
	before?: Promise<void>;
};

export type Stored = { counts: Counts; /** Somebody wants it to stop. */ isCancelled: boolean };

/** So many refused records of one import are kept with their reasons; all are counted. */
export const mostProblems = 10_000;

/** Stores a batch in one transaction: rows, problems and counts, or nothing.  */
export async function storeBatch(run: Run, batch: Batch): Promise<Stored> {
	try {
		return await run.db.transaction(async (db) => {
			const { importId } = run;
			const { fresh, unchanged, kept, changed } = await sortOut(run.client, batch.rows);
			const { added, updated } = importId
				? await takeIn(run, fresh)
				: { added: fresh.length - changed, updated: changed };
			if (importId) await quieten(db, fresh);
			const gone = await takeBack(run, batch.retracted);
			const counts = {
				read: batch.read,
				added: added - gone.added,
				updated: updated - gone.updated,
				unchanged: unchanged + batch.unchanged,
				kept: kept + fresh.length - added - updated,
				refused: batch.refused.length
			};
			await run.before?.catch(afterFailure);
			const isCancelled = importId ? await record(db, run, counts, batch) : false;
			return { counts, isCancelled };
		});
	} catch (error) {
		if (!isAboutData(error) || batch.rows.length === 0) throw error;
		return storeWithout(run, batch, error);
	}
}

/** The failure itself is told by the batch that failed; nothing after it may be stored. */
const afterFailure = (cause: unknown) => {
	throw new Error('the batch before was not stored', { cause });
};

/** One conversation that PostgreSQL refuses must not take the rest with it: halves until it stands alone. */
async function storeWithout(run: Run, batch: Batch, error: Error): Promise<Stored> {
	const { rows } = batch;
	if (rows.length === 1) {
		const refusal = refusalOf(rows[0], error);
		return storeBatch(run, { ...batch, rows: [], refused: [...batch.refused, refusal] });
	}
	const middle = rows.length >> 1;
	const rest = {
		rows: rows.slice(middle),
		refused: [],
		read: rows.length - middle,
		unchanged: 0,
		retracted: [],
		told: batch.told
	};
	const first = await storeBatch(run, {
		...batch,
		told: 0,
		rows: rows.slice(0, middle),
		read: batch.read - rest.read
	});
	const second = await storeBatch(run, rest);
	const counts = addCounts(first.counts, second.counts);
	return { counts, isCancelled: second.isCancelled };
}

export function addCounts(a: Counts, b: Counts): Counts {
	const names = Object.keys(noCounts) as (keyof Counts)[];
	return Object.fromEntries(names.map((name) => [name, a[name] + b[name]])) as Counts;
}

/** Which rows are new or changed. A changed row gets the id of the conversation that is there. */
async function sortOut(client: PoolClient, rows: Incoming[]) {
	const { rows: known } = await client.query<{
		n: number;
		id: string;
		same: boolean;
		reviewed: boolean;
	}>({
		name: 'import known',
		text: `select (k.n - 1)::int as n, c.id, c.content_hash = k.hash as same, exists (
					select from reviews r where r.conversation_id = c.id and r.submitted_at is not null) as reviewed
				from unnest($1::text[], $2::text[], $3::text[]) with ordinality as k (source, external_id, hash, n)
				join conversations c on c.source = k.source and c.external_id = k.external_id`,
		values: [
			rows.map(({ record }) => record.source),
			rows.map(({ record }) => record.id),
			rows.map(({ contentHash }) => contentHash)
		]
	});
	const unchanged = known.filter(({ same }) => same).length;
	const kept = known.filter(({ same, reviewed }) => !same && reviewed).length;
	for (const { n, id } of known) rows[n].id = id;
	const skipped = new Set(known.filter(({ same, reviewed }) => same || reviewed).map(({ n }) => n));
	const fresh = rows.filter((_, n) => !skipped.has(n));
	return { fresh, unchanged, kept, changed: known.length - skipped.size };
}

async function takeIn({ client, importId, employeeOf }: Run, rows: Incoming[]) {
	if (rows.length === 0) return { added: 0, updated: 0 };
	const copy = client.query(copyFrom('copy import_rows from stdin'));
	copy.end(rows.map((row) => stagingLine(row, employeeOf(row.record.employee))).join(''));
	await finished(copy);
	const { rows: counted } = await client.query<{ added: number; updated: number }>({
		name: 'import take in',
		text: takeInSql,
		values: [importId]
	});
	return counted[0];
}

/** Recordings of calls whose transcripts are new are not played before what is hidden in these is silent. */
async function quieten(db: Db, rows: Incoming[]) {
	const calls = rows.filter(({ record }) => record.channel === 'call' && record.segments.length);
	if (calls.length === 0) return;
	const { rows: heard } = await db.execute<{ id: string }>(sql`
		select c.id from unnest(
			${sql.param(calls.map(({ record }) => record.source))}::text[],
			${sql.param(calls.map(({ record }) => record.id))}::text[],
			${sql.param(calls.map(({ segmentsJson }) => segmentsJson.includes('•••')))}::boolean[]
		) as k (source, external_id, hides)
		join conversations c using (source, external_id)
		join recordings r on r.conversation_id = c.id
		where k.hides or r.silenced <> '[]'`);
	await readAgain(
		db,
		heard.map(({ id }) => id)
	);
}

/** Removes what this import has taken in by mistake, unless somebody has begun to review it. */
async function takeBack({ client, importId }: Run, identities: Identity[]) {
	if (identities.length === 0) return { added: 0, updated: 0 };
	if (importId === null) return { added: identities.length, updated: 0 };
	const { rows } = await client.query<{ added: number; updated: number }>(takeBackSql, [
		importId,
		identities.map(({ source }) => source),
		identities.map(({ id }) => id)
	]);
	return rows[0];
}

/** Writes down what the batch did; tells whether somebody has cancelled the import. */
async function record(db: Db, run: Run, counts: Counts, { refused, told }: Batch) {
	const importId = run.importId!;
	const [row] = await db
		.update(imports)
		.set({
			read: sql`${imports.read} + ${counts.read}`,
			added: sql`${imports.added} + ${counts.added}`,
			updated: sql`${imports.updated} + ${counts.updated}`,
			unchanged: sql`${imports.unchanged} + ${counts.unchanged}`,
			kept: sql`${imports.kept} + ${counts.kept}`,
			refused: sql`${imports.refused} + ${counts.refused}`,
			position: sql`${imports.position} + ${told}`,
			bytesRead: run.bytesRead()
		})
		.where(eq(imports.id, importId))
		.returning({ refused: imports.refused, cancelledAt: imports.cancelledAt });
	const room = Math.max(0, mostProblems - (row.refused - counts.refused));
	const listed = refused.slice(0, room).map(({ line, problem, excerpt }) => {
		return { importId, line, code: problem.code, params: problem.params, excerpt };
	});
	if (listed.length > 0) await db.insert(importProblems).values(listed);
	await announce(db, `progress ${importId}`);
	return row.cancelledAt !== null;
}

/** Classes 22 (data) and 54 (a limit): about what a conversation holds, not about the database. */
function isAboutData(error: unknown): error is Error & { code: string } {
	const { code } = error as { code?: unknown };
	return typeof code === 'string' && /^(22|54)/.test(code);
}

function refusalOf({ line, record }: Incoming, error: Error): Refused {
	const problem = { code: 'unstorable' as const, params: { reason: error.message } };
	return { line, problem, excerpt: excerptOf(JSON.stringify(record)) };
}
