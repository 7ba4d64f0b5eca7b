import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject, test as base } from 'vitest';
import { connectDatabase, type Db } from '../../src/lib/server/db/database.ts';
import { withDatabase } from './postgres.ts';

export { describe, expect, vi } from 'vitest';

type Fixtures = {
	/** URL of a migrated, empty database that only this test has. */
	databaseUrl: string;
	/** URL of one more such database. */
	otherUrl: string;
	/** Every statement sent through `db`, in order; set length = 0 to begin anew. */
	statements: string[];
	pool: pg.Pool;
	db: Db;
	opened: { db: Db; pool: pg.Pool };
};

/** A test with a real database of its own. */
export const test = base.extend<Fixtures>({
	databaseUrl: async ({}, use) => withNewDatabase(use),
	otherUrl: async ({}, use) => withNewDatabase(use),
	statements: async ({}, use) => use([]),
	opened: async ({ databaseUrl, statements }, use) => {
		const opened = connectDatabase(databaseUrl, { onQuery: (sql) => statements.push(sql), max: 5 });
		await use(opened);
		await opened.pool.end();
	},
	pool: async ({ opened }, use) => use(opened.pool),
	db: async ({ opened }, use) => use(opened.db)
});

/** Uses a migrated, empty database and drops it. */
export async function withNewDatabase(use: (url: string) => Promise<void>) {
	const { url, template } = inject('postgres');
	const name = template.replace('template', randomBytes(6).toString('hex'));
	await administer(url, `create database ${name} template ${template}`);
	await use(withDatabase(url, name));
	await administer(url, `drop database ${name} with (force)`);
}

let administrator: pg.Pool | undefined;

async function administer(url: string, statement: string) {
	administrator ??= new pg.Pool({ connectionString: url, max: 1, allowExitOnIdle: true });
	await administrator.query(statement);
}
