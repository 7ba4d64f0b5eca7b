import { createServer, type AddressInfo } from 'node:net';
import { sql } from 'drizzle-orm';
import pg from 'pg';
import { inject, onTestFinished } from 'vitest';
import { temporaryFolder } from '../../../../tests/setup/folders.ts';
import { withDatabase } from '../../../../tests/setup/postgres.ts';
import { expect, test, vi } from '../../../../tests/setup/test.ts';
import { connectDatabase, isReachable, migrateDatabase, openDatabase } from './database.ts';

test('without DATABASE_URL the embedded database is opened, migrated and closed', async () => {
	const dataDir = await temporaryFolder();
	const { db, url, close } = await openDatabase({ dataDir });
	expect(new URL(url).hostname).toBe('127.0.0.1');
	expect(await countMigrations(url)).toBeGreaterThan(0);
	expect(await isReachable(db)).toBe(true);
	await Promise.all([close(), close()]);
	await expect(new pg.Client(url).connect()).rejects.toThrow('ECONNREFUSED');
}, 30_000);

test('DATABASE_URL is used as it is', async ({ databaseUrl }) => {
	const { db, close } = await openDatabase({ databaseUrl, dataDir: '/nowhere' });
	const { rows } = await db.execute(
		sql`select current_database() as name, current_setting('TimeZone') as zone`
	);
	expect(rows).toEqual([{ name: new URL(databaseUrl).pathname.slice(1), zone: 'UTC' }]);
	await close();
});

test('several processes that start at once migrate an empty database once', async () => {
	const url = await addDatabase(`encoding 'UTF8'`);
	await Promise.all([1, 2, 3].map(() => migrateDatabase(url)));
	expect(await countMigrations(url)).toBe(await countMigrations(templateUrl()));
});

test('a database that a newer Plumbline used is refused', async ({ databaseUrl, db }) => {
	await db.execute(
		sql`insert into drizzle.__drizzle_migrations (hash, created_at) values ('new', 4e12)`
	);
	await expect(migrateDatabase(databaseUrl)).rejects.toThrow('used by another, newer Plumbline');
});

test('a database that is not in UTF8 is refused', async () => {
	const url = await addDatabase(`encoding 'SQL_ASCII' locale_provider libc locale 'C'`);
	await expect(migrateDatabase(url)).rejects.toThrow(
		/needs a database in UTF8; .* is in SQL_ASCII/
	);
});

test('PostgreSQL before 15 is refused', async () => {
	const url = await serveOldPostgres();
	await expect(migrateDatabase(url)).rejects.toThrow(
		/^Plumbline needs PostgreSQL 15 or later; 127\.0\.0\.1:\d+\/plumbline is 14\.9\.$/
	);
});

test('a server that does not answer is named without its password', async () => {
	const url = 'postgres://plumbline:secret@127.0.0.1:9/plumbline';
	await expect(migrateDatabase(url)).rejects.toThrow(
		/^PostgreSQL at 127\.0\.0\.1:9\/plumbline cannot be used: .*ECONNREFUSED/
	);
});

test('lost connections are reported and replaced', async ({ databaseUrl, pool: other }) => {
	const onError = vi.fn();
	const { db, pool } = connectDatabase(databaseUrl, { onError });
	onTestFinished(() => pool.end());
	const { rows } = await db.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`);
	await other.query('select pg_terminate_backend($1)', [rows[0].pid]);
	await vi.waitFor(() => expect(onError).toHaveBeenCalled());
	expect(await isReachable(db)).toBe(true);
});

test('a transaction is taken back as a whole', async ({ db }) => {
	await db.execute(sql`create table marks (mark int)`);
	const broken = db.transaction(async (db) => {
		await db.execute(sql`insert into marks values (5)`);
		throw new Error('changed my mind');
	});
	await expect(broken).rejects.toThrow('changed my mind');
	expect((await db.execute(sql`select * from marks`)).rows).toEqual([]);
});

function templateUrl() {
	const { url, template } = inject('postgres');
	return withDatabase(url, template);
}

/** An empty database of this run; it goes when the run ends. */
async function addDatabase(options: string) {
	const { url, template } = inject('postgres');
	const name = template.replace('template', crypto.randomUUID().slice(0, 8));
	await query(url, `create database ${name} template template0 ${options}`);
	return withDatabase(url, name);
}

async function countMigrations(url: string) {
	const rows = await query(url, 'select count(*)::int as n from drizzle.__drizzle_migrations');
	return rows[0].n;
}

async function query(url: string, statement: string) {
	const client = new pg.Client(url);
	await client.connect();
	try {
		return (await client.query(statement)).rows;
	} finally {
		await client.end();
	}
}

/** Speaks just enough of PostgreSQL's protocol to say that it is version 14.9. */
async function serveOldPostgres() {
	const server = createServer((socket) => {
		const message = (type: string, ...parts: Buffer[]) => {
			const body = Buffer.concat(parts);
			return Buffer.concat([Buffer.from(type), int32(body.length + 4), body]);
		};
		const ready = message('Z', Buffer.from('I'));
		const columns = { number: '140009', version: '14.9', encoding: 'UTF8' };
		const fields = Object.keys(columns).map((name) =>
			Buffer.concat([
				...[Buffer.from(`${name}\0`), int32(0), int16(0)],
				...[int32(name === 'number' ? 23 : 25), int16(-1), int32(-1), int16(0)]
			])
		);
		const values = Object.values(columns).map((value) =>
			Buffer.concat([int32(value.length), Buffer.from(value)])
		);
		socket.once('data', () => {
			socket.write(Buffer.concat([message('R', int32(0)), ready]));
			socket.on('data', () => {
				const row = [message('T', int16(3), ...fields), message('D', int16(3), ...values)];
				socket.write(Buffer.concat([...row, message('C', Buffer.from('SELECT 1\0')), ready]));
			});
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	onTestFinished(() => void server.close());
	return `postgres://plumbline@127.0.0.1:${(server.address() as AddressInfo).port}/plumbline`;
}

function int32(value: number) {
	const buffer = Buffer.alloc(4);
	buffer.writeInt32BE(value);
	return buffer;
}

function int16(value: number) {
	const buffer = Buffer.alloc(2);
	buffer.writeInt16BE(value);
	return buffer;
}
