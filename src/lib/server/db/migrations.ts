import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import type pg from 'pg';

/** Applies what is missing. Several processes may do so at once; the lock ends with the client. */
export async function applyMigrations(client: pg.Client) {
	await client.query(`select pg_advisory_lock(hashtext('plumbline migrations'))`);
	const migrationsFolder = findFolder();
	const shipped = readMigrationFiles({ migrationsFolder }).map(({ folderMillis }) => folderMillis);
	const isOurs = (time: number) => shipped.includes(time);
	if (!(await appliedTimes(client)).every(isOurs))
		throw new Error(
			'The database was used by another, newer Plumbline. Start that one, or restore a backup.'
		);
	await migrate(drizzle(client), { migrationsFolder });
	// drizzle passes over a migration that is older than the last one applied.
	const applied = await appliedTimes(client);
	if (!shipped.every((time) => applied.includes(time)))
		throw new Error('A migration is older than one that was applied already: generate it anew.');
}

async function appliedTimes(client: pg.Client): Promise<number[]> {
	const table = 'drizzle.__drizzle_migrations';
	const { rows } = await client.query('select to_regclass($1) as name', [table]);
	if (!rows[0].name) return [];
	const applied = await client.query(`select created_at from ${table}`);
	return applied.rows.map(({ created_at }) => Number(created_at));
}

/** `drizzle` beside package.json, seen from src and from the built app alike. */
function findFolder() {
	const start = dirname(fileURLToPath(import.meta.url));
	for (let dir = start; dir !== dirname(dir); dir = dirname(dir))
		if (existsSync(join(dir, 'drizzle/meta/_journal.json'))) return join(dir, 'drizzle');
	throw new Error(`The folder drizzle with the migrations is missing above ${start}.`);
}
