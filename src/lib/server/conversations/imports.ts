import { and, asc, desc, eq, gt, sql } from 'drizzle-orm';
import { validate } from 'uuid';
import { byteOrderMark, csvLine } from '../../csv.ts';
import { problemText, type Problem } from '../../import-problem.ts';
import type { Locale } from '../../locales.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Db } from '../db/database.ts';
import { importProblems, imports, users } from '../db/schema/index.ts';
import type { Progress } from '../../progress.ts';
import { notFound } from '../errors.ts';
import { isQueued } from '../jobs/queue.ts';

export type ImportState =
	'waiting' | 'running' | 'finished' | 'cancelled' | 'broken_off' | 'failed' | 'interrupted';

/** The newest imports. */
export const listImports = (db: Db, limit = 50) =>
	db
		.select(shown)
		.from(imports)
		.leftJoin(users, eq(users.id, imports.userId))
		.orderBy(desc(imports.createdAt), desc(imports.id))
		.limit(limit);

/** One import with its counts so far. Throws 404. */
export async function getImport(db: Db, id: string) {
	const [found] = validate(id)
		? await db
				.select(shown)
				.from(imports)
				.leftJoin(users, eq(users.id, imports.userId))
				.where(eq(imports.id, id))
		: [];
	if (!found) throw notFound();
	return found;
}

/** How far an import is. Throws 404. */
export const importProgress = async (db: Db, id: string) => progressOf(await getImport(db, id));

/** Counted in bytes of its file; a file that is read as it comes has no end that is known. */
export function progressOf({ state, bytes, bytesRead }: Import): Progress {
	const isBroken = state === 'broken_off' || state === 'interrupted';
	return {
		state: isBroken ? 'failed' : state,
		done: state === 'finished' && bytes !== null ? bytes : bytesRead,
		total: bytes,
		failed: 0
	};
}
type Import = Awaited<ReturnType<typeof getImport>>;

/** The refused records of an import in the order of the file, `limit` of them from beyond `after`. */
export async function listImportProblems(db: Db, importId: string, after = 0, limit = 100) {
	const rows = await db
		.select({
			id: importProblems.id,
			line: importProblems.line,
			code: importProblems.code,
			params: importProblems.params,
			excerpt: importProblems.excerpt
		})
		.from(importProblems)
		.where(and(eq(importProblems.importId, importId), gt(importProblems.id, after)))
		.orderBy(asc(importProblems.id))
		.limit(limit);
	return rows.map(({ code, params, ...row }) => ({ ...row, problem: { code, params } as Problem }));
}

/** The refused records as a CSV file for a spreadsheet, piece by piece. */
export async function* problemsAsCsv(db: Db, importId: string, locale: Locale) {
	const words = { line: m.import_line, reason: m.import_reason, excerpt: m.import_excerpt };
	yield byteOrderMark + csvLine(Object.values(words).map((word) => word({}, { locale })));
	for (let after = 0; ;) {
		const problems = await listImportProblems(db, importId, after, 1000);
		if (problems.length === 0) return;
		yield problems
			.map(({ line, problem, excerpt }) => csvLine([line, problemText(problem, locale), excerpt]))
			.join('');
		after = problems.at(-1)!.id;
	}
}

/** Its connection carries its name: a process that was killed leaves none. */
const isAlive = sql<boolean>`exists (select from pg_stat_activity
	where datname = current_database() and application_name = 'plumbline import ' || ${imports.id})`;

export type RunningImport = { id: string; fileName: string; read: number };

/** The imports that some process is at right now, as a column. */
export const runningImports = sql<RunningImport[]>`(select coalesce(json_agg(json_build_object(
	'id', ${imports.id}, 'fileName', ${imports.fileName}, 'read', ${imports.read})
	order by ${imports.createdAt} desc), '[]') from ${imports}
	where ${imports.finishedAt} is null and ${isAlive})`;

const stateOf = sql<ImportState>`case
	when ${imports.cancelledAt} is not null and ${imports.finishedAt} is not null then 'cancelled'
	when ${imports.failedReason} = 'broken_off' then 'broken_off'
	when ${imports.failedReason} is not null then 'failed'
	when ${imports.finishedAt} is not null then 'finished'
	when ${isAlive} then 'running'
	when ${imports.bytes} is not null and ${isQueued('import-conversations', imports.id)} then 'waiting'
	else 'interrupted' end`;

const shown = {
	id: imports.id,
	fileName: imports.fileName,
	format: imports.format,
	userName: users.name,
	state: stateOf,
	failedReason: imports.failedReason,
	createdAt: imports.createdAt,
	finishedAt: imports.finishedAt,
	read: imports.read,
	added: imports.added,
	updated: imports.updated,
	unchanged: imports.unchanged,
	kept: imports.kept,
	refused: imports.refused,
	bytes: imports.bytes,
	bytesRead: imports.bytesRead
};
