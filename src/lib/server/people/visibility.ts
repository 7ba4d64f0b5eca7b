import { eq, inArray, sql, type SQL } from 'drizzle-orm';
import { QueryBuilder } from 'drizzle-orm/pg-core';
import type { Viewer } from '../../permissions.ts';
import { employees, teamLeads } from '../db/schema/index.ts';

/** Ids of the employees in the teams that this viewer leads: a subquery for `inArray`. */
export const employeesLedBy = (viewer: Pick<Viewer, 'id'>) =>
	new QueryBuilder()
		.select({ id: employees.id })
		.from(employees)
		.innerJoin(teamLeads, eq(teamLeads.teamId, employees.teamId))
		.where(eq(teamLeads.userId, viewer.id));

/** Which employees this viewer may see. Every query on employees goes through it. */
export function visibleEmployees(viewer: Viewer): SQL | undefined {
	switch (viewer.role) {
		case 'admin':
		case 'reviewer':
			return undefined;
		case 'lead':
			return inArray(employees.id, employeesLedBy(viewer));
		case 'employee':
			return viewer.employeeId ? eq(employees.id, viewer.employeeId) : sql`false`;
		case 'shopper':
			return sql`false`;
	}
}
