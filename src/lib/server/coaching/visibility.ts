import { and, eq, inArray, isNotNull, ne, or, sql, type SQL } from 'drizzle-orm';
import { can, type Viewer } from '../../permissions.ts';
import { reports } from '../db/schema/index.ts';
import { employeesLedBy } from '../people/visibility.ts';

/** Which reports this viewer may see. Every query on reports goes through it. */
export function visibleReports(viewer: Viewer): SQL | undefined {
	const own = viewer.employeeId
		? and(eq(reports.employeeId, viewer.employeeId), isNotNull(reports.issuedAt))
		: sql`false`;
	switch (viewer.role) {
		case 'admin':
			return undefined;
		case 'lead':
			return or(own, and(inArray(reports.employeeId, employeesLedBy(viewer)), notOwn(viewer)));
		case 'employee':
			return own;
		default:
			return sql`false`;
	}
}

/** Nobody writes the report about themselves. */
const notOwn = ({ employeeId }: Viewer) =>
	employeeId ? ne(reports.employeeId, employeeId) : undefined;

/** Which reports this viewer may write, issue and supersede. */
export const writableReports = (viewer: Viewer) =>
	can(viewer, 'coaching:write') ? and(visibleReports(viewer), notOwn(viewer)) : sql`false`;
