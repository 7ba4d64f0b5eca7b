import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { migrateDatabase, type Database } from '../../db/database.ts';
import { appliedMigrations, shippedMigrations } from '../../db/migrations.ts';
import type { Files } from '../../files/files.ts';
import { BackupError, readTar, type Entry } from './archive.ts';
import { unpackInto, type Unpacked } from './files.ts';
import {
	backupVersion,
	headName,
	headSchema,
	manifestName,
	manifestSchema,
	type Head,
	type Manifest
} from './manifest.ts';
import { copyIn, plainText, quote } from './tables.ts';

/** Rows that migrations put there; the backup brings its own. */
const seeded = ['house', 'service_standards'];

/**
 * Fills an empty house from a backup, in one transaction: all of it or nothing; files go into the store when all
 * of them have proved to be whole. A backup of an older
 * Plumbline needs a database that no Plumbline has used yet; it is brought up to date afterwards.
 */
export async function restoreHouse(
	{ pool, url }: Pick<Database, 'pool' | 'url'>,
	file: string,
	{ files, dataDir }: { files: Files; dataDir: string }
): Promise<Manifest> {
	const entries = readTar(unzipped(file));
	const head = await readHead(entries);
	await prepareTables(pool, url, head);
	const unpacked = await unpackInto(dataDir);
	const client = await pool.connect();
	try {
		await client.query('begin');
		await client.query(plainText);
		await makeRoom(client, head);
		const manifest = await takeIn(client, head, entries, unpacked);
		await continueNumbers(client);
		await unpacked.moveTo(files);
		await client.query('commit');
		client.release();
		await migrateDatabase(url);
		return manifest;
	} catch (error) {
		client.release(true);
		throw asBackupError(error);
	} finally {
		await unpacked.end();
	}
}

async function* unzipped(file: string): AsyncGenerator<Buffer> {
	const source = createReadStream(file);
	const gunzip = createGunzip();
	source.once('error', (error) => gunzip.destroy(error));
	yield* source.pipe(gunzip);
}

async function readHead(entries: AsyncGenerator<Entry>): Promise<Head> {
	try {
		const { value: first } = await entries.next();
		if (first?.name !== headName) throw new BackupError('This is not a Plumbline backup.');
		const head = headSchema.parse(JSON.parse(first.bytes.toString()));
		if (head.version > backupVersion)
			throw new BackupError('The backup was made by a newer Plumbline: restore it with that one.');
		return head;
	} catch (error) {
		const { code } = error as NodeJS.ErrnoException;
		if (error instanceof BackupError || code === 'ENOENT' || code === 'EISDIR') throw error;
		throw new BackupError('This is not a Plumbline backup, or it is damaged.', { cause: error });
	}
}

/** Makes the tables as they were when the backup was made. */
async function prepareTables(pool: pg.Pool, url: string, { migrations }: Head) {
	const shipped = shippedMigrations();
	if (!migrations.every((hash, i) => shipped[i]?.hash === hash))
		throw new BackupError('The backup was made by a newer Plumbline: restore it with that one.');
	const applied = await appliedMigrations(pool);
	if (!applied.length) return migrateDatabase(url, migrations.length);
	if (applied.length !== migrations.length)
		throw new BackupError(
			'The backup was made by an older Plumbline: restore it into a new folder or database that no Plumbline has used yet.'
		);
}

/** Nobody can set up the house meanwhile. */
async function makeRoom(client: pg.PoolClient, { tables }: Head) {
	await client.query('lock table users in exclusive mode');
	const filled: string[] = [];
	for (const { name } of tables) {
		if (seeded.includes(name)) await client.query(`delete from ${quote(name)}`);
		const { rowCount } = await client.query(`select from ${quote(name)} limit 1`);
		if (rowCount) filled.push(name);
	}
	if (filled.length)
		throw new BackupError(`This house is not empty: there are ${filled.join(', ')} already.`);
}

async function takeIn(
	client: pg.PoolClient,
	{ tables }: Head,
	entries: AsyncGenerator<Entry>,
	unpacked: Unpacked
): Promise<Manifest> {
	const found: Manifest['tables'] = {};
	let { value: entry } = await entries.next();
	for (const table of tables) {
		const hash = createHash('sha256');
		const copy = client.query(copyFrom(copyIn(table)));
		const parts = async function* () {
			for (
				;
				entry?.name.startsWith(`tables/${table.name}/`);
				{ value: entry } = await entries.next()
			) {
				hash.update(entry.bytes);
				yield entry.bytes;
			}
		};
		await pipeline(Readable.from(parts()), copy);
		found[table.name] = { rows: copy.rowCount, sha256: hash.digest('hex') };
	}
	for (; entry && unpacked.has(entry); { value: entry } = await entries.next())
		await unpacked.add(entry);
	if (entry?.name !== manifestName) throw new BackupError('The backup is damaged.');
	const manifest = manifestSchema.parse(JSON.parse(entry.bytes.toString()));
	const { tables: expected } = manifest;
	// To the end, where the archive proves to be whole.
	for await (const { name } of entries) throw new BackupError(`What is ${name} in the backup?`);
	for (const { name } of tables)
		if (found[name].rows !== expected[name]?.rows || found[name].sha256 !== expected[name].sha256)
			throw new BackupError(`The backup is damaged: ${name} is not what it was.`);
	unpacked.check(manifest);
	return { tables: found, files: manifest.files };
}

/** Numbers that the database gives out go on after the last one. */
async function continueNumbers(client: pg.PoolClient) {
	const { rows } = await client.query<{ name: string; column: string }>(
		`select c.relname as name, a.attname as column from pg_attribute a
		join pg_class c on c.oid = a.attrelid
		where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attidentity <> ''`
	);
	for (const { name, column } of rows)
		await client.query(
			`select setval(pg_get_serial_sequence($1, $2), max(${quote(column)}))
			from ${quote(name)} having max(${quote(column)}) is not null`,
			[quote(name), column]
		);
}

/** What zlib and PostgreSQL say of a file that is not what it was. */
function asBackupError(error: unknown) {
	const { code = '', message } = error as NodeJS.ErrnoException;
	if (code.startsWith('Z_'))
		return new BackupError('The backup is damaged or cut off.', { cause: error });
	if (/^(22|23)/.test(code))
		return new BackupError(`The backup is damaged: ${message}`, { cause: error });
	return error;
}
