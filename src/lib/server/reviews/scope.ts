import { and, eq, inArray, isNotNull, isNull, lte, or, sql, type SQL } from 'drizzle-orm';
import type { Viewer } from '../../permissions.ts';
import type { Db } from '../db/database.ts';
import { employees, reviews, teamLeads } from '../db/schema/index.ts';

/** Which reviews this viewer may see. Every query on reviews goes through it. */
export function visibleReviews(db: Db, viewer: Viewer): SQL | undefined {
	switch (viewer.role) {
		case 'admin':
			return or(eq(reviews.reviewerId, viewer.id), isNotNull(reviews.submittedAt));
		case 'reviewer':
			return or(eq(reviews.reviewerId, viewer.id), isNotNull(reviews.submittedAt));
		case 'lead':
			return and(isNotNull(reviews.submittedAt), inArray(reviews.employeeId, ledBy(db, viewer)));
		case 'employee':
			return and(
				eq(reviews.employeeId, viewer.employeeId ?? sql`null`),
				isNotNull(reviews.submittedAt),
				lte(reviews.releaseAt, sql`now()`)
			);
		case 'shopper':
			return sql`false`;
	}
}

/** The ids of the employees whose teams this viewer leads. */
export const ledBy = (db: Db, viewer: Viewer) =>
	db
		.select({ id: employees.id })
		.from(employees)
		.innerJoin(teamLeads, eq(teamLeads.teamId, employees.teamId))
		.where(eq(teamLeads.userId, viewer.id));

/** The viewer's own review, still to be submitted. */
export const ownDraft = (viewer: Viewer, id: string) =>
	and(eq(reviews.id, id), eq(reviews.reviewerId, viewer.id), isNull(reviews.submittedAt));
