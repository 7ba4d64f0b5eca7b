import {
	and,
	desc,
	eq,
	gte,
	inArray,
	isNotNull,
	isNull,
	lt,
	lte,
	sql,
	type SQL
} from 'drizzle-orm';
import type { Viewer } from '../../permissions.ts';
import type { Db } from '../db/database.ts';
import {
	conversations,
	disputes,
	employees,
	reviewDrafts,
	reviewRevisions,
	reviews,
	scorecards,
	scorecardVersions,
	teams,
	users
} from '../db/schema/index.ts';
import { notFound } from '../errors.ts';
import { visibleReviews } from './scope.ts';

/** One review with what stands around it; throws 404 for those who may not see it. */
export async function getReview(db: Db, viewer: Viewer, id: string) {
	const [row] = await db
		.select({
			id: reviews.id,
			conversationId: reviews.conversationId,
			visitId: reviews.visitId,
			scorecardVersionId: reviews.scorecardVersionId,
			scorecardId: scorecards.id,
			scorecardName: scorecards.name,
			scorecardNumber: scorecardVersions.number,
			employeeId: employees.id,
			employeeName: employees.name,
			teamName: teams.name,
			reviewerId: reviews.reviewerId,
			reviewerName: users.name,
			channel: reviews.channel,
			language: conversations.language,
			externalId: conversations.externalId,
			firstAnswerMs: conversations.firstAnswerMs,
			longestWaitMs: conversations.longestWaitMs,
			durationMs: conversations.durationMs,
			messageCount: conversations.messageCount,
			occurredAt: reviews.occurredAt,
			currentRevisionId: reviews.currentRevisionId,
			score: reviews.score,
			scoreWithoutCritical: reviews.scoreWithoutCritical,
			criticalFailures: reviews.criticalFailures,
			submittedAt: reviews.submittedAt,
			releaseAt: reviews.releaseAt,
			acknowledgedAt: reviews.acknowledgedAt,
			employeeComment: reviews.employeeComment,
			/** The viewer's own; another person's draft is not there. */
			hasDraft: sql<boolean>`${reviewDrafts.reviewId} is not null`
		})
		.from(reviews)
		.innerJoin(employees, eq(employees.id, reviews.employeeId))
		.innerJoin(users, eq(users.id, reviews.reviewerId))
		.innerJoin(scorecardVersions, eq(scorecardVersions.id, reviews.scorecardVersionId))
		.innerJoin(scorecards, eq(scorecards.id, scorecardVersions.scorecardId))
		.leftJoin(teams, eq(teams.id, employees.teamId))
		.leftJoin(conversations, eq(conversations.id, reviews.conversationId))
		.leftJoin(reviewDrafts, ownDraftOf(viewer))
		.where(and(eq(reviews.id, id), visibleReviews(db, viewer)));
	if (!row) throw notFound();
	return row;
}

export type ReviewFilter = {
	state?: 'draft' | 'submitted' | 'acknowledged' | 'disputed';
	employeeId?: string;
	conversationId?: string;
	mine?: boolean;
	/** Of the revision that counts. */
	tag?: string;
	from?: Date;
	to?: Date;
	/** Where the page before ended. */
	after?: { at: Date; id: string };
	limit?: number;
};

