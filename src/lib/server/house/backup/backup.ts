import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { appliedMigrations } from '../../db/migrations.ts';
import type { Files } from '../../files/files.ts';
import { tarEnd, tarEntry } from './archive.ts';
import { listFileKeys, partsOf } from './files.ts';
import { backupVersion, headName, manifestName, partName, partSize } from './manifest.ts';
import type { Head, Manifest } from './manifest.ts';
import { copyOut, listTables, plainText } from './tables.ts';

/**
 * Writes the whole house into one file (a gzipped tar), as it is at one moment while people go on working: the
 * database, and the recordings and photos that it names.
 * A file of this name is replaced when the new one is complete, not before.
 */
export async function backupHouse(
	pool: pg.Pool,
	file: string,
	/** null: only the database. */
	files: Files | null
): Promise<Manifest> {
	const client = await pool.connect();
	const unfinished = `${file}.part`;
	try {
		await client.query('begin isolation level repeatable read, read only');
		await client.query(plainText);
		const manifest: Manifest = { tables: {}, files: {} };
		const source = Readable.from(archive(client, files, manifest));
		const target = createWriteStream(unfinished, { mode: 0o600, flush: true });
		await pipeline(source, createGzip({ level: 1 }), target);
		await client.query('commit');
		await rename(unfinished, file);
		client.release();
		return manifest;
	} catch (error) {
		client.release(true);
		await rm(unfinished, { force: true });
		throw error;
	}
}

async function* archive(client: pg.PoolClient, files: Files | null, manifest: Manifest) {
	const createdAt = new Date();
	const tables = await listTables(client);
	const head: Head = {
		format: 'plumbline-backup',
		version: backupVersion,
		createdAt: createdAt.toISOString(),
		migrations: (await appliedMigrations(client)).map(({ hash }) => hash),
		tables
	};
	yield tarEntry(headName, json(head), createdAt);
	for (const table of tables) {
		const hash = createHash('sha256');
		const copy = client.query(copyTo(copyOut(table)));
		let part = 0;
		for await (const bytes of inParts(copy)) {
			hash.update(bytes);
			yield tarEntry(partName(table.name, ++part), bytes, createdAt);
		}
		manifest.tables[table.name] = { rows: copy.rowCount, sha256: hash.digest('hex') };
	}
	if (files)
		for (const key of await listFileKeys(client))
			for await (const { name, bytes } of partsOf(files, key, inParts, manifest))
				yield tarEntry(name, bytes, createdAt);
	yield tarEntry(manifestName, json(manifest), createdAt);
	yield tarEnd;
}

async function* inParts(stream: AsyncIterable<Buffer>) {
	let kept: Buffer[] = [];
	let length = 0;
	for await (const bytes of stream) {
		kept.push(bytes);
		length += bytes.length;
		if (length < partSize) continue;
		yield Buffer.concat(kept, length);
		kept = [];
		length = 0;
	}
	if (length) yield Buffer.concat(kept, length);
}

const json = (value: unknown) => Buffer.from(JSON.stringify(value, null, '\t'));
