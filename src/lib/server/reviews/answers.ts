import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import { m } from '#lib/paraglide/messages.js';
import type { Viewer } from '../../permissions.ts';
import { audit } from '../audit/audit.ts';
import type { Db } from '../db/database.ts';
import { disputes, reviews, users } from '../db/schema/index.ts';
import { conflict, notFound } from '../errors.ts';
import { visibleReviews } from './scope.ts';

/** The employee has seen the review and may say something to it. Twice is once. */
export async function acknowledgeReview(db: Db, viewer: Viewer, id: string, comment: string) {
	await db.transaction(async (db) => {
		const [review] = await db
			.update(reviews)
			.set({ acknowledgedAt: new Date(), employeeComment: comment || null })
			.where(
				and(
					eq(reviews.id, id),
					eq(reviews.employeeId, viewer.employeeId ?? sql`null`),
					visibleReviews(db, viewer),
					isNull(reviews.acknowledgedAt)
				)
			)
			.returning({ id: reviews.id });
		if (review) await audit(db, viewer, 'review.acknowledged', id, { after: { comment } });
		else await requireVisible(db, viewer, id);
	});
}

/** The employee says that the review is wrong; it leaves every average until somebody decides. */
export async function disputeReview(db: Db, viewer: Viewer, id: string, reason: string) {
	await db.transaction(async (db) => {
		const review = await requireVisible(db, viewer, id);
		if (review.employeeId !== viewer.employeeId) throw notFound();
		if (await findOpenDispute(db, id)) throw conflict(m.dispute_open_already());
		await db.insert(disputes).values({ reviewId: id, raisedBy: viewer.id, reason });
		await audit(db, viewer, 'review.disputed', id, { after: { reason } });
	});
}

/** Somebody other than the reviewer decides. An accepted dispute asks the reviewer for a revision. */
export async function decideDispute(
	db: Db,
	viewer: Viewer,
	id: string,
	decision: { outcome: 'accepted' | 'rejected'; text: string }
) {
	await db.transaction(async (db) => {
		const review = await requireVisible(db, viewer, id);
		if (review.reviewerId === viewer.id) throw conflict(m.dispute_own_review());
		if (review.channel === 'visit') throw conflict(m.appeal_decided_on_visit());
		const [decided] = await db
			.update(disputes)
			.set({
				outcome: decision.outcome,
				decision: decision.text,
				decidedAt: new Date(),
				decidedBy: viewer.id
			})
			.where(and(eq(disputes.reviewId, id), isNull(disputes.decidedAt)))
			.returning({ id: disputes.id });
		if (!decided) throw conflict(m.dispute_not_open());
		await audit(db, viewer, `dispute.${decision.outcome}`, id, { after: decision });
	});
}

/** The disputes of a review, oldest first; none of a review that the viewer may not see. */
export const listDisputes = (db: Db, viewer: Viewer, id: string) =>
	db
		.select({
			id: disputes.id,
			reason: disputes.reason,
			createdAt: disputes.createdAt,
			raisedBy: users.name,
			outcome: disputes.outcome,
			decision: disputes.decision,
			decidedAt: disputes.decidedAt
		})
		.from(disputes)
		.innerJoin(users, eq(users.id, disputes.raisedBy))
		.innerJoin(reviews, eq(reviews.id, disputes.reviewId))
		.where(and(eq(disputes.reviewId, id), visibleReviews(db, viewer)))
		.orderBy(asc(disputes.createdAt), asc(disputes.id));

async function findOpenDispute(db: Db, reviewId: string) {
	const [open] = await db
		.select({ id: disputes.id })
		.from(disputes)
		.where(and(eq(disputes.reviewId, reviewId), isNull(disputes.decidedAt)));
	return open ?? null;
}

async function requireVisible(db: Db, viewer: Viewer, id: string) {
	const [review] = await db
		.select({
			employeeId: reviews.employeeId,
			reviewerId: reviews.reviewerId,
			channel: reviews.channel
		})
		.from(reviews)
		.where(and(eq(reviews.id, id), visibleReviews(db, viewer)))
		.for('update');
	if (!review) throw notFound();
	return review;
}
