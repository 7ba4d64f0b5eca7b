import { and, eq, inArray, isNull, or, sql, type SQL } from 'drizzle-orm';
import type { Viewer } from '../../permissions.ts';
import type { Db } from '../db/database.ts';
import { employees, teamLeads, visits } from '../db/schema/index.ts';
import { ledBy } from '../reviews/scope.ts';

/**
 * Which results this viewer may read: what is approved, and for employees what was released. A lead stands for their
 * people and, where nobody was identified, for the places where their people work.
 */
export function visibleResults(db: Db, viewer: Viewer): SQL | undefined {
	const approved = inArray(visits.state, ['approved', 'released']);
	switch (viewer.role) {
		case 'admin':
		case 'reviewer':
			return approved;
		case 'lead':
			return and(
				approved,
				or(
					inArray(visits.employeeId, ledBy(db, viewer)),
					and(isNull(visits.employeeId), inArray(visits.locationId, placesLedBy(db, viewer)))
				)
			);
		case 'employee':
			return and(
				eq(visits.state, 'released'),
				eq(visits.employeeId, viewer.employeeId ?? sql`null`)
			);
		case 'shopper':
			return sql`false`;
	}
}

/** Where the people of this lead's teams work. */
const placesLedBy = (db: Db, viewer: Viewer) =>
	db
		.select({ id: sql<string>`${employees.locationId}`.as('id') })
		.from(employees)
		.innerJoin(teamLeads, eq(teamLeads.teamId, employees.teamId))
		.where(
			and(
				eq(teamLeads.userId, viewer.id),
				isNull(employees.deactivatedAt),
				sql`${employees.locationId} is not null`
			)
		);
