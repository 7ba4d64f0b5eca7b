import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ExtractTablesWithRelations } from 'drizzle-orm';
import { drizzle, type NodePgQueryResultHKT } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import type { PgDatabase } from 'drizzle-orm/pg-core';
import pg from 'pg';
import { startEmbedded } from './embedded.ts';
import * as schema from './schema/index.ts';

/** The database or a transaction in it: what every domain function takes first. */
export type Db = PgDatabase<
	NodePgQueryResultHKT,
	typeof schema,
	ExtractTablesWithRelations<typeof schema>
>;

/** An open database. `pool` is for COPY and other things that drizzle does not do. */
export type Database = { db: Db; pool: pg.Pool; url: string; close(): Promise<void> };

export type DatabaseOptions = {
	/** Called with each statement that drizzle sends. */
	onQuery?: (sql: string) => void;
	/** Called when an idle connection breaks; the pool opens a new one by itself. */
	onError?: (error: Error) => void;
	/** Connections kept at most. */
	max?: number;
};

/** Opens the PostgreSQL of the settings, or the embedded one, with all migrations applied. */
export async function openDatabase(
	settings: { databaseUrl?: string; dataDir: string },
	options: DatabaseOptions = {}
): Promise<Database> {
	const embedded = settings.databaseUrl ? undefined : await startEmbedded(settings.dataDir);
	const url = settings.databaseUrl ?? embedded!.url;
	try {
		await migrateDatabase(url);
	} catch (error) {
		await embedded?.stop();
		throw error;
	}
	const { db, pool } = connectDatabase(url, options);
	const close = async () => {
		await pool.end();
		await embedded?.stop();
	};
	return { db, pool, url, close };
}

/** A pool on a database that is migrated already. */
export function connectDatabase(url: string, options: DatabaseOptions = {}) {
	const { onQuery, onError = () => undefined, max = 10 } = options;
	const pool = new pg.Pool({ ...connection(url), max, statement_timeout: 60_000 });
	pool.on('error', onError);
	const logger = onQuery && { logQuery: onQuery };
	return { db: drizzle(pool, { schema, logger, casing: 'snake_case' }) as Db, pool };
}

/** Applies the migrations that are missing; several processes may do so at once. */
export async function migrateDatabase(url: string) {
	const client = new pg.Client(connection(url));
	client.on('error', () => undefined);
	await client.connect().catch((cause) => {
		throw new Error(`PostgreSQL at ${address(url)} cannot be reached: ${reason(cause)}`, { cause });
	});
	try {
		await refuseUnfit(client, url);
		await client.query(`select pg_advisory_lock(hashtext('plumbline migrations'))`);
		await migrate(drizzle(client), { migrationsFolder: migrationsFolder() });
	} finally {
		await client.end();
	}
}

async function refuseUnfit(client: pg.Client, url: string) {
	const { rows } = await client.query(
		`select current_setting('server_version_num')::int as number,
			current_setting('server_version') as version, current_setting('server_encoding') as encoding`
	);
	const [{ number, version, encoding }] = rows;
	if (number < 150_000)
		throw new Error(
			`Plumbline needs PostgreSQL 15 or later; the one at ${address(url)} is ${version}.`
		);
	if (encoding !== 'UTF8')
		throw new Error(`Plumbline needs a database in UTF8; ${address(url)} is in ${encoding}.`);
}

/** `drizzle` beside package.json, seen from src and from the built app alike. */
function migrationsFolder() {
	const start = dirname(fileURLToPath(import.meta.url));
	for (let dir = start; dir !== dirname(dir); dir = dirname(dir))
		if (existsSync(join(dir, 'drizzle/meta/_journal.json'))) return join(dir, 'drizzle');
	throw new Error(`The folder drizzle with the migrations is missing above ${start}.`);
}

function connection(url: string) {
	return {
		connectionString: url,
		application_name: 'plumbline',
		connectionTimeoutMillis: 10_000,
		keepAlive: true,
		options: '-c timezone=UTC'
	};
}

function address(url: string) {
	const { host, pathname } = new URL(url);
	return host + pathname;
}

/** An AggregateError (localhost on IPv4 and IPv6) has no message of its own. */
function reason(error: Error & { code?: string }) {
	return error.message || error.code;
}

/** Whether PostgreSQL answers now. */
export async function isReachable(db: Db): Promise<boolean> {
	return db.execute('select 1').then(
		() => true,
		() => false
	);
}
