import { customType, numeric, timestamp, uuid } from 'drizzle-orm/pg-core';
import { v7 } from 'uuid';

/** Made in the app, in order of time. */
export const id = () =>
	uuid()
		.primaryKey()
		.$defaultFn(() => v7());

export const at = () => timestamp({ withTimezone: true, mode: 'date' });
export const createdAt = () => at().notNull().defaultNow();

/** Exact in the database, a number in the app: scores and weights, never money. */
export const exact = () => numeric({ mode: 'number' });

export const tsvector = customType<{ data: string }>({ dataType: () => 'tsvector' });
export const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' });
