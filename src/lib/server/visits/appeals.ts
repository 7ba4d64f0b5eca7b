import { and, asc, desc, eq } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { m } from '#lib/paraglide/messages.js';
import type { AppealGround, AppealState } from '../../appeal.ts';
import type { Viewer } from '../../permissions.ts';
import { criteriaOf } from '../../scorecard.ts';
import { audit } from '../audit/audit.ts';
import type { Db } from '../db/database.ts';
import { disputes, employees, programmes, reviews, users, visits } from '../db/schema/index.ts';
import { conflict, invalid, notAllowed, notFound } from '../errors.ts';
import { reviseVisitReview } from '../reviews/submit.ts';
import { getRevision, revisionDocument } from '../reviews/revisions.ts';
import { getScorecardVersion } from '../scorecards/versions.ts';
import { mailAppeal, mailDecision } from './appeal-mails.ts';
import { visibleResults } from './results-scope.ts';

export type Appeal = { ground: AppealGround; reason: string; evidence: string };

const dayMs = 86_400_000;

/**
 * The employee's lead, or the location's, says that an approved visit is wrong. It leaves every average until somebody
 * other than the editor decides. A second appeal needs evidence that the first did not have.
 */
export async function raiseAppeal(
	db: Db,
	viewer: Viewer,
	visitId: string,
	{ ground, reason, evidence }: Appeal,
	origin: string
) {
	if (!reason.trim()) throw invalid(m.appeal_reason_missing(), 'reason');
	await db.transaction(async (db) => {
		const judged = await lockResult(db, viewer, visitId);
		const last = await findLastAppeal(db, judged.reviewId);
		if (last && !last.decidedAt) throw conflict(m.appeal_open_already());
		if (new Date() > closesAt(judged, last)) throw conflict(m.appeal_too_late());
		const isNew = evidence.trim() && evidence.trim() !== last?.evidence;
		if (last && !isNew) throw invalid(m.appeal_evidence_missing(), 'evidence');
		await db.insert(disputes).values({
			reviewId: judged.reviewId,
			raisedBy: viewer.id,
			reason: reason.trim(),
			ground,
			evidence: evidence.trim(),
			reopens: last?.id ?? null,
			before: await stateOf(db, judged)
		});
		await audit(db, viewer, 'visit.appealed', visitId, { after: { ground, reason, evidence } });
		await mailAppeal(db, { visitId, editorId: judged.reviewerId, raisedBy: viewer.id }, origin);
	});
}

export type AppealDecision = {
	outcome: 'accepted' | 'rejected';
	text: string;
	/** Levels by criterion, where they change. */
	levels: Record<string, number>;
	/** Who it was; undefined: as before, null: nobody can tell. */
	employeeId?: string | null;
};

/** Somebody other than the editor decides; accepted, the review gets a revision, and both stay. */
export async function decideAppeal(
	db: Db,
	viewer: Viewer,
	visitId: string,
	{ outcome, text, levels, employeeId }: AppealDecision,
	origin: string
) {
	if (!text.trim()) throw invalid(m.appeal_reason_missing(), 'text');
	await db.transaction(async (db) => {
		const judged = await lockResult(db, viewer, visitId);
		if (judged.reviewerId === viewer.id) throw notAllowed();
		const appeal = await findLastAppeal(db, judged.reviewId);
		if (!appeal || appeal.decidedAt) throw conflict(m.dispute_not_open());
		if (appeal.raisedBy === viewer.id) throw notAllowed();
		const before = appeal.before ?? (await stateOf(db, judged));
		if (outcome === 'accepted') await revise(db, viewer, judged, { text, levels, employeeId });
		const after = await stateOf(db, await lockResult(db, viewer, visitId));
		const decided = { outcome, decision: text.trim(), decidedAt: new Date(), decidedBy: viewer.id };
		await db
			.update(disputes)
			.set({ ...decided, before, after })
			.where(eq(disputes.id, appeal.id));
		await audit(db, viewer, `visit.appeal_${outcome}`, visitId, {
			before,
			after: { ...after, decision: text }
		});
		await mailDecision(db, { visitId, raisedBy: appeal.raisedBy, outcome }, origin);
	});
}

