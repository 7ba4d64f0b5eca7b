import { sql } from 'drizzle-orm';
import type { Db } from '../db/database.ts';

/** What every process of the house listens to. */
export const channel = 'plumbline';

/** Tells all processes, when the transaction is committed: `job NAME`, `cancel ID` or `progress ID`. */
export async function announce(db: Db, topic: string) {
	await db.execute(sql`select pg_notify(${channel}, ${topic})`);
}
