import { createHash, randomBytes } from 'node:crypto';
import { chmod, mkdir, rm, statfs } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { migrateDatabase } from '../../src/lib/server/db/database.ts';
import { startEmbedded } from '../../src/lib/server/db/embedded.ts';

declare module 'vitest' {
	interface ProvidedContext {
		/** Server and template of this run; test.ts copies one database a test from it. */
		postgres: { url: string; template: string };
	}
}

/** One PostgreSQL for the run: TEST_DATABASE_URL or an embedded one in the temp folder. */
export default async function setup(project: TestProject) {
	const server = await startServer();
	const run = `plumbline_test_${randomBytes(4).toString('hex')}`;
	const presence = new pg.Client({ connectionString: server.url, application_name: run });
	await presence.connect();
	await dropLeftovers(presence);
	const template = `${run}_template`;
	await presence.query(`create database ${template} template template0 encoding 'UTF8'`);
	await migrateDatabase(withDatabase(server.url, template));
	project.provide('postgres', { url: server.url, template });
	return async () => {
		await dropDatabases(presence, run);
		await presence.end();
		await server.stop();
	};
}

async function startServer() {
	const url = process.env.TEST_DATABASE_URL;
	if (url) return { url, stop: async () => undefined };
	const checkout = createHash('sha256').update(process.cwd()).digest('hex').slice(0, 8);
	const dir = join(await fastFolder(), `plumbline-test-${userInfo().uid}-${checkout}`);
	await mkdir(dir, { recursive: true });
	await chmod(dir, 0o755);
	const server = await startEmbedded(dir, ['-c fsync=off', '-c max_wal_size=200MB']);
	const stop = async () => {
		if (await server.stop()) await rm(dir, { recursive: true });
	};
	return { url: server.url, stop };
}

/** Memory makes a database for a test in 30 ms, a busy disk in 500. */
async function fastFolder() {
	const memory = await statfs('/dev/shm').catch(() => undefined);
	const roomy = memory && memory.bavail * memory.bsize > 2 * 1024 ** 3;
	return roomy ? '/dev/shm' : tmpdir();
}

/** Databases of a run that was killed: their run is no longer connected. */
async function dropLeftovers(client: pg.Client) {
	const { rows } = await client.query(
		`select distinct substring(datname from '^plumbline_test_[0-9a-f]{8}') as run from pg_database
		where datname ~ '^plumbline_test_[0-9a-f]{8}_'
		except select application_name from pg_stat_activity`
	);
	for (const { run } of rows) await dropDatabases(client, run);
}

async function dropDatabases(client: pg.Client, run: string) {
	const { rows } = await client.query(
		'select datname from pg_database where starts_with(datname, $1)',
		[`${run}_`]
	);
	for (const { datname } of rows)
		await client.query(`drop database if exists ${datname} with (force)`);
}

/** The same server, another database. */
export function withDatabase(url: string, name: string) {
	const other = new URL(url);
	other.pathname = `/${name}`;
	return other.href;
}
