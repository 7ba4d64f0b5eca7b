import { asc, eq } from 'drizzle-orm';
import { can, type Viewer } from '../../permissions.ts';
import type { ReviewDraft } from '../../review.ts';
import type { Ratings } from '../../scorecard.ts';
import type { Db } from '../db/database.ts';
import { evidence, ratings, reviewRevisions, users } from '../db/schema/index.ts';
import { notFound } from '../errors.ts';

/** One submitted revision with its ratings and their evidence, as it was. */
export async function getRevision(db: Db, revisionId: string) {
	const [[revision], rows] = await Promise.all([
		db
			.select({
				id: reviewRevisions.id,
				number: reviewRevisions.number,
				reason: reviewRevisions.reason,
				overallComment: reviewRevisions.overallComment,
				privateNote: reviewRevisions.privateNote,
				tags: reviewRevisions.tags,
				difficultCustomer: reviewRevisions.difficultCustomer,
				score: reviewRevisions.score,
				scoreWithoutCritical: reviewRevisions.scoreWithoutCritical,
				createdAt: reviewRevisions.createdAt,
				createdBy: users.name
			})
			.from(reviewRevisions)
			.innerJoin(users, eq(users.id, reviewRevisions.createdBy))
			.where(eq(reviewRevisions.id, revisionId)),
		db
			.select({ rating: ratings, evidence })
			.from(ratings)
			.leftJoin(evidence, eq(evidence.ratingId, ratings.id))
			.where(eq(ratings.revisionId, revisionId))
			.orderBy(asc(evidence.segment), asc(evidence.start), asc(evidence.fromMs), asc(evidence.id))
	]);
	if (!revision) throw notFound();
	return { ...revision, ratings: collect(rows) };
}

/** A revision of a review that the viewer has found, as they may read it: private notes are for those who score. */
export async function getReadableRevision(db: Db, viewer: Viewer, revisionId: string) {
	const revision = await getRevision(db, revisionId);
	return can(viewer, 'reviews:score') ? revision : { ...revision, privateNote: '' };
}

export type Revision = Awaited<ReturnType<typeof getRevision>>;

/** The revision as a draft that can be worked on. */
export const revisionDocument = (revision: Revision): ReviewDraft => ({
	ratings: revision.ratings,
	overallComment: revision.overallComment,
	privateNote: revision.privateNote,
	tags: revision.tags,
	difficultCustomer: revision.difficultCustomer,
	activeSeconds: 0,
	releaseAt: null
});

/** Every revision of a review, oldest first, without the ratings. */
export const listRevisions = (db: Db, reviewId: string) =>
	db
		.select({
			id: reviewRevisions.id,
			number: reviewRevisions.number,
			reason: reviewRevisions.reason,
			score: reviewRevisions.score,
			createdAt: reviewRevisions.createdAt,
			createdBy: users.name
		})
		.from(reviewRevisions)
		.innerJoin(users, eq(users.id, reviewRevisions.createdBy))
		.where(eq(reviewRevisions.reviewId, reviewId))
		.orderBy(asc(reviewRevisions.number));

type Row = { rating: typeof ratings.$inferSelect; evidence: typeof evidence.$inferSelect | null };

function collect(rows: Row[]): Ratings {
	const collected: Ratings = {};
	for (const { rating, evidence } of rows) {
		const { level, na, comment, rootCauses, otherCause } = rating;
		const one = (collected[rating.criterion] ??= {
			level,
			na,
			comment,
			rootCauses,
			otherCause,
			evidence: []
		});
		if (!evidence) continue;
		one.evidence.push(placeIn(evidence));
	}
	return collected;
}

/** The database lets nothing in that is neither. */
function placeIn({ segment, start, end, quote, fromMs, toMs }: typeof evidence.$inferSelect) {
	if (fromMs !== null && toMs !== null) return { fromMs, toMs };
	return { segment: segment!, start: start!, end: end!, quote: quote! };
}
