import type { ExtractTablesWithRelations } from 'drizzle-orm';
import { drizzle, type NodePgQueryResultHKT } from 'drizzle-orm/node-postgres';
import type { PgDatabase } from 'drizzle-orm/pg-core';
import pg from 'pg';
import { startEmbedded } from './embedded.ts';
import { applyMigrations } from './migrations.ts';
import { prepareQueues } from './queue-schema.ts';
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
	/** Hears of lost connections; later queries open new ones by themselves. */
	onError?: (error: Error) => void;
	/** Connections kept at most. */
	max?: number;
	/** Left as it is found, migrations and all. */
	isUntouched?: boolean;
};

/** Opens the PostgreSQL of the settings, or the embedded one, with all migrations applied. */
export async function openDatabase(
	settings: { databaseUrl?: string; dataDir: string },
	options: DatabaseOptions = {}
): Promise<Database> {
	const { url, stop } = settings.databaseUrl
		? { url: settings.databaseUrl, stop: async () => false }
		: await startEmbedded(settings.dataDir, options);
	try {
		if (!options.isUntouched) await migrateDatabase(url);
	} catch (error) {
		await stop();
		throw error;
	}
	const { db, pool } = connectDatabase(url, options);
	let closed: Promise<void> | undefined;
	const close = async () => {
		await pool.end();
		await stop();
	};
	return { db, pool, url, close: () => (closed ??= close()) };
}

/** A pool on a database that is migrated already. */
export function connectDatabase(url: string, options: DatabaseOptions = {}) {
	const { onQuery, onError = ({ message }) => console.error(message), max = 10 } = options;
	const pool = new pg.Pool({ ...connection(url), max, statement_timeout: 60_000 });
	pool.on('error', (error) => pool.ending || onError(error));
	// In use, a connection that breaks rejects what is asked of it; unheard, its event would end the process.
	pool.on('connect', (client) => client.on('error', () => undefined));
	const logger = onQuery && { logQuery: onQuery };
	return { db: drizzle(pool, { schema, logger, casing: 'snake_case' }) as Db, pool };
}

/** The database through one connection of the pool: what COPY and a transaction have to share. */
export const onClient = (client: pg.PoolClient): Db =>
	drizzle(client, { schema, casing: 'snake_case' }) as Db;

/** Applies the migrations that are missing, or the first `most`; throws when the server cannot be used. */
export async function migrateDatabase(url: string, most?: number) {
	const client = new pg.Client(connection(url));
	// The query that runs then is rejected with the same error.
	client.on('error', () => undefined);
	try {
		await client.connect();
	} catch (cause) {
		throw new Error(`PostgreSQL at ${address(url)} cannot be used: ${reason(cause)}`, { cause });
	}
	try {
		await refuseUnfit(client, url);
		await applyMigrations(client, most);
		await prepareQueues(client);
	} finally {
		await client.end();
	}
}

/** Whether PostgreSQL answers now. */
export async function isReachable(db: Db): Promise<boolean> {
	return db.execute('select 1').then(
		() => true,
		() => false
	);
}

async function refuseUnfit(client: pg.Client, url: string) {
	const { rows } = await client.query(
		`select current_setting('server_version_num')::int as number,
			current_setting('server_version') as version, current_setting('server_encoding') as encoding`
	);
	const [{ number, version, encoding }] = rows;
	if (number < 150_000)
		throw new Error(`Plumbline needs PostgreSQL 15 or later; ${address(url)} is ${version}.`);
	if (encoding !== 'UTF8')
		throw new Error(`Plumbline needs a database in UTF8; ${address(url)} is in ${encoding}.`);
}

/** How every connection of ours is made. */
export function connection(url: string) {
	return {
		connectionString: url,
		application_name: 'plumbline',
		connectionTimeoutMillis: 10_000,
		keepAlive: true,
		options: '-c timezone=UTC'
	};
}

/** The URL without its password. */
function address(url: string) {
	const { host, pathname } = new URL(url);
	return host + pathname;
}

/** The AggregateError for localhost on IPv4 and IPv6 has a code but no message. */
function reason(error: unknown) {
	const { message, code } = error as NodeJS.ErrnoException;
	return message || code;
}
