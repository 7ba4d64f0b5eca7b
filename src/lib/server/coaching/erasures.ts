import { and, count, eq, exists, isNotNull } from 'drizzle-orm';
import type { Db } from '../db/database.ts';
import { conversations, employees, reviews } from '../db/schema/index.ts';

/** How many of the conversations by which an employee was judged are erased; it only grows. */
export async function countErased(db: Db, employeeId: string): Promise<number> {
	const [row] = await db
		.select({ erased: count() })
		.from(conversations)
		.where(isErasedOf(db, employeeId));
	return row.erased;
}

/** The names by which quotes know the erased ones of an employee; until the transaction ends no other is erased. */
export async function holdErased(db: Db, employeeId: string): Promise<string[]> {
	await hold(db, employeeId);
	const rows = await db
		.select({ externalId: conversations.externalId })
		.from(conversations)
		.where(isErasedOf(db, employeeId));
	return rows.map(({ externalId }) => sourceOf(externalId));
}

/** By which a quote names its conversation. */
export const sourceOf = (externalId: string) => externalId.slice(0, 500);

/**
 * In the transaction that writes what was read before: waits for an erasing that goes on, holds back the next
 * one until the end, and tells whether nothing was erased since `before` was counted.
 */
export async function isNothingErased(db: Db, employeeId: string, before: number) {
	await hold(db, employeeId);
	return (await countErased(db, employeeId)) === before;
}

const hold = (db: Db, employeeId: string) =>
	db.select({ id: employees.id }).from(employees).where(eq(employees.id, employeeId)).for('share');

function isErasedOf(db: Db, employeeId: string) {
	const judged = db
		.select({ id: reviews.id })
		.from(reviews)
		.where(and(eq(reviews.conversationId, conversations.id), eq(reviews.employeeId, employeeId)));
	return and(isNotNull(conversations.erasedAt), exists(judged));
}
