import { eq, or, sql, type SQL, type SQLWrapper } from 'drizzle-orm';
import { can, type Viewer } from '../../permissions.ts';
import { shoppers, users, visitEvents, visits } from '../db/schema/index.ts';

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

/** Visits that are this shopper's, or were: what they bring late is kept. */
export const fileableVisits = (viewer: Viewer): SQL | undefined =>
	or(
		eq(visits.shopperId, viewer.id),
		sql`exists (select from ${visitEvents} where ${visitEvents.visitId} = ${visits.id}
			and ${visitEvents.userId} = ${viewer.id})`
	);

/** A shopper's name for administrators, for everybody else nothing: they know the code. Needs both tables joined. */
export const shopperName = (viewer: Viewer) =>
	can(viewer, 'programmes:manage')
		? sql<string | null>`${users.name}`
		: sql<string | null>`null::text`;

/** How a person of a visit's history is shown: a shopper by code unless an administrator asks. */
export const personName = (
	viewer: Viewer,
	{ name, code }: { name: SQLWrapper; code: SQLWrapper } = { name: users.name, code: shoppers.code }
) =>
	can(viewer, 'programmes:manage')
		? sql<string | null>`${name}`
		: sql<string | null>`coalesce(${code}, ${name})`;
