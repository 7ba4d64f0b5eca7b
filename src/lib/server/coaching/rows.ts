import { and, avg, count, eq, gte, inArray, isNotNull, isNull, lt, lte, sql } from 'drizzle-orm';
import { validate as isUuid } from 'uuid';
import type { Viewer } from '../../permissions.ts';
import type { Db } from '../db/database.ts';
import {
	conversations,
	disputes,
	employees,
	house,
	ratings,
	reviews,
	scorecardVersions,
	teamLeads,
	teams,
	users
} from '../db/schema/index.ts';
import { notFound } from '../errors.ts';
import { visibleEmployees } from '../people/visibility.ts';

/** From `start` up to, not including, `end`. */
export type Window = { start: Date; end: Date };

/** `released`: only what the employee can see already. */
export type Readable = 'submitted' | 'released';

/** An employee sees their own reviews from the release on, everybody else from the submit. */
export const readableFor = (viewer: Viewer): Readable =>
	viewer.role === 'employee' ? 'released' : 'submitted';

/** Reviews that stand, for the figures and lists of one employee. */
export const readableReviews = (readable: Readable) =>
	and(
		isNotNull(reviews.submittedAt),
		readable === 'released' ? lte(reviews.releaseAt, sql`now()`) : undefined
	);

/** Written with its table: drizzle leaves the table out where a select has but one, and `disputes` has an id too. */
export const hasOpenDispute = sql<boolean>`exists (select from ${disputes}
	where ${disputes.reviewId} = reviews.id and ${disputes.decidedAt} is null)`;

export const inWindow = ({ start, end }: Window) =>
	and(gte(reviews.occurredAt, start), lt(reviews.occurredAt, end));

/** The employee with team, leads and the day of the newest review; throws 404 for those who may not see them. */
export async function getCoachee(db: Db, viewer: Viewer, employeeId: string) {
	if (!isUuid(employeeId)) throw notFound();
	const [row] = await db
		.select({
			id: employees.id,
			name: employees.name,
			code: employees.code,
			locale: employees.locale,
			teamId: employees.teamId,
			isActive: sql<boolean>`${employees.deactivatedAt} is null`,
			team: sql<string>`coalesce(${teams.name}, '')`,
			lead: leadsOfTeam,
			house: sql<string>`(select ${house.name} from ${house})`,
			newestReview: newestReview(readableFor(viewer))
		})
		.from(employees)
		.leftJoin(teams, eq(teams.id, employees.teamId))
		.where(and(eq(employees.id, employeeId), visibleEmployees(viewer)));
	if (!row) throw notFound();
	return row;
}
export type Coachee = Awaited<ReturnType<typeof getCoachee>>;

const leadsOfTeam = sql<string>`coalesce((select string_agg(${users.name}, ', ' order by ${users.name})
	from ${teamLeads} join ${users} on ${users.id} = ${teamLeads.userId}
	where ${teamLeads.teamId} = ${employees.teamId} and ${users.deactivatedAt} is null), '')`;

const newestReview = (readable: Readable) =>
	sql<Date | null>`(select max(${reviews.occurredAt}) from ${reviews}
		where ${reviews.employeeId} = ${employees.id} and ${readableReviews(readable)})`.mapWith({
		mapFromDriverValue: (value: string | Date) => new Date(value)
	});

/** Every submitted review of the window, oldest first; those in dispute are marked. */
export function readReviews(db: Db, employeeId: string, window: Window, readable: Readable) {
	return db
		.select({
			id: reviews.id,
			conversationId: reviews.conversationId,
			occurredAt: reviews.occurredAt,
			channel: reviews.channel,
			score: reviews.score,
			withoutCritical: reviews.scoreWithoutCritical,
			versionId: reviews.scorecardVersionId,
			revisionId: reviews.currentRevisionId,
			isReleased: sql<boolean>`coalesce(${reviews.releaseAt} <= now(), false)`,
			isDisputed: hasOpenDispute
		})
		.from(reviews)
		.where(and(eq(reviews.employeeId, employeeId), inWindow(window), readableReviews(readable)))
		.orderBy(reviews.occurredAt, reviews.id);
}
export type ReviewRow = Awaited<ReturnType<typeof readReviews>>[number];

/** What each criterion got in the current revisions of the window. */
export function readRatings(db: Db, employeeId: string, window: Window, readable: Readable) {
	return db
		.select({
			revisionId: ratings.revisionId,
			criterion: ratings.criterion,
			level: ratings.level,
			value: ratings.value,
			na: ratings.na,
			comment: ratings.comment,
			rootCauses: ratings.rootCauses,
			otherCause: ratings.otherCause
		})
		.from(reviews)
		.innerJoin(ratings, eq(ratings.revisionId, reviews.currentRevisionId))
		.where(and(eq(reviews.employeeId, employeeId), inWindow(window), readableReviews(readable)));
}
export type RatingRow = Awaited<ReturnType<typeof readRatings>>[number];

/** The scorecard versions, each once. */
export function readVersions(db: Db, ids: string[]) {
	return db
		.select({
			id: scorecardVersions.id,
			number: scorecardVersions.number,
			name: scorecardVersions.name,
			definition: scorecardVersions.definition
		})
		.from(scorecardVersions)
		.where(inArray(scorecardVersions.id, [...new Set(ids)]));
}
export type VersionRow = Awaited<ReturnType<typeof readVersions>>[number];

/** Mean score of each active member of the team, without names: for the median. */
export async function readTeamMeans(
	db: Db,
	teamId: string | null,
	window: Window,
	readable: Readable
): Promise<number[]> {
	if (!teamId) return [];
	const rows = await db
		.select({ mean: avg(reviews.score).mapWith(Number) })
		.from(reviews)
		.innerJoin(employees, eq(employees.id, reviews.employeeId))
		.where(
			and(
				eq(employees.teamId, teamId),
				isNull(employees.deactivatedAt),
				inWindow(window),
				readableReviews(readable),
				isNotNull(reviews.score),
				sql`not ${hasOpenDispute}`
			)
		)
		.groupBy(reviews.employeeId);
	return rows.map(({ mean }) => Number(mean));
}

/** How many conversations of the employee the window holds, reviewed or not. */
export async function countConversations(db: Db, employeeId: string, { start, end }: Window) {
	const [{ n }] = await db
		.select({ n: count() })
		.from(conversations)
		.where(
			and(
				eq(conversations.employeeId, employeeId),
				gte(conversations.occurredAt, start),
				lt(conversations.occurredAt, end)
			)
		);
	return n;
}
