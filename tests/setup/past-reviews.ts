import { eq, isNotNull } from 'drizzle-orm';
import { v7 } from 'uuid';
import {
	criteriaOf,
	type Channel,
	type Definition,
	type NaReason
} from '../../src/lib/scorecard.ts';
import { levelValue, score } from '../../src/lib/scoring.ts';
import type { Db } from '../../src/lib/server/db/database.ts';
import {
	disputes,
	evidence,
	ratings,
	reviewRevisions,
	reviews,
	scorecardVersions,
	transcripts
} from '../../src/lib/server/db/schema/index.ts';
import { addConversation, addEmployee, addScorecard, addUser, draftOf } from './factories.ts';

type PastRating = {
	level?: number;
	na?: NaReason;
	comment?: string;
	rootCauses?: string[];
	/** Ordinals of segments, quoted whole. */
	quotes?: number[];
};

type PastReview = Partial<typeof reviews.$inferInsert> & {
	conversation?: Parameters<typeof addConversation>[1];
	/** A level, or more, by criterion; without them `score` stands as given. */
	ratings?: Record<string, number | PastRating>;
	overallComment?: string;
	privateNote?: string;
	isDisputed?: boolean;
};

/**
 * A submitted, released review of a day in the past, with any score, written straight into the tables:
 * what figures are counted from. Not given: an employee, a conversation, one scorecard for all.
 */
export async function addPastReview(db: Db, input: PastReview = {}) {
	const occurredAt = input.occurredAt ?? new Date('2026-09-10T09:00:00Z');
	const employeeId = input.employeeId ?? (await addEmployee(db)).id;
	const channel = input.channel ?? 'chat';
	const about = { employeeId, occurredAt, channel: channel as Channel };
	const conversationId =
		input.conversationId ?? (await addConversation(db, { ...about, ...input.conversation })).id;
	const version = await versionFor(db, input.scorecardVersionId);
	const reviewerId = input.reviewerId ?? (await addUser(db, { role: 'reviewer' })).id;
	const result = input.ratings
		? score(version.definition, draftOf(justLevels(input.ratings)).ratings)
		: { score: input.score ?? null, withoutCritical: input.score ?? null, criticalFailures: [] };
	const [id, revisionId] = [v7(), v7()];
	const scores = { score: result.score, scoreWithoutCritical: result.withoutCritical };
	const [review] = await db
		.insert(reviews)
		.values({
			releaseAt: occurredAt,
			submittedAt: occurredAt,
			criticalFailures: result.criticalFailures.length,
			...input,
			...scores,
			...about,
			id,
			conversationId,
			reviewerId,
			scorecardVersionId: version.id,
			currentRevisionId: revisionId
		})
		.returning();
	const { overallComment, privateNote } = input;
	const revision = { id: revisionId, reviewId: id, number: 1, overallComment, privateNote };
	await db.insert(reviewRevisions).values({ ...revision, ...scores, createdBy: reviewerId });
	await addRatings(db, review, version.definition, input.ratings ?? {});
	if (input.isDisputed)
		await db.insert(disputes).values({ reviewId: id, raisedBy: reviewerId, reason: 'Not so' });
	return review;
}

async function versionFor(db: Db, id?: string): Promise<{ id: string; definition: Definition }> {
	const wanted = id ? eq(scorecardVersions.id, id) : isNotNull(scorecardVersions.publishedAt);
	const [known] = await db.select().from(scorecardVersions).where(wanted).limit(1);
	if (known) return known;
	const { versionId, definition } = await addScorecard(db);
	return { id: versionId, definition };
}

const asRating = (given: number | PastRating): PastRating =>
	typeof given === 'number' ? { level: given } : given;

const justLevels = (given: NonNullable<PastReview['ratings']>) =>
	Object.fromEntries(
		Object.entries(given).map(([key, one]) => {
			const { level = null, na = null } = asRating(one);
			return [key, { level, na }];
		})
	);

async function addRatings(
	db: Db,
	{ conversationId, currentRevisionId }: typeof reviews.$inferSelect,
	definition: Definition,
	given: NonNullable<PastReview['ratings']>
) {
	const [transcript] = await db
		.select()
		.from(transcripts)
		.where(eq(transcripts.conversationId, conversationId!));
	for (const criterion of criteriaOf(definition)) {
		if (!(criterion.key in given)) continue;
		const { quotes = [], level, ...rating } = asRating(given[criterion.key]);
		const { key, weight } = criterion;
		const value = level ? levelValue(criterion, level) : null;
		const revisionId = currentRevisionId!;
		const [{ ratingId }] = await db
			.insert(ratings)
			.values({ ...rating, level, value, revisionId, criterion: key, weight })
			.returning({ ratingId: ratings.id });
		for (const segment of quotes) {
			const quote = transcript.segments[segment].text;
			await db.insert(evidence).values({ ratingId, segment, start: 0, end: quote.length, quote });
		}
	}
}
