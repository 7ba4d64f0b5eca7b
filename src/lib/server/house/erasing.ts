import { eq, inArray, sql } from 'drizzle-orm';
import { isQuote } from '../../scorecard.ts';
import type { ReviewDraft } from '../../review.ts';
import type { Viewer } from '../../permissions.ts';
import { audit } from '../audit/audit.ts';
import { forgetQuotes } from '../coaching/forgetting.ts';
import type { Db } from '../db/database.ts';
import {
	conversations,
	recordings,
	reviewDrafts,
	reviews,
	transcripts
} from '../db/schema/index.ts';
import { notFound } from '../errors.ts';
import type { Files } from '../files/files.ts';
import { deleteSound } from '../recordings/retention.ts';

/**
 * Removes what a customer said and who they were: sound, words, names, quotes, also in reports that are not
 * issued. What was judged stays, with its numbers, and an import does not bring the words back.
 */
export async function eraseConversation(
	db: Db,
	files: () => Promise<Files>,
	viewer: Viewer,
	id: string
) {
	const [found] = await db
		.select({ recordingId: recordings.id })
		.from(conversations)
		.leftJoin(recordings, eq(recordings.conversationId, conversations.id))
		.where(eq(conversations.id, id));
	if (!found) throw notFound();
	if (found.recordingId)
		await deleteSound(db, await files(), found.recordingId, (db) =>
			audit(db, viewer, 'recording.deleted', found.recordingId)
		);
	await db.transaction(async (db) => {
		await lockWords(db, id);
		await forgetQuotes(db, viewer, id);
		await db.update(conversations).set(nothingKnown).where(eq(conversations.id, id));
		await db
			.update(transcripts)
			.set({ segments: [], search: '' })
			.where(eq(transcripts.conversationId, id));
		await db.update(recordings).set({ fileName: '–' }).where(eq(recordings.conversationId, id));
		await removeQuotes(db, id);
		await audit(db, viewer, 'conversation.erased', id);
	});
}

/** Whoever writes down something of what was said holds the conversation, waits here, and then sees that it is erased. */
const lockWords = (db: Db, id: string) =>
	db
		.select({ id: conversations.id })
		.from(conversations)
		.where(eq(conversations.id, id))
		.for('no key update');

const nothingKnown = {
	customerId: null,
	customerName: null,
	subject: null,
	surveyComment: null,
	opening: '',
	tags: [],
	meta: {},
	erasedAt: sql`now()`
};

async function removeQuotes(db: Db, conversationId: string) {
	await db.execute(sql`
		delete from evidence e using ratings r, review_revisions v, reviews w
		where e.segment is not null and r.id = e.rating_id and v.id = r.revision_id
			and w.id = v.review_id and w.conversation_id = ${conversationId}`);
	await db.execute(sql`
		update suggestions s set evidence = '[]', reasoning = '' from suggestion_runs r
		where r.id = s.run_id and r.conversation_id = ${conversationId}`);
	const judged = db
		.select({ id: reviews.id })
		.from(reviews)
		.where(eq(reviews.conversationId, conversationId));
	const drafts = await db
		.select({ id: reviewDrafts.reviewId, document: reviewDrafts.document })
		.from(reviewDrafts)
		.where(inArray(reviewDrafts.reviewId, judged))
		.for('update');
	for (const { id, document } of drafts)
		await db
			.update(reviewDrafts)
			.set({ document: withoutQuotes(document), version: sql`${reviewDrafts.version} + 1` })
			.where(eq(reviewDrafts.reviewId, id));
}

const withoutQuotes = (document: ReviewDraft): ReviewDraft => ({
	...document,
	ratings: Object.fromEntries(
		Object.entries(document.ratings).map(([key, rating]) => [
			key,
			{ ...rating, evidence: rating.evidence.filter((one) => !isQuote(one)) }
		])
	)
});
