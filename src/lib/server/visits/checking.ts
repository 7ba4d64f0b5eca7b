import { asc, eq } from 'drizzle-orm';
import { m } from '#lib/paraglide/messages.js';
import type { Viewer } from '../../permissions.ts';
import { questionsOf } from '../../questions.ts';
import { reviewDraftSchema } from '../../review.ts';
import { criteriaOf, type Definition, type Ratings } from '../../scorecard.ts';
import { audit } from '../audit/audit.ts';
import type { Db } from '../db/database.ts';
import {
	employees,
	locations,
	programmes,
	reviews,
	users,
	visitComments,
	visitCorrections,
	visitFilings,
	visits
} from '../db/schema/index.ts';
import { conflict, invalid, notFound } from '../errors.ts';
import { listCommentTemplates } from '../reviews/comment-templates.ts';
import { recordVisitReview } from '../reviews/submit.ts';
import { getScorecardVersion } from '../scorecards/versions.ts';
import { listCorrections } from './corrections.ts';
import { findReading } from './flags/comment-readings.ts';
import { listFlags, requireFlagsClosed } from './flags/flags.ts';
import { getFacts } from './flags/found.ts';
import { writtenStay } from './flags/stay.ts';
import { listKept } from './kept.ts';
import { listVisitPhotos } from './photos/photos.ts';
import { getVisit, lockVisit, moveVisit, type Visit } from './visits.ts';

/** Everything that an editor judges a filed visit by. Throws 404 while nothing was filed. */
export async function getCheck(db: Db, viewer: Viewer, id: string) {
	const visit = await getVisit(db, viewer, id);
	if (!visit.filingId) throw notFound();
	const filing = await getFiling(db, visit.filingId);
	const [
		version,
		corrections,
		comments,
		kept,
		staff,
		flags,
		place,
		templates,
		{ facts },
		ready,
		photos,
		reading
	] = await Promise.all([
		getScorecardVersion(db, filing.scorecardVersionId),
		listCorrections(db, filing.id),
		db
			.select({ key: visitComments.key, text: visitComments.text, at: visitComments.createdAt })
			.from(visitComments)
			.innerJoin(visitFilings, eq(visitFilings.id, visitComments.filingId))
			.where(eq(visitFilings.visitId, id))
			.orderBy(asc(visitComments.id)),
		listKept(db, id, filing.id),
		listStaff(db, id),
		listFlags(db, filing.id),
		getPlace(db, visit),
		listCommentTemplates(db),
		getFacts(db, filing.id),
		listReadyQuestions(db, visit.shopperId),
		listVisitPhotos(db, viewer, id),
		findReading(db, filing.id)
	]);
	const { document, marks, receivedAt, hash } = filing;
	return {
		visit,
		definition: version.definition,
		versionNumber: version.number,
		document,
		marks,
		receivedAt,
		hash,
		corrections,
		comments,
		kept,
		staff,
		flags,
		reading,
		place,
		templates,
		stay: writtenStay(facts),
		readyQuestions: ready,
		photos: photos.map(({ id, name, shownKey, problem, takenAt }) => ({
			id,
			name,
			isShown: shownKey !== null,
			problem,
			takenAt
		}))
	};
}

/** What editors often ask a shopper, in the shopper's language. */
async function listReadyQuestions(db: Db, shopperId: string | null) {
	if (!shopperId) return [];
	const [{ locale }] = await db
		.select({ locale: users.locale })
		.from(users)
		.where(eq(users.id, shopperId));
	const texts = [
		...[m.check_ask_detail, m.check_ask_mark, m.check_ask_time],
		...[m.check_ask_photo, m.check_ask_who]
	];
	return texts.map((text) => text({}, { locale }));
}

/** Who works where the visit was. */
export const listStaff = (db: Db, visitId: string) =>
	db
		.select({ id: employees.id, name: employees.name })
		.from(employees)
		.innerJoin(visits, eq(visits.locationId, employees.locationId))
		.where(eq(visits.id, visitId))
		.orderBy(asc(employees.name), asc(employees.id));

/** Where and when the visit should have been. */
async function getPlace(db: Db, { locationId, programmeId }: Visit) {
	const [[location], [programme]] = await Promise.all([
		db
			.select({
				latitude: locations.latitude,
				longitude: locations.longitude,
				openingHours: locations.openingHours
			})
			.from(locations)
			.where(eq(locations.id, locationId)),
		db
			.select({
				maxDistanceMetres: programmes.maxDistanceMetres,
				minMinutes: programmes.minMinutes
			})
			.from(programmes)
			.where(eq(programmes.id, programmeId))
	]);
	return { ...location, ...programme };
}

async function getFiling(db: Db, id: string) {
	const [filing] = await db.select().from(visitFilings).where(eq(visitFilings.id, id));
	return filing;
}

/** An editor takes the visit in hand. */
export async function startCheck(db: Db, viewer: Viewer, id: string) {
	await db.transaction(async (db) => {
		const visit = await lockVisit(db, viewer, id);
		await moveVisit(db, viewer, visit, { to: 'in_check' });
	});
}

