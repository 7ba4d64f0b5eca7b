import { and, asc, eq, isNotNull, isNull, max, sql } from 'drizzle-orm';
import type { Measured } from '../../coaching-report.ts';
import type { Viewer } from '../../permissions.ts';
import { boundsOf, type Period } from '../../periods.ts';
import type { Db } from '../db/database.ts';
import { employees, reports, reviews, teams } from '../db/schema/index.ts';
import { visibleEmployees } from '../people/visibility.ts';
import { visibleReviews } from '../reviews/scope.ts';
import { measure } from './measures.ts';
import { hasOpenDispute, inWindow } from './rows.ts';

/** When the newest submitted review of anybody the viewer may see took place. */
export async function findNewestReview(db: Db, viewer: Viewer): Promise<Date | null> {
	const [{ newest }] = await db
		.select({ newest: max(reviews.occurredAt) })
		.from(reviews)
		.where(and(visibleReviews(db, viewer), isNotNull(reviews.submittedAt)));
	return newest;
}

export type PersonFigures = {
	id: string;
	name: string;
	team: string;
	score: Measured;
	/** Has reviews in the period and no report about any of its days. */
	isDue: boolean;
	/** Reports issued to them that wait for their answer. */
	unanswered: number;
};

/** Everybody whom the viewer may see, sorted by name and never by score. Two statements. */
export async function listPeopleFigures(
	db: Db,
	viewer: Viewer,
	period: Period
): Promise<PersonFigures[]> {
	const [people, scores] = await Promise.all([
		readPeople(db, viewer, period),
		db
			.select({
				employeeId: reviews.employeeId,
				value: reviews.score,
				conversation: sql<string>`coalesce(${reviews.conversationId}, ${reviews.id})`
			})
			.from(reviews)
			.where(
				and(
					visibleReviews(db, viewer),
					isNotNull(reviews.submittedAt),
					isNotNull(reviews.score),
					inWindow(boundsOf(period)),
					sql`not ${hasOpenDispute}`
				)
			)
	]);
	const byPerson = Map.groupBy(scores, (row) => row.employeeId);
	return people.map(({ isCovered, ...person }) => {
		const own = byPerson.get(person.id) ?? [];
		const values = own.map(({ value, conversation }) => ({ value: value!, conversation }));
		return { ...person, score: measure(values), isDue: own.length > 0 && !isCovered };
	});
}

function readPeople(db: Db, viewer: Viewer, { from, to }: Period) {
	const own = sql`${reports.employeeId} = employees.id and ${reports.supersededAt} is null`;
	return db
		.select({
			id: employees.id,
			name: employees.name,
			team: sql<string>`coalesce(${teams.name}, '')`,
			isCovered: sql<boolean>`exists (select from ${reports} where ${own}
				and ${reports.periodFrom} <= ${to} and ${reports.periodTo} >= ${from})`,
			unanswered: sql<number>`(select count(*)::int from ${reports} where ${own}
				and ${reports.issuedAt} is not null and ${reports.acknowledgedAt} is null)`
		})
		.from(employees)
		.leftJoin(teams, eq(teams.id, employees.teamId))
		.where(and(visibleEmployees(viewer), isNull(employees.deactivatedAt)))
		.orderBy(asc(employees.name), asc(employees.id));
}
