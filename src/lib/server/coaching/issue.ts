import { createHash } from 'node:crypto';
import { and, eq, isNull } from 'drizzle-orm';
import { m } from '#lib/paraglide/messages.js';
import type { CoachingReport } from '../../coaching-report.ts';
import { draftedNames } from '../../drafted-words.ts';
import type { Viewer } from '../../permissions.ts';
import { dayOf } from '../../time-zone.ts';
import { wordsOf } from '../../report-words.ts';
import { audit } from '../audit/audit.ts';
import type { Db } from '../db/database.ts';
import { actions, reportFiles, reports } from '../db/schema/index.ts';
import { conflict, notFound } from '../errors.ts';
import { holdErased } from './erasures.ts';
import { renderCoachingReport } from './pdf/pool.ts';
import { previousPlanOf, readLastPlan } from './plan.ts';
import { findDraftFor, getReport, lockReport, type LockedReport } from './reports.ts';
import { listUntouched } from './text-runs.ts';
import { visibleReports } from './visibility.ts';
import { withoutErased } from './without-words.ts';

/** The pages as they are: a draft drawn now, an issued report's frozen bytes. */
export async function previewReport(db: Db, viewer: Viewer, id: string): Promise<Uint8Array> {
	const report = await getReport(db, viewer, id);
	if (report.issuedAt) return readFile(db, id, report.sha256);
	return renderCoachingReport(await asDrawn(db, report));
}

/**
 * Freezes the report: its bytes with their SHA-256, and the plan as actions. From now on it can be superseded,
 * never changed. A second call changes nothing. Throws a conflict when the draft is not the one that was seen.
 */
export async function issueReport(
	db: Db,
	viewer: Viewer,
	id: string,
	{ version }: { version: number }
): Promise<{ sha256: string }> {
	return inTurn(db, async (db) => {
		const draft = await lockReport(db, viewer, id);
		if (draft.issuedAt) return { sha256: draft.sha256! };
		if (draft.version !== version) throw conflict(m.coaching_changed_elsewhere());
		const issuedAt = new Date();
		const content = signed(await asDrawn(db, draft), id, viewer, issuedAt);
		const bytes = Buffer.from(await renderCoachingReport(content));
		const sha256 = createHash('sha256').update(bytes).digest('hex');
		await db
			.update(reports)
			.set({ content, sha256, issuedAt, issuedBy: viewer.id, updatedAt: issuedAt })
			.where(eq(reports.id, id));
		await db.insert(reportFiles).values({ reportId: id, bytes });
		await writeActions(db, draft, content);
		await db
			.update(reports)
			.set({ supersededAt: issuedAt })
			.where(and(eq(reports.supersededBy, id), eq(reports.employeeId, draft.employeeId)));
		await audit(db, viewer, 'report.issued', id, { after: { sha256, bytes: bytes.length } });
		return { sha256 };
	});
}

let turn: Promise<unknown> = Promise.resolve();

/** One worker draws all: who waits for it holds no connection, so that others find one within their ten seconds. */
function inTurn<T>(db: Db, work: (db: Db) => Promise<T>): Promise<T> {
	const done = turn.then(() => db.transaction(work));
	turn = done.catch(() => undefined);
	return done;
}

/** A draft with the same words, to be issued in this one's place. Returns the one that exists already. */
export async function supersedeReport(db: Db, viewer: Viewer, id: string): Promise<string> {
	return db.transaction(async (db) => {
		const report = await lockReport(db, viewer, id);
		if (!report.issuedAt) throw conflict(m.coaching_not_issued());
		if (report.supersededAt) throw conflict(m.coaching_superseded_already());
		const { employeeId, periodFrom, periodTo, locale } = report;
		const identity = { employeeId, periodFrom, periodTo };
		const said = { content: unsigned(report.content), filled: report.filled };
		const { content, filled } = withoutErased(said, await holdErased(db, employeeId));
		const [created] = await db
			.insert(reports)
			.values({ ...identity, locale, content, filled, createdBy: viewer.id })
			.onConflictDoNothing()
			.returning({ id: reports.id });
		const draftId = created?.id ?? (await findDraftFor(db, identity));
		await db.update(reports).set({ supersededBy: draftId }).where(eq(reports.id, id));
		if (report.supersededBy !== draftId)
			await audit(db, viewer, 'report.superseding', id, { after: { draftId } });
		return draftId!;
	});
}