/** Puts spelling right in a text; what the shopper wrote stays in the filing and is shown beside it. */
export async function correctText(db: Db, viewer: Viewer, id: string, key: string, text: string) {
	await db.transaction(async (db) => {
		const visit = await lockInCheck(db, viewer, id);
		const filing = await getFiling(db, visit.filingId!);
		const { definition } = await getScorecardVersion(db, filing.scorecardVersionId);
		const isText = questionsOf(definition).some((one) => one.key === key && one.kind === 'text');
		const isComment = criteriaOf(definition).some((criterion) => criterion.key === key);
		if (!isText && !isComment) throw notFound();
		if (!text.trim()) throw invalid(m.validation_required());
		const filingId = filing.id;
		await db.insert(visitCorrections).values({ filingId, key, text, userId: viewer.id });
		await audit(db, viewer, 'visit.corrected', id, { after: { key, text } });
	});
}

export type Question = { key: string; text: string };

/** Back to the shopper, with a comment on each question that is not clear, and until when. Throws 422 without any. */
export async function returnVisit(
	db: Db,
	viewer: Viewer,
	id: string,
	{ comments, hours }: { comments: Question[]; hours: number }
) {
	if (!comments.length) throw invalid(m.visits_comment_missing());
	await db.transaction(async (db) => {
		const visit = await lockInCheck(db, viewer, id);
		const filingId = visit.filingId!;
		const rows = comments.map(({ key, text }) => ({ filingId, key, text, userId: viewer.id }));
		await db.insert(visitComments).values(rows);
		const returnDueAt = new Date(Date.now() + hours * 3_600_000);
		await moveVisit(db, viewer, visit, { to: 'returned', set: { returnDueAt } });
	});
}

export type Approval = { employeeId: string | null; shopperRating: number; comment: string };

/**
 * A person stands for it: the visit becomes a review of the location and, where staff could be identified, of the
 * employee. Nobody but the editor's name goes with it. The employee sees it from the release on.
 */
export async function approveVisit(
	db: Db,
	viewer: Viewer,
	id: string,
	{ employeeId, shopperRating, comment }: Approval
) {
	return db.transaction(async (db) => {
		const visit = await lockInCheck(db, viewer, id);
		await requireFlagsClosed(db, visit);
		await requireIdentifiable(db, viewer, visit.programmeId, employeeId);
		const filing = await getFiling(db, visit.filingId!);
		const { definition } = await getScorecardVersion(db, filing.scorecardVersionId);
		const ratings = correctedRatings(
			definition,
			filing.document.ratings,
			await listCorrections(db, filing.id)
		);
		const reviewId = await recordVisitReview(db, viewer, {
			visitId: id,
			locationId: visit.locationId,
			employeeId,
			scorecardVersionId: filing.scorecardVersionId,
			occurredAt: visit.startedAt ?? visit.filedAt!,
			document: reviewDraftSchema.parse({ ratings, overallComment: comment })
		});
		const set = { employeeId, shopperRating, approvedAt: new Date() };
		await moveVisit(db, viewer, visit, { to: 'approved', set });
		return reviewId;
	});
}

async function requireIdentifiable(
	db: Db,
	viewer: Viewer,
	programmeId: string,
	employeeId: string | null
) {
	if (!employeeId) return;
	if (employeeId === viewer.employeeId) throw conflict(m.review_own());
	const [[programme], [employee]] = await Promise.all([
		db.select({ staff: programmes.staff }).from(programmes).where(eq(programmes.id, programmeId)),
		db.select({ id: employees.id }).from(employees).where(eq(employees.id, employeeId))
	]);
	if (!employee) throw notFound();
	if (programme.staff === 'hidden') throw invalid(m.visits_staff_hidden(), 'employeeId');
}

const correctedRatings = (
	definition: Definition,
	ratings: Ratings,
	corrections: Record<string, { text: string }>
): Ratings =>
	Object.fromEntries(
		criteriaOf(definition).map(({ key }) => {
			const rating = { ...ratings[key], evidence: [] };
			return [key, corrections[key] ? { ...rating, comment: corrections[key].text } : rating];
		})
	);

/** The employee may see it from now on. */
export async function releaseVisit(db: Db, viewer: Viewer, id: string) {
	await db.transaction(async (db) => {
		const visit = await lockVisit(db, viewer, id);
		await moveVisit(db, viewer, visit, { to: 'released' });
		await db.update(reviews).set({ releaseAt: new Date() }).where(eq(reviews.visitId, id));
	});
}

/** The visit does not count, with the reason; an editor can take it back into the check. */
export async function excludeVisit(db: Db, viewer: Viewer, id: string, reason: string) {
	if (!reason.trim()) throw invalid(m.visits_reason_missing(), 'reason');
	await db.transaction(async (db) => {
		const visit = await lockVisit(db, viewer, id);
		await moveVisit(db, viewer, visit, { to: 'excluded', reason });
	});
}

async function lockInCheck(db: Db, viewer: Viewer, id: string) {
	const visit = await lockVisit(db, viewer, id);
	if (visit.state !== 'in_check') throw conflict(m.visits_not_in_check());
	return visit;
}
