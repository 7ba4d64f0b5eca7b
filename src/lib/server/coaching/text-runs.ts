import { and, desc, eq, isNull, lt } from 'drizzle-orm';
import type { Locale } from '../../locales.ts';
import { draftedFields, untouched, type DraftedText, type TextRun } from '../../report-drafts.ts';
import type { ReportWords } from '../../report-words.ts';
import { staleAfterMs, usedTokens } from '../ai/costs.ts';
import type { Usage } from '../ai/failures.ts';
import type { Db } from '../db/database.ts';
import { reports, textRuns } from '../db/schema/index.ts';

type Place = { reportId: string; criterion: string };
type Opening = Place & {
	requestedBy: string;
	locale: Locale;
	model: string;
	promptVersion: string;
	cost: number;
};

/** Null while these texts are being drafted. One whose process died is closed first. */
export async function openTextRun(db: Db, opening: Opening): Promise<string | null> {
	await closeStale(db, opening);
	const [run] = await db
		.insert(textRuns)
		.values(opening)
		.onConflictDoNothing()
		.returning({ id: textRuns.id });
	return run?.id ?? null;
}

/** Those whose process died. */
const closeStale = (db: Db, { reportId }: Place) =>
	db
		.update(textRuns)
		.set({ failure: 'interrupted', finishedAt: new Date() })
		.where(
			and(
				eq(textRuns.reportId, reportId),
				isNull(textRuns.finishedAt),
				lt(textRuns.createdAt, new Date(Date.now() - staleAfterMs))
			)
		);

type Closing = Partial<typeof textRuns.$inferInsert> & { usage: Usage };

/** Writes down what a run brought or why it failed, and what it took. */
export const closeTextRun = (db: Db, id: string, { usage, ...values }: Closing) =>
	db
		.update(textRuns)
		.set({ ...values, ...usedTokens(usage), finishedAt: new Date() })
		.where(eq(textRuns.id, id));

/** The newest run for these texts; `none` where there was none. */
export async function newestTextRun(db: Db, place: Place): Promise<TextRun> {
	await closeStale(db, place);
	const { reportId, criterion } = place;
	const [run] = await db
		.select()
		.from(textRuns)
		.where(and(eq(textRuns.reportId, reportId), eq(textRuns.criterion, criterion)))
		.orderBy(desc(textRuns.createdAt), desc(textRuns.id))
		.limit(1);
	if (!run) return { state: 'none', failure: null, drafted: [], omissions: [], injections: 0 };
	const { failure, finishedAt, drafted, omissions, injections } = run;
	const state = !finishedAt ? 'running' : failure ? 'failed' : 'done';
	return { state, failure, drafted, omissions, injections };
}

type Identity = { employeeId: string; periodFrom: string; periodTo: string };

/** What stands in the words of a report as the machine wrote it, for this report or one that it replaces. */
export async function listUntouched(
	db: Db,
	{ employeeId, periodFrom, periodTo }: Identity,
	words: ReportWords
): Promise<DraftedText[]> {
	const rows = await db
		.select({ drafted: textRuns.drafted })
		.from(textRuns)
		.innerJoin(reports, eq(reports.id, textRuns.reportId))
		.where(
			and(
				eq(reports.employeeId, employeeId),
				eq(reports.periodFrom, periodFrom),
				eq(reports.periodTo, periodTo)
			)
		)
		.orderBy(desc(textRuns.createdAt), desc(textRuns.id));
	const standing = untouched(
		words,
		rows.flatMap(({ drafted }) => drafted)
	);
	const byPlace = Map.groupBy(standing, ({ field, criterion }) => `${field} ${criterion}`);
	return [...byPlace.values()].map(([newest]) => newest).toSorted(inReadingOrder);
}

/** The summary first, then each priority from its situation to its impact. */
const inReadingOrder = (a: DraftedText, b: DraftedText) =>
	a.criterion.localeCompare(b.criterion) ||
	draftedFields.indexOf(a.field) - draftedFields.indexOf(b.field);
