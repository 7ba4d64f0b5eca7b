import { isDeepStrictEqual } from 'node:util';
import { and, eq, isNull, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { validate as isUuid } from 'uuid';
import { m } from '#lib/paraglide/messages.js';
import type { CoachingReport, Quote } from '../../coaching-report.ts';
import type { Locale } from '../../locales.ts';
import { can, type Viewer } from '../../permissions.ts';
import { boundsOf, periodFromTo, type Period } from '../../periods.ts';
import { reportWordsSchema, withWords, wordsOf, type ReportWords } from '../../report-words.ts';
import { audit } from '../audit/audit.ts';
import type { Db } from '../db/database.ts';
import { employees, reports, users } from '../db/schema/index.ts';
import { conflict, invalid, notAllowed, notFound } from '../errors.ts';
import { countErased, isNothingErased } from './erasures.ts';
import { quoteOf, readEvidence } from './evidence.ts';
import { prepareReport, type Filled } from './fill-report.ts';
import { mergeWords, withoutDrafts } from './merge-words.ts';
import { getCoachee } from './rows.ts';
import { listUntouched } from './text-runs.ts';
import { visibleReports, writableReports } from './visibility.ts';

/**
 * Begins a draft, filled from the data, or returns the one that exists for this employee and period. Without
 * a locale it is in the employee's.
 */
export async function startReport(
	db: Db,
	viewer: Viewer,
	input: { employeeId: string; period: Period; locale?: Locale }
): Promise<string> {
	const { employeeId, period } = input;
	if (!can(viewer, 'coaching:write') || viewer.employeeId === employeeId) throw notAllowed();
	const locale = input.locale ?? (await getCoachee(db, viewer, employeeId)).locale;
	const identity = { employeeId, periodFrom: period.from, periodTo: period.to };
	const erased = await countErased(db, employeeId);
	const filled = await prepareReport(db, viewer, employeeId, period, locale);
	const id = await db.transaction(async (db) => {
		if (!(await isNothingErased(db, employeeId, erased))) return null;
		const [created] = await db
			.insert(reports)
			.values({ ...identity, locale, createdBy: viewer.id, ...asFilled(filled) })
			.onConflictDoNothing()
			.returning({ id: reports.id });
		if (!created) return findDraftFor(db, identity);
		await audit(db, viewer, 'report.started', created.id, { after: { ...identity, locale } });
		return created.id;
	});
	return id ?? startReport(db, viewer, input);
}

type Identity = { employeeId: string; periodFrom: string; periodTo: string };

/** The one draft that an employee and a period can have. */
export async function findDraftFor(db: Db, { employeeId, periodFrom, periodTo }: Identity) {
	const [draft] = await db
		.select({ id: reports.id })
		.from(reports)
		.where(
			and(
				eq(reports.employeeId, employeeId),
				eq(reports.periodFrom, periodFrom),
				eq(reports.periodTo, periodTo),
				isNull(reports.issuedAt)
			)
		);
	return draft?.id;
}

/** A report with its state; the private note only for its author. Throws 404. */
export async function getReport(db: Db, viewer: Viewer, id: string) {
	if (!isUuid(id)) throw notFound();
	const earlier = alias(reports, 'earlier');
	const [issuer, author] = [alias(users, 'issuer'), alias(users, 'author')];
	const [row] = await db
		.select({
			id: reports.id,
			employeeId: reports.employeeId,
			employeeName: employees.name,
			periodFrom: reports.periodFrom,
			periodTo: reports.periodTo,
			locale: reports.locale,
			content: reports.content,
			version: reports.version,
			privateNote: sql<string | null>`case when ${reports.createdBy} = ${viewer.id}
				then ${reports.privateNote} end`,
			author: author.name,
			updatedAt: reports.updatedAt,
			issuedAt: reports.issuedAt,
			issuer: issuer.name,
			sha256: reports.sha256,
			supersededAt: reports.supersededAt,
			supersededBy: reports.supersededBy,
			supersedes: earlier.id,
			acknowledgedAt: reports.acknowledgedAt,
			agreed: reports.agreed,
			employeeComment: reports.employeeComment
		})
		.from(reports)
		.innerJoin(employees, eq(employees.id, reports.employeeId))
		.innerJoin(author, eq(author.id, reports.createdBy))
		.leftJoin(issuer, eq(issuer.id, reports.issuedBy))
		.leftJoin(earlier, eq(earlier.supersededBy, reports.id))
		.where(and(eq(reports.id, id), visibleReports(viewer)));
	if (!row) throw notFound();
	const { employeeId } = row;
	return {
		...row,
		canWrite: can(viewer, 'coaching:write') && viewer.employeeId !== employeeId,
		isOwn: viewer.employeeId === employeeId
	};
}
export type Report = Awaited<ReturnType<typeof getReport>>;

/** What a draft's author can choose from now, and whether the figures have moved since it was filled. */
export async function getChoices(db: Db, viewer: Viewer, report: Report) {
	const { report: fresh, candidates } = await prepareAnew(db, viewer, report, report.locale);
	return { candidates, isStale: !isDeepStrictEqual(figuresIn(fresh), figuresIn(report.content)) };
}

/** Everything in a report but words, state and the last plan, which is read when it is drawn. */
function figuresIn({ score, withoutCritical, criticalErrors, change, ...rest }: CoachingReport) {
	const { teamMedian, trend, criteria, disputes, reviews, scorecards, employee, method } = rest;
	const numbers = { score, withoutCritical, criticalErrors, change, teamMedian, trend, criteria };
	return { ...numbers, disputes, reviews, scorecards, employee, method };
}

export type DraftSave = { version: number; words: ReportWords; privateNote: string | null };

/** The lead's words and, for its author alone, the private note. */
export type DraftDocument = { words: ReportWords; privateNote: string | null };
export type Standing = { document: DraftDocument; version: number; updatedAt: Date };

/** What stands on the server now. Throws 404. */
export async function getStanding(db: Db, viewer: Viewer, id: string): Promise<Standing> {
	const { content, privateNote, version, updatedAt } = await getReport(db, viewer, id);
	return { document: { words: wordsOf(content), privateNote }, version, updatedAt };
}

/**
 * Saves over the version that the writer saw. `saved: false` brings what stands there instead: somebody was
 * faster, or the report is issued. The same words sent twice are saved once. Quotes must be the record's own.
 */
export async function saveReportDraft(
	db: Db,
	viewer: Viewer,
	id: string,
	{ version, document }: { version: number; document: DraftDocument }
): Promise<{ saved: true; version: number } | ({ saved: false } & Standing)> {
	return db.transaction(async (db) => {
		const draft = await lockReport(db, viewer, id);
		const isAuthor = draft.createdBy === viewer.id;
		const words = reportWordsSchema.parse(storable(document.words));
		const note = (isAuthor && storable(document.privateNote)) || '';
		const isSame =
			isDeepStrictEqual(words, wordsOf(draft.content)) && (!isAuthor || note === draft.privateNote);
		if (isSame) return { saved: true, version: draft.version };
		if (draft.issuedAt || draft.version !== version)
			return { saved: false, ...(await getStanding(db, viewer, id)) };
		await requireKnownQuotes(db, draft, words);
		await db
			.update(reports)
			.set({
				content: withWords(draft.content, words),
				privateNote: isAuthor ? note : undefined,
				version: version + 1,
				updatedAt: new Date()
			})
			.where(eq(reports.id, id));
		return { saved: true, version: version + 1 };
	});
}

/** Figures anew, in the language given; the lead's words stay, those never touched follow the figures. */
export async function refillReport(
	db: Db,
	viewer: Viewer,
	id: string,
	{ version, locale }: { version: number; locale: Locale }
): Promise<{ version: number }> {
	const report = await getReport(db, viewer, id);
	const erased = await countErased(db, report.employeeId);
	const fresh = await prepareAnew(db, viewer, report, locale);
	return db.transaction(async (db) => {
		const isFresh = await isNothingErased(db, report.employeeId, erased);
		const draft = await lockDraft(db, viewer, id);
		if (draft.version !== version || !isFresh) throw conflict(m.coaching_changed_elsewhere());
		const { content, filled } = asFilled(fresh);
		const drafted = await listUntouched(db, draft, wordsOf(draft.content));
		const written = withoutDrafts(wordsOf(draft.content), draft.filled, drafted);
		const words = mergeWords(written, draft.filled, {
			words: filled.words,
			candidates: fresh.candidates
		});
		await db
			.update(reports)
			.set({
				locale,
				content: withWords(content, words),
				filled,
				version: version + 1,
				updatedAt: new Date()
			})
			.where(eq(reports.id, id));
		return { version: version + 1 };
	});
}

/** Throws a draft away; an issued report stays for ever. */
export async function discardReport(db: Db, viewer: Viewer, id: string) {
	return db.transaction(async (db) => {
		const draft = await lockDraft(db, viewer, id);
		await db.update(reports).set({ supersededBy: null }).where(eq(reports.supersededBy, id));
		await db.delete(reports).where(eq(reports.id, id));
		const { employeeId, periodFrom, periodTo } = draft;
		await audit(db, viewer, 'report.discarded', id, {
			before: { employeeId, periodFrom, periodTo }
		});
	});
}

/** Locks a report that the viewer may write, in whatever state. Throws 404. */
export async function lockReport(db: Db, viewer: Viewer, id: string) {
	const [row] = isUuid(id)
		? await db
				.select()
				.from(reports)
				.where(and(eq(reports.id, id), writableReports(viewer)))
				.for('update')
		: [];
	if (!row) throw notFound();
	return row;
}
export type LockedReport = Awaited<ReturnType<typeof lockReport>>;

async function lockDraft(db: Db, viewer: Viewer, id: string) {
	const row = await lockReport(db, viewer, id);
	if (row.issuedAt) throw conflict(m.coaching_issued_already());
	return row;
}

function prepareAnew(db: Db, viewer: Viewer, report: Report, locale: Locale) {
	const period = periodFromTo(report.periodFrom, report.periodTo)!;
	return prepareReport(db, viewer, report.employeeId, period, locale, report.id);
}

export function asFilled({ report, candidates }: Filled) {
	const kept = candidates.map(({ key, strength, priority, action }) => {
		return { key, strength, priority, action };
	});
	return { content: report, filled: { words: wordsOf(report), candidates: kept } };
}

/** A quote is one that the draft has already, or stands in the period's evidence letter for letter. */
async function requireKnownQuotes(db: Db, draft: LockedReport, words: ReportWords) {
	const known = quotesIn(wordsOf(draft.content));
	const isIn = (quotes: Quote[]) => (one: Quote) =>
		quotes.some((quote) => isDeepStrictEqual(quote, one));
	const added = quotesIn(words).filter((quote) => !isIn(known)(quote));
	if (!added.length) return;
	const window = boundsOf({ from: draft.periodFrom, to: draft.periodTo });
	const rows = await readEvidence(db, draft.employeeId, window, 'released');
	const { name } = draft.content.employee;
	const record = rows.map((row) => quoteOf(row, name, draft.locale));
	if (!added.every(isIn(record))) throw invalid(m.coaching_quote_unknown());
}

const quotesIn = ({ strengths, priorities }: ReportWords) =>
	[...strengths.map((one) => one.quote), ...priorities.map((one) => one.behaviour.quote)].filter(
		(quote) => quote !== null
	);

/** Without NUL and halves of characters, which PostgreSQL does not keep. */
function storable<T>(value: T): T {
	if (typeof value === 'string') return value.replaceAll('\0', '').toWellFormed() as T;
	if (Array.isArray(value)) return value.map(storable) as T;
	if (value === null || typeof value !== 'object') return value;
	return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, storable(one)])) as T;
}
