import { statfs } from 'node:fs/promises';
import type pg from 'pg';
import { appliedMigrations, shippedMigrations } from '../db/migrations.ts';
import { queueSchema, queueVersion, versionIn } from '../db/queue-schema.ts';
import { listTables, quote } from './backup/tables.ts';

export type Check = { name: string; isWell: boolean; found: string };

const gigabyte = 1024 ** 3;

/** What a person looks at first when something is wrong. Changes nothing. */
export async function examineHouse(pool: pg.Pool, settings: { dataDir: string }) {
	const checks = await checkHouse(pool, settings);
	const isReady = checks.every(({ name, isWell }) => name !== 'migrations' || isWell);
	return { checks, counts: isReady ? await countRows(pool) : {} };
}

/** The same without counting every row: quick enough for a page. */
export function checkHouse(pool: pg.Pool, { dataDir }: { dataDir: string }) {
	return Promise.all([
		check('runtime', async () => ({
			isWell: Number(process.versions.node.split('.')[0]) >= 24,
			found: `Node ${process.versions.node}`
		})),
		check('database', () => database(pool)),
		check('migrations', () => migrations(pool)),
		check('queue', () => queue(pool)),
		check('disk', () => disk(dataDir)),
		check('fonts', fonts)
	]);
}

async function check(name: string, look: () => Promise<Omit<Check, 'name'>>): Promise<Check> {
	try {
		return { name, ...(await look()) };
	} catch (error) {
		return { name, isWell: false, found: (error as Error).message };
	}
}

async function database(pool: pg.Pool) {
	const { rows } = await pool.query(
		`select current_setting('server_version') as version, current_setting('server_version_num')::int as number,
			current_setting('server_encoding') as encoding, pg_database_size(current_database())::float8 as size`
	);
	const [{ version, number, encoding, size }] = rows;
	return {
		isWell: number >= 150_000 && encoding === 'UTF8',
		found: `PostgreSQL ${version}, ${encoding}, ${Math.ceil(size / 1024 ** 2)} MB`
	};
}

async function migrations(pool: pg.Pool) {
	const applied = new Set((await appliedMigrations(pool)).map(({ hash }) => hash));
	const shipped = shippedMigrations();
	const missing = shipped.filter(({ hash }) => !applied.has(hash)).length;
	const foreign = applied.size - (shipped.length - missing);
	const later = missing ? `, ${missing} to come with the next start` : '';
	return {
		isWell: !missing && !foreign,
		found: `${applied.size} applied${later}${foreign ? `, ${foreign} of another Plumbline` : ''}`
	};
}

/** Jobs that failed are for the page of jobs; here it is whether there can be any. */
async function queue(pool: pg.Pool) {
	const version = await versionIn(pool);
	if (version !== queueVersion)
		return {
			isWell: false,
			found: `${version ?? 'none'}; ${queueVersion} comes with the next start`
		};
	const { rows } = await pool.query(
		`select count(*) filter (where state < 'active') as waiting, count(*) filter (where state = 'failed') as failed
		from ${queueSchema}.job`
	);
	return { isWell: true, found: `${rows[0].waiting} waiting, ${rows[0].failed} failed` };
}

async function disk(dataDir: string) {
	const { bavail, bsize } = await statfs(dataDir);
	const free = bavail * bsize;
	return {
		isWell: free > gigabyte,
		found: `${(free / gigabyte).toFixed(1)} GB free in ${dataDir}`
	};
}

async function fonts() {
	const { isDrawable } = await import('../coaching/pdf/fonts.ts');
	const isWell = [...'ŽțЖ'].every((letter) => isDrawable(letter.codePointAt(0)!));
	return { isWell, found: isWell ? 'Inter' : 'Inter without Latvian, Romanian or Cyrillic' };
}

/** Rows of every table that a backup holds. */
async function countRows(pool: pg.Pool) {
	const client = await pool.connect();
	try {
		const counts: Record<string, number> = {};
		for (const { name } of await listTables(client)) {
			const { rows } = await client.query(`select count(*)::float8 as rows from ${quote(name)}`);
			counts[name] = rows[0].rows;
		}
		return counts;
	} finally {
		client.release();
	}
}
