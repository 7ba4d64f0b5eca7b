import { asc, eq } from 'drizzle-orm';
import type { Db } from '../db/database.ts';
import { users, visitCorrections } from '../db/schema/index.ts';

/** The newest correction of each text, by key. */
export async function listCorrections(db: Db, filingId: string) {
	const rows = await db
		.select({ key: visitCorrections.key, text: visitCorrections.text, by: users.name })
		.from(visitCorrections)
		.innerJoin(users, eq(users.id, visitCorrections.userId))
		.where(eq(visitCorrections.filingId, filingId))
		.orderBy(asc(visitCorrections.createdAt), asc(visitCorrections.id));
	return Object.fromEntries(rows.map(({ key, text, by }) => [key, { text, by }]));
}
