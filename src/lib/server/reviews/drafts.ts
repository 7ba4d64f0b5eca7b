import { and, eq } from 'drizzle-orm';
import { m } from '#lib/paraglide/messages.js';
import type { Viewer } from '../../permissions.ts';
import { reviewDraftSchema, type ReviewDraft } from '../../review.ts';
import { audit } from '../audit/audit.ts';
import type { Db } from '../db/database.ts';
import { conversations, employees, reviewDrafts, reviews } from '../db/schema/index.ts';
import { conflict, notFound } from '../errors.ts';
import { scorecardsFor } from '../scorecards/versions.ts';
import { getRevision, revisionDocument } from './revisions.ts';
import { ownDraft } from './scope.ts';

/** Starts a review of the conversation, or returns the viewer's own one that exists already. */
export async function startReview(
	db: Db,
	viewer: Viewer,
	input: { conversationId: string; scorecardVersionId?: string }
): Promise<string> {
	return db.transaction(async (db) => {
		const conversation = await findReviewable(db, viewer, input.conversationId);
		const applicable = await scorecardsFor(db, conversation);
		const version = input.scorecardVersionId
			? applicable.find(({ versionId }) => versionId === input.scorecardVersionId)
			: applicable[0];
		if (!version) throw conflict(m.review_no_scorecard());
		const identity = {
			conversationId: input.conversationId,
			scorecardVersionId: version.versionId,
			reviewerId: viewer.id
		};
		const { employeeId, channel, occurredAt } = conversation;
		const [created] = await db
			.insert(reviews)
			.values({ ...identity, employeeId, channel, occurredAt })
			.onConflictDoNothing()
			.returning({ id: reviews.id });
		if (!created) return findExisting(db, identity);
		await db
			.insert(reviewDrafts)
			.values({ reviewId: created.id, document: reviewDraftSchema.parse({}) });
		await audit(db, viewer, 'review.started', created.id);
		return created.id;
	});
}

async function findReviewable(db: Db, viewer: Viewer, id: string) {
	const [conversation] = await db
		.select({
			employeeId: conversations.employeeId,
			channel: conversations.channel,
			occurredAt: conversations.occurredAt,
			teamId: employees.teamId
		})
		.from(conversations)
		.leftJoin(employees, eq(employees.id, conversations.employeeId))
		.where(eq(conversations.id, id));
	if (!conversation) throw notFound();
	const { employeeId, ...rest } = conversation;
	if (!employeeId) throw conflict(m.review_unassigned());
	if (employeeId === viewer.employeeId) throw conflict(m.review_own());
	return { ...rest, employeeId };
}

type Identity = { conversationId: string; scorecardVersionId: string; reviewerId: string };

async function findExisting(db: Db, identity: Identity) {
	const [row] = await db
		.select({ id: reviews.id })
		.from(reviews)
		.where(
			and(
				eq(reviews.conversationId, identity.conversationId),
				eq(reviews.scorecardVersionId, identity.scorecardVersionId),
				eq(reviews.reviewerId, identity.reviewerId)
			)
		);
	return row.id;
}

export type SavedDraft = {
	document: ReviewDraft;
	version: number;
	tab: string;
	updatedAt: Date;
};

/** The viewer's own draft; null when there is none. Another person's draft is not there. */
export async function findDraft(db: Db, viewer: Viewer, id: string): Promise<SavedDraft | null> {
	const [draft] = await db
		.select({
			document: reviewDrafts.document,
			version: reviewDrafts.version,
			tab: reviewDrafts.tab,
			updatedAt: reviewDrafts.updatedAt
		})
		.from(reviewDrafts)
		.innerJoin(reviews, eq(reviews.id, reviewDrafts.reviewId))
		.where(and(eq(reviewDrafts.reviewId, id), eq(reviews.reviewerId, viewer.id)));
	return draft ?? null;
}

export type DraftSave = { document: ReviewDraft; version: number; tab: string };

/**
 * Saves over the version that the writer saw. `saved: false` brings what stands there instead, because
 * another tab was faster. The same document sent twice is saved once.
 */
export async function saveDraft(
	db: Db,
	viewer: Viewer,
	id: string,
	{ document, version, tab }: DraftSave
): Promise<{ saved: true; version: number } | ({ saved: false } & SavedDraft)> {
	const [saved] = await db
		.update(reviewDrafts)
		.set({ document, tab, version: version + 1, updatedAt: new Date() })
		.from(reviews)
		.where(
			and(
				eq(reviewDrafts.reviewId, id),
				eq(reviewDrafts.version, version),
				eq(reviews.id, reviewDrafts.reviewId),
				eq(reviews.reviewerId, viewer.id)
			)
		)
		.returning({ version: reviewDrafts.version });
	if (saved) return { saved: true, version: saved.version };
	const standing = await findDraft(db, viewer, id);
	if (!standing) throw notFound();
	const isOurs = standing.tab === tab && standing.version === version + 1;
	if (isOurs && isSame(standing.document, document)) return { saved: true, version: version + 1 };
	return { saved: false, ...standing };
}

/** jsonb orders keys its own way. */
const isSame = (a: unknown, b: unknown): boolean => {
	if (typeof a !== 'object' || typeof b !== 'object' || !a || !b) return a === b;
	const keys = Object.keys(a);
	return (
		keys.length === Object.keys(b).length &&
		keys.every((key) => isSame(a[key as keyof typeof a], b[key as keyof typeof b]))
	);
};

/** Opens a submitted review of the viewer's own for a new revision. */
export async function reviseReview(db: Db, viewer: Viewer, id: string) {
	return db.transaction(async (db) => {
		const [review] = await db
			.select({
				revisionId: reviews.currentRevisionId,
				conversationId: reviews.conversationId,
				activeSeconds: reviews.activeSeconds
			})
			.from(reviews)
			.where(and(eq(reviews.id, id), eq(reviews.reviewerId, viewer.id)))
			.for('update');
		if (!review?.revisionId) throw notFound();
		// An erasing either finds this draft, or is over before the quotes are read
		if (review.conversationId)
			await db
				.select({ id: conversations.id })
				.from(conversations)
				.where(eq(conversations.id, review.conversationId))
				.for('share');
		const document = revisionDocument(await getRevision(db, review.revisionId));
		await db
			.insert(reviewDrafts)
			.values({ reviewId: id, document: { ...document, activeSeconds: review.activeSeconds } })
			.onConflictDoNothing();
		await audit(db, viewer, 'review.reopened', id);
	});
}

/** Throws away a draft: of a new review the whole, of a revision only what was not submitted. */
export async function discardDraft(db: Db, viewer: Viewer, id: string) {
	await db.transaction(async (db) => {
		const draft = await findDraft(db, viewer, id);
		if (!draft) throw notFound();
		await db.delete(reviewDrafts).where(eq(reviewDrafts.reviewId, id));
		await db.delete(reviews).where(ownDraft(viewer, id));
		await audit(db, viewer, 'review.draft_discarded', id, { before: draft.document });
	});
}