async function revise(
	db: Db,
	viewer: Viewer,
	judged: Judged,
	{ text, levels, employeeId }: Pick<AppealDecision, 'text' | 'levels' | 'employeeId'>
) {
	const [revision, { definition }] = await Promise.all([
		getRevision(db, judged.revisionId),
		getScorecardVersion(db, judged.scorecardVersionId)
	]);
	const document = revisionDocument(revision);
	for (const { key, levels: words } of criteriaOf(definition)) {
		const level = levels[key];
		if (level === undefined || level === document.ratings[key]?.level) continue;
		if (level < 1 || level > words.length) throw invalid(m.validation_wrong(), key);
		document.ratings[key] = { ...document.ratings[key], level, na: null };
	}
	await reviseVisitReview(db, viewer, judged.reviewId, { document, reason: text.trim() });
	if (employeeId === undefined || employeeId === judged.employeeId) return;
	if (employeeId && judged.staff === 'hidden') throw invalid(m.visits_staff_hidden(), 'employeeId');
	if (employeeId) await requireEmployee(db, employeeId);
	await db.update(visits).set({ employeeId }).where(eq(visits.id, judged.id));
	await db.update(reviews).set({ employeeId }).where(eq(reviews.id, judged.reviewId));
}

async function requireEmployee(db: Db, id: string) {
	if (!(await db.$count(employees, eq(employees.id, id)))) throw notFound();
}

/** The visit and its review, held until the end of the transaction. */
async function lockResult(db: Db, viewer: Viewer, visitId: string) {
	const [row] = await db
		.select({
			id: visits.id,
			employeeId: visits.employeeId,
			approvedAt: visits.approvedAt,
			reviewId: reviews.id,
			reviewerId: reviews.reviewerId,
			revisionId: reviews.currentRevisionId,
			scorecardVersionId: reviews.scorecardVersionId,
			score: reviews.score,
			appealDays: programmes.appealDays,
			staff: programmes.staff
		})
		.from(visits)
		.innerJoin(programmes, eq(programmes.id, visits.programmeId))
		.innerJoin(reviews, eq(reviews.visitId, visits.id))
		.where(and(eq(visits.id, visitId), visibleResults(db, viewer)))
		.for('update', { of: visits });
	if (!row) throw notFound();
	return { ...row, revisionId: row.revisionId! };
}
type Judged = Awaited<ReturnType<typeof lockResult>>;

async function stateOf(db: Db, judged: Judged): Promise<AppealState> {
	const { number } = await getRevision(db, judged.revisionId);
	return { revision: number, employeeId: judged.employeeId, score: judged.score };
}

async function findLastAppeal(db: Db, reviewId: string) {
	const [last] = await db
		.select()
		.from(disputes)
		.where(eq(disputes.reviewId, reviewId))
		.orderBy(desc(disputes.createdAt), desc(disputes.id))
		.limit(1);
	return last ?? null;
}

/** Until when an appeal is heard: so many days after the approval, or after the last decision. */
function closesAt(
	{ approvedAt, appealDays }: { approvedAt: Date | null; appealDays: number },
	last: { decidedAt: Date | null } | null
) {
	const from = Math.max(approvedAt?.getTime() ?? 0, last?.decidedAt?.getTime() ?? 0);
	return new Date(from + appealDays * dayMs);
}

/** Appeals of a visit, oldest first, and until when another one is heard. Throws 404 for those who may not see it. */
export async function listAppeals(db: Db, viewer: Viewer, visitId: string) {
	const [result] = await db
		.select({
			reviewId: reviews.id,
			reviewerId: reviews.reviewerId,
			approvedAt: visits.approvedAt,
			appealDays: programmes.appealDays
		})
		.from(visits)
		.innerJoin(programmes, eq(programmes.id, visits.programmeId))
		.innerJoin(reviews, eq(reviews.visitId, visits.id))
		.where(and(eq(visits.id, visitId), visibleResults(db, viewer)));
	if (!result) throw notFound();
	const deciders = alias(users, 'deciders');
	const appeals = await db
		.select({
			id: disputes.id,
			ground: disputes.ground,
			reason: disputes.reason,
			evidence: disputes.evidence,
			createdAt: disputes.createdAt,
			raisedById: disputes.raisedBy,
			raisedBy: users.name,
			outcome: disputes.outcome,
			decision: disputes.decision,
			decidedAt: disputes.decidedAt,
			decidedBy: deciders.name,
			before: disputes.before,
			after: disputes.after
		})
		.from(disputes)
		.innerJoin(users, eq(users.id, disputes.raisedBy))
		.leftJoin(deciders, eq(deciders.id, disputes.decidedBy))
		.where(eq(disputes.reviewId, result.reviewId))
		.orderBy(asc(disputes.createdAt), asc(disputes.id));
	const closes = closesAt(result, appeals.at(-1) ?? null);
	return { appeals, closesAt: closes, isOpen: closes > new Date(), editorId: result.reviewerId };
}
