import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { Viewer } from '../../../permissions.ts';
import type { Answers } from '../../../questions.ts';
import type { Ratings } from '../../../scorecard.ts';
import { hasOpenDispute } from '../../coaching/rows.ts';
import type { Db } from '../../db/database.ts';
import {
	employees,
	locations,
	programmes,
	ratings,
	reviews,
	shoppers,
	visitFilings,
	visits
} from '../../db/schema/index.ts';
import { visibleResults } from '../results-scope.ts';

/** The programme and those of which it is the next wave. */
const wavesUpTo = (programmeId: string) => sql`(with recursive chain(id) as (
	select ${programmeId}::uuid union select p.previous_id from programmes p join chain c on p.id = c.id
		where p.previous_id is not null) select id from chain)`;

/** Approved visits of a programme and of the waves before it, as far as the viewer may read them, the oldest first. */
export function readVisits(db: Db, viewer: Viewer, programmeId: string) {
	return db
		.select({
			id: visits.id,
			programmeId: visits.programmeId,
			startsOn: programmes.startsOn,
			endsOn: programmes.endsOn,
			number: visits.number,
			state: visits.state,
			locationId: visits.locationId,
			location: locations.name,
			timeZone: locations.timeZone,
			shopper: shoppers.code,
			employee: sql<
				string | null
			>`case when ${programmes.staff} <> 'hidden' then ${employees.name} end`,
			occurredAt: reviews.occurredAt,
			score: reviews.score,
			withoutCritical: reviews.scoreWithoutCritical,
			criticalFailures: reviews.criticalFailures,
			versionId: reviews.scorecardVersionId,
			revisionId: reviews.currentRevisionId,
			isDisputed: hasOpenDispute,
			answers: sql<Answers>`coalesce(${visitFilings.document}->'answers', '{}')`,
			ratings: sql<Ratings>`coalesce(${visitFilings.document}->'ratings', '{}')`
		})
		.from(visits)
		.innerJoin(locations, eq(locations.id, visits.locationId))
		.innerJoin(programmes, eq(programmes.id, visits.programmeId))
		.innerJoin(reviews, eq(reviews.visitId, visits.id))
		.innerJoin(visitFilings, eq(visitFilings.id, visits.filingId))
		.leftJoin(shoppers, eq(shoppers.userId, visitFilings.shopperId))
		.leftJoin(employees, eq(employees.id, visits.employeeId))
		.where(and(inArray(visits.programmeId, wavesUpTo(programmeId)), visibleResults(db, viewer)))
		.orderBy(asc(reviews.occurredAt), asc(visits.id));
}
export type VisitRow = Awaited<ReturnType<typeof readVisits>>[number];

/** What each criterion got in them, as it stands after appeals; N/A is left out. */
export async function readMarks(db: Db, viewer: Viewer, programmeId: string) {
	const rows = await db
		.select({
			revisionId: ratings.revisionId,
			criterion: ratings.criterion,
			value: ratings.value
		})
		.from(visits)
		.innerJoin(reviews, eq(reviews.visitId, visits.id))
		.innerJoin(ratings, eq(ratings.revisionId, reviews.currentRevisionId))
		.where(and(eq(visits.programmeId, programmeId), visibleResults(db, viewer)));
	return rows.flatMap(({ value, ...row }) => (value === null ? [] : [{ ...row, value }]));
}
export type MarkRow = Awaited<ReturnType<typeof readMarks>>[number];
