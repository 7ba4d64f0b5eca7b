import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readMigrationFiles, type MigrationMeta } from 'drizzle-orm/migrator';
import { drizzle } from 'drizzle-orm/node-postgres';
import type pg from 'pg';

/** A migration as it is in the folder or was applied: the hash of its SQL, and when it was generated. */
export type Migration = { hash: string; time: number };

/**
 * Applies what is missing, at most up to the first `most` migrations. Several processes may do so at once;
 * the lock ends with the client.
 */
export async function applyMigrations(client: pg.Client, most?: number) {
	await client.query(`select pg_advisory_lock(hashtext('plumbline migrations'))`);
	const shipped = shippedMigrations();
	const isOurs = ({ time }: Migration) => shipped.some((migration) => migration.time === time);
	if (!(await appliedMigrations(client)).every(isOurs))
		throw new Error(
			'The database was used by another, newer Plumbline. Start that one, or restore a backup.'
		);
	const config = { migrationsFolder: findFolder() };
	const { dialect, session } = drizzle(client) as unknown as Internals;
	await dialect.migrate(readMigrationFiles(config).slice(0, most), session, config);
	// drizzle passes over a migration that is older than the last one applied.
	const applied = await appliedMigrations(client);
	if (!shipped.slice(0, most).every(({ time }) => applied.some((one) => one.time === time)))
		throw new Error('A migration is older than one that was applied already: generate it anew.');
}

/** What drizzle's own `migrate` calls, with all migrations of the folder. */
type Internals = {
	dialect: {
		migrate(migrations: MigrationMeta[], session: unknown, config: object): Promise<void>;
	};
	session: unknown;
};

/** The migrations of this Plumbline, in order. */
export const shippedMigrations = (): Migration[] =>
	readMigrationFiles({ migrationsFolder: findFolder() }).map(({ hash, folderMillis }) => ({
		hash,
		time: folderMillis
	}));

/** The migrations that made this database, in order; none when no Plumbline has used it. */
export async function appliedMigrations(client: pg.ClientBase | pg.Pool): Promise<Migration[]> {
	const table = 'drizzle.__drizzle_migrations';
	const { rows } = await client.query('select to_regclass($1) as name', [table]);
	if (!rows[0].name) return [];
	const applied = await client.query(`select hash, created_at from ${table} order by created_at`);
	return applied.rows.map(({ hash, created_at }) => ({ hash, time: Number(created_at) }));
}

/** `drizzle` beside package.json, seen from src and from the built app alike. */
function findFolder() {
	const start = dirname(fileURLToPath(import.meta.url));
	for (let dir = start; dir !== dirname(dir); dir = dirname(dir))
		if (existsSync(join(dir, 'drizzle/meta/_journal.json'))) return join(dir, 'drizzle');
	throw new Error(`The folder drizzle with the migrations is missing above ${start}.`);
}
