import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { v7 } from 'uuid';
import { migrateDatabase } from '../../src/lib/server/db/database.ts';
import { startEmbedded } from '../../src/lib/server/db/embedded.ts';
import { withDatabase } from '../setup/postgres.ts';

/** A PostgreSQL as the product starts it, in a folder that is removed afterwards. */
export async function onServer<T>(work: (url: string, folder: string) => Promise<T>): Promise<T> {
	const folder = await mkdtemp(join(tmpdir(), 'plumbline-bench-'));
	await chmod(folder, 0o755);
	const server = await startEmbedded(folder);
	try {
		return await work(server.url, folder);
	} finally {
		await server.stop();
		await rm(folder, { recursive: true });
	}
}

/** A migrated, empty database that is dropped afterwards. */
export async function onNewDatabase<T>(
	server: string,
	work: (url: string) => Promise<T>
): Promise<T> {
	const name = `bench_${v7().replaceAll('-', '')}`;
	const admin = new pg.Client({ connectionString: server });
	await admin.connect();
	try {
		await admin.query(`create database ${name} template template0 encoding 'UTF8'`);
		const url = withDatabase(server, name);
		await migrateDatabase(url);
		await admin.query('checkpoint');
		return await work(url);
	} finally {
		await admin.query(`drop database if exists ${name} with (force)`);
		await admin.end();
	}
}
