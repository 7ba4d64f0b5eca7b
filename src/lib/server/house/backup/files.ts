import { createHash, type Hash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import type { Files } from '../../files/files.ts';
import { BackupError, type Entry } from './archive.ts';
import type { Manifest } from './manifest.ts';
import { quote } from './tables.ts';

/** Keys that rows name: by our convention every text column whose name ends in _key holds one of the store. */
export async function listFileKeys(client: pg.ClientBase): Promise<string[]> {
	const { rows: columns } = await client.query<{ table: string; column: string }>(
		`select table_name as table, column_name as column from information_schema.columns
		where table_schema = 'public' and data_type = 'text' and column_name like '%\\_key'
		order by 1, 2`
	);
	const keys = columns.map(
		({ table, column }) =>
			`select ${quote(column)} as key from ${quote(table)} where ${quote(column)} is not null`
	);
	if (!keys.length) return [];
	const { rows } = await client.query<{ key: string }>(
		`select key from (${keys.join(' union ')}) as named order by key collate "C"`
	);
	return rows.map(({ key }) => key);
}

const folder = 'files/';
const nameOf = (key: string, part: number) => `${folder}${String(part).padStart(6, '0')}/${key}`;

/** The parts of one file with their names in the archive; null in the manifest when it is not in the store. */
export async function* partsOf(
	files: Files,
	key: string,
	inParts: (stream: AsyncIterable<Buffer>) => AsyncIterable<Buffer>,
	manifest: Manifest
): AsyncGenerator<Entry> {
	manifest.files[key] = null;
	if (!(await files.has(key))) return;
	const hash = createHash('sha256');
	let [bytes, part] = [0, 0];
	for await (const some of inParts(await files.read(key))) {
		hash.update(some);
		bytes += some.length;
		yield { name: nameOf(key, ++part), bytes: some };
	}
	manifest.files[key] = { bytes, sha256: hash.digest('hex') };
}

export type Unpacked = Awaited<ReturnType<typeof unpackInto>>;

/** A folder beside the data where files wait until the whole backup has proved to be sound. */
export async function unpackInto(dataDir: string) {
	await mkdir(dataDir, { recursive: true });
	const place = await mkdtemp(join(dataDir, 'restore-'));
	const found = new Map<string, { path: string; hash: Hash; bytes: number }>();
	return {
		has: ({ name }: Entry) => name.startsWith(folder),
		async add({ name, bytes }: Entry) {
			const key = name.slice(folder.length + '000000/'.length);
			const file = found.get(key) ?? {
				path: join(place, String(found.size)),
				hash: createHash('sha256'),
				bytes: 0
			};
			found.set(key, file);
			file.hash.update(bytes);
			file.bytes += bytes.length;
			await pipeline(
				Readable.from([bytes]),
				createWriteStream(file.path, { flags: 'a', mode: 0o600, flush: true })
			);
		},
		/** Throws when a file is not what the manifest says. */
		check({ files }: Manifest) {
			for (const [key, expected] of Object.entries(files)) {
				const { hash, bytes = 0 } = found.get(key) ?? {};
				const sha256 = (hash ?? createHash('sha256')).digest('hex');
				if (expected && (bytes !== expected.bytes || sha256 !== expected.sha256))
					throw new BackupError(`The backup is damaged: ${key} is not what it was.`);
			}
		},
		/** Into the store; what lies there under the same key is replaced. */
		async moveTo(store: Files) {
			for (const [key, { path }] of found) await store.moveIn(path, key);
		},
		end: () => rm(place, { recursive: true, force: true })
	};
}