/** The issued file for saving; every download is in the audit log. */
export async function downloadReport(db: Db, viewer: Viewer, id: string) {
	const report = await getReport(db, viewer, id);
	if (!report.issuedAt) throw notFound();
	const bytes = await readFile(db, id, report.sha256);
	await audit(db, viewer, 'report.downloaded', id);
	const code = report.content.employee.code.replace(/[^A-Za-z0-9_-]+/g, '-');
	const fileName = `coaching-${code}-${report.periodFrom}-${report.periodTo}-${report.locale}.pdf`;
	return { bytes, fileName, sha256: report.sha256! };
}

/** The employee agrees or not, once. The frozen file stays as it is. Only the employee's own report: else 404. */
export async function acknowledgeReport(
	db: Db,
	viewer: Viewer,
	id: string,
	{ agreed, comment }: { agreed: boolean; comment: string }
) {
	return db.transaction(async (db) => {
		const report = await getReport(db, viewer, id);
		if (!report.isOwn || !report.issuedAt) throw notFound();
		if (report.supersededAt) throw conflict(m.coaching_superseded_already());
		const [acknowledged] = await db
			.update(reports)
			.set({ acknowledgedAt: new Date(), agreed, employeeComment: comment })
			.where(and(eq(reports.id, id), visibleReports(viewer), isNull(reports.acknowledgedAt)))
			.returning({ id: reports.id });
		if (!acknowledged) throw conflict(m.coaching_acknowledged_already());
		await audit(db, viewer, 'report.acknowledged', id, { after: { agreed, comment } });
	});
}

type Drawn = Pick<
	LockedReport,
	'id' | 'employeeId' | 'periodFrom' | 'periodTo' | 'locale' | 'content'
>;

/** How the last plan went, and which words a machine wrote, are read when the report is drawn: never old. */
async function asDrawn(db: Db, draft: Drawn): Promise<CoachingReport> {
	const { content, locale } = draft;
	const [lastPlan, drafted] = await Promise.all([
		readLastPlan(db, draft.employeeId, draft.id),
		listUntouched(db, draft, wordsOf(content))
	]);
	const texts = draftedNames(drafted, locale).join(', ');
	const words = texts && { drafted: m.report_ai_text({ texts }, { locale }) };
	const method = { ...content.method, ...words };
	return { ...content, previousPlan: previousPlanOf(lastPlan), method };
}

function signed(content: CoachingReport, id: string, viewer: Viewer, issuedAt: Date) {
	const at = issuedAt.toISOString();
	const lead = { name: viewer.name, on: dayOf(issuedAt) };
	return { ...content, id, issuedAt: at, signOff: { ...content.signOff, lead } };
}

function unsigned(content: CoachingReport): CoachingReport {
	const lead = { ...content.signOff.lead, on: null };
	const { drafted: _, ...method } = content.method;
	return { ...content, method, id: null, issuedAt: null, signOff: { ...content.signOff, lead } };
}

/** The plan becomes rows; an action that a superseded report had too keeps what became of it. */
async function writeActions(db: Db, { id, employeeId }: LockedReport, { plan }: CoachingReport) {
	if (!plan.length) return;
	const earlier = await db
		.select({
			action: actions.action,
			outcome: actions.outcome,
			outcomeNote: actions.outcomeNote,
			outcomeAt: actions.outcomeAt,
			outcomeBy: actions.outcomeBy
		})
		.from(actions)
		.innerJoin(reports, eq(reports.id, actions.reportId))
		.where(eq(reports.supersededBy, id));
	const rows = plan.map((one, ordinal) => {
		const outcome = earlier.find(({ action }) => action === one.action);
		return { ...outcome, ...one, reportId: id, employeeId, ordinal };
	});
	await db.insert(actions).values(rows);
}

/** The frozen bytes, after checking that they are the ones that were issued. */
async function readFile(db: Db, id: string, sha256: string | null): Promise<Buffer> {
	const [file] = await db
		.select({ bytes: reportFiles.bytes })
		.from(reportFiles)
		.where(eq(reportFiles.reportId, id));
	const found = createHash('sha256').update(file.bytes).digest('hex');
	if (found !== sha256) throw new Error(`the file of report ${id} is not the one that was issued`);
	return file.bytes;
}
