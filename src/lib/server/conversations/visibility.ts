import { and, eq, inArray, isNotNull, lte, sql, type SQL } from 'drizzle-orm';
import { QueryBuilder } from 'drizzle-orm/pg-core';
import type { Viewer } from '../../permissions.ts';
import { conversations, reviews } from '../db/schema/index.ts';
import { employeesLedBy } from '../people/visibility.ts';

/** Which conversations this viewer may see. Every query on conversations goes through it. */
export function visibleConversations(viewer: Viewer): SQL | undefined {
	switch (viewer.role) {
		case 'admin':
		case 'reviewer':
			return undefined;
		case 'lead':
			return inArray(conversations.employeeId, employeesLedBy(viewer));
		case 'employee':
			return viewer.employeeId
				? inArray(conversations.id, judgedOf(viewer.employeeId))
				: sql`false`;
		case 'shopper':
			return sql`false`;
	}
}

/** What an employee is judged on, they may read; from the moment the review is released. */
const judgedOf = (employeeId: string) =>
	new QueryBuilder({ casing: 'snake_case' })
		.select({ id: reviews.conversationId })
		.from(reviews)
		.where(
			and(
				eq(reviews.employeeId, employeeId),
				isNotNull(reviews.submittedAt),
				lte(reviews.releaseAt, sql`now()`)
			)
		);
