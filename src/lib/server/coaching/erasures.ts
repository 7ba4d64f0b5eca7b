import { and, count, eq, exists, isNotNull } from 'drizzle-orm';
import type { Db } from '../db/database.ts';
import { conversations, employees, reviews } from '../db/schema/index.ts';

/** How many of the conversations by which an employee was judged are erased; it only grows. */
export async function countErased(db: Db, employeeId: string): Promise<number> {
	const judged = db
		.select({ id: reviews.id })
		.from(reviews)
		.where(and(eq(reviews.conversationId, conversations.id), eq(reviews.employeeId, employeeId)));
	const [row] = await db
		.select({ erased: count() })
		.from(conversations)
		.where(and(isNotNull(conversations.erasedAt), exists(judged)));
	return row.erased;
}

/**
 * In the transaction that writes what was read before: waits for an erasing that goes on, holds back the next
 * one until the end, and tells whether nothing was erased since `before` was counted.
 */
export async function isNothingErased(db: Db, employeeId: string, before: number) {
	await db
		.select({ id: employees.id })
		.from(employees)
		.where(eq(employees.id, employeeId))
		.for('share');
	return (await countErased(db, employeeId)) === before;
}
