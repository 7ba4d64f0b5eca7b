import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { migrateDatabase } from '../../src/lib/server/db/database.ts';
import { findRunning, startEmbedded } from '../../src/lib/server/db/embedded.ts';
import { fastFolder } from './folders.ts';

declare module 'vitest' {
	interface ProvidedContext {
		/** Server and template of this run; test.ts copies one database a test from it. */
		postgres: { url: string; template: string };
	}
}

/** One PostgreSQL for the run: TEST_DATABASE_URL or an embedded one in a temporary folder. */
export default async function setup(project: TestProject) {
	const given = process.env.TEST_DATABASE_URL;
	const server = given ? { url: given, stop: async () => undefined } : await startTemporary();
	const run = `plumbline_test_${randomBytes(4).toString('hex')}`;
	const presence = new pg.Client({ connectionString: server.url, application_name: run });
	const tearDown = async () => {
		await dropDatabases(presence, run);
		await presence.end();
		await server.stop();
	};
	try {
		await presence.connect();
		await dropLeftovers(presence);
		const template = `${run}_template`;
		await presence.query(`create database ${template} template template0 encoding 'UTF8'`);
		await migrateDatabase(withDatabase(server.url, template));
		project.provide('postgres', { url: server.url, template });
	} catch (error) {
		await server.stop();
		throw error;
	}
	return tearDown;
}

/** The same server, another database. */
export function withDatabase(url: string, name: string) {
	const other = new URL(url);
	other.pathname = `/${name}`;
	return other.href;
}

async function startTemporary() {
	const parent = await fastFolder();
	const prefix = `plumbline-test-${userInfo().uid}-`;
	await removeLeftovers(parent, prefix);
	const folder = await mkdtemp(join(parent, `${prefix}${process.pid}-`));
	await chmod(folder, 0o755);
	const { url, stop } = await startEmbedded(folder, {
		flags: ['-c fsync=off', '-c max_wal_size=200MB']
	});
	return { url, stop: () => stop().finally(() => rm(folder, { recursive: true })) };
}

/** Servers and folders of runs that were killed: the pid in the folder's name is gone. */
async function removeLeftovers(parent: string, prefix: string) {
	for (const name of await readdir(parent)) {
		const pid = name.startsWith(prefix) && name.slice(prefix.length).match(/^(\d+)-/)?.[1];
		if (!pid || isAlive(Number(pid))) continue;
		const folder = join(parent, name);
		if (await findRunning(folder)) await (await startEmbedded(folder)).stop();
		await rm(folder, { recursive: true });
	}
}

function isAlive(pid: number) {
	try {
		return process.kill(pid, 0);
	} catch {
		return false;
	}
}

/** Databases of runs that were killed: a run is connected under its own name. */
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