/** Newest first. Drafts are only ever the viewer's own. `next` is null on the last page. */
export async function listReviews(db: Db, viewer: Viewer, filter: ReviewFilter = {}) {
	const { limit = 50 } = filter;
	// To the millisecond, as a Date has it: what lies between would be lost from page to page.
	const sortedAt = sql<Date>`date_trunc('milliseconds',
		coalesce(${reviews.submittedAt}, ${reviews.createdAt}))`.mapWith(reviews.createdAt);
	const rows = await db
		.select({
			id: reviews.id,
			at: sortedAt,
			channel: reviews.channel,
			opening: conversations.opening,
			externalId: conversations.externalId,
			employeeId: employees.id,
			employeeName: employees.name,
			reviewerName: users.name,
			occurredAt: reviews.occurredAt,
			submittedAt: reviews.submittedAt,
			acknowledgedAt: reviews.acknowledgedAt,
			releaseAt: reviews.releaseAt,
			score: reviews.score,
			criticalFailures: reviews.criticalFailures,
			hasDraft: sql<boolean>`${reviewDrafts.reviewId} is not null`,
			isDisputed: openDispute
		})
		.from(reviews)
		.innerJoin(employees, eq(employees.id, reviews.employeeId))
		.innerJoin(users, eq(users.id, reviews.reviewerId))
		.leftJoin(conversations, eq(conversations.id, reviews.conversationId))
		.leftJoin(reviewDrafts, ownDraftOf(viewer))
		.where(
			and(
				visibleReviews(db, viewer),
				...conditions(viewer, filter),
				filter.after &&
					sql`(${sortedAt}, ${reviews.id}) < (${filter.after.at.toISOString()}::timestamptz, ${filter.after.id}::uuid)`
			)
		)
		.orderBy(desc(sortedAt), desc(reviews.id))
		.limit(limit + 1);
	const page = rows.slice(0, limit);
	const last = page.at(-1);
	return { rows: page, next: rows.length > limit && last ? { at: last.at, id: last.id } : null };
}

const ownDraftOf = (viewer: Viewer) =>
	and(eq(reviewDrafts.reviewId, reviews.id), eq(reviews.reviewerId, viewer.id));

const openDispute = sql<boolean>`exists (select from ${disputes} where ${disputes.reviewId} = ${reviews.id}
	and ${disputes.decidedAt} is null)`;

function conditions(viewer: Viewer, filter: ReviewFilter): (SQL | undefined)[] {
	return [
		filter.employeeId ? eq(reviews.employeeId, filter.employeeId) : undefined,
		filter.conversationId ? eq(reviews.conversationId, filter.conversationId) : undefined,
		filter.mine ? eq(reviews.reviewerId, viewer.id) : undefined,
		filter.tag ? inArray(reviews.currentRevisionId, revisionsWith(filter.tag)) : undefined,
		filter.from && gte(reviews.occurredAt, filter.from),
		filter.to && lt(reviews.occurredAt, filter.to),
		filter.state === 'draft' ? isNotNull(reviewDrafts.reviewId) : undefined,
		filter.state === 'submitted' ? isNotNull(reviews.submittedAt) : undefined,
		filter.state === 'acknowledged' ? isNotNull(reviews.acknowledgedAt) : undefined,
		filter.state === 'disputed' ? openDispute : undefined
	];
}

const revisionsWith = (tag: string) =>
	sql`(select ${reviewRevisions.id} from ${reviewRevisions} where ${reviewRevisions.tags} @> array[${tag}])`;

/** The next conversation worth a review: assigned, with something said, and reviewed by nobody. */
export async function findNextConversation(db: Db, viewer: Viewer, after?: string) {
	const [row] = await db
		.select({
			id: conversations.id,
			externalId: conversations.externalId,
			opening: conversations.opening
		})
		.from(conversations)
		.where(
			and(
				isNotNull(conversations.employeeId),
				viewer.employeeId ? sql`${conversations.employeeId} <> ${viewer.employeeId}` : undefined,
				after ? sql`${conversations.id} <> ${after}` : undefined,
				sql`${conversations.messageCount} > 0`,
				sql`not exists (select from ${reviews} where ${reviews.conversationId} = ${conversations.id})`
			)
		)
		.orderBy(desc(conversations.occurredAt), desc(conversations.id))
		.limit(1);
	return row ?? null;
}

/** How many reviews the viewer submitted since then. */
export async function countSubmitted(db: Db, viewer: Viewer, since: Date): Promise<number> {
	const [{ n }] = await db
		.select({ n: sql<number>`count(*)::int` })
		.from(reviews)
		.where(
			and(
				eq(reviews.reviewerId, viewer.id),
				gte(reviews.submittedAt, since),
				lte(reviews.submittedAt, sql`now()`)
			)
		);
	return n;
}

/** Released reviews that the employee has not acknowledged. */
export const waitingForEmployee = () =>
	and(
		isNotNull(reviews.submittedAt),
		lte(reviews.releaseAt, sql`now()`),
		isNull(reviews.acknowledgedAt)
	);
