import { eq, sql, type SQL } from 'drizzle-orm';
import { can, type Viewer } from '../../permissions.ts';
import { shoppers, users, visits } from '../db/schema/index.ts';

/** Which visits this viewer may see. Every query on visits goes through it. */
export function visibleVisits(viewer: Viewer): SQL | undefined {
	switch (viewer.role) {
		case 'admin':
		case 'reviewer':
			return undefined;
		case 'shopper':
			return eq(visits.shopperId, viewer.id);
		case 'lead':
		case 'employee':
			return sql`false`;
	}
}

/** A shopper's name for administrators, for everybody else nothing: they know the code. Needs both tables joined. */
export const shopperName = (viewer: Viewer) =>
	can(viewer, 'programmes:manage')
		? sql<string | null>`${users.name}`
		: sql<string | null>`null::text`;

/** How a person of a visit's history is shown: a shopper by code unless an administrator asks. */
export const personName = (viewer: Viewer) =>
	can(viewer, 'programmes:manage')
		? sql<string | null>`${users.name}`
		: sql<string | null>`coalesce(${shoppers.code}, ${users.name})`;
