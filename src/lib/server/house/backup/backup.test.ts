import { createHash, randomBytes } from 'node:crypto';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { gunzipSync, gzipSync } from 'node:zlib';
import type pg from 'pg';
import { onTestFinished, vi } from 'vitest';
import {
	addConversation,
	addEmployee,
	addReview,
	addTeam,
	addUser
} from '../../../../../tests/setup/factories.ts';
import { temporaryFolder } from '../../../../../tests/setup/folders.ts';
import { expect, test } from '../../../../../tests/setup/test.ts';
import { findFirstAdmin } from '../../auth/acting.ts';
import { createApiToken, findTokenViewer } from '../../auth/api-tokens.ts';
import { hashPassword } from '../../auth/passwords.ts';
import { findViewer, startSession } from '../../auth/sessions.ts';
import { signIn } from '../../auth/sign-in.ts';
import { downloadReport, issueReport } from '../../coaching/issue.ts';
import { startReport } from '../../coaching/reports.ts';
import { connectDatabase, migrateDatabase, type Db } from '../../db/database.ts';
import { appliedMigrations, shippedMigrations } from '../../db/migrations.ts';
import { auditEvents, recordings } from '../../db/schema/index.ts';
import { openFiles } from '../../files/files.ts';
import { monthOf } from '../../../periods.ts';
import { backupHouse } from './backup.ts';
import { restoreHouse } from './restore.ts';

vi.setConfig({ testTimeout: 30_000 });

const password = 'the right sentence';
const address = '198.51.100.7';
const settings = { sessionIdleDays: 1, sessionMaxDays: 1 };

test('a house comes back as it was: rows, hashes, sign-in, tokens and the bytes of a report', async ({
	db,
	pool,
	otherUrl
}) => {
	const { reportId, token, session } = await furnish(db);
	const file = await newFile();
	const saved = await backupHouse(pool, file, null);
	expect((await stat(file)).mode & 0o777).toBe(0o600);

	const other = open(otherUrl);
	expect(await restoreHouse(other, file, await newPlace())).toEqual(saved);
	expect(saved.tables.report_files.rows).toBe(1);
	expect(Object.keys(saved.tables)).not.toContain('sessions');
	expect(await backupHouse(other.pool, await newFile(), null)).toEqual(saved);

	const input = { email: 'ada@example.com', password, address };
	expect(await signIn(other.db, other.pool, input)).toMatchObject({ outcome: 'in' });
	expect(await findTokenViewer(other.db, token, address)).toMatchObject({ name: 'Ada' });
	expect(await findViewer(db, settings, session, address)).not.toBeNull();
	expect(await findViewer(other.db, settings, session, address)).toBeNull();
	const ada = (await findFirstAdmin(other.db))!;
	const [before, after] = await Promise.all(
		[db, other.db].map((house) => downloadReport(house, ada, reportId))
	);
	expect(after.bytes.equals(before.bytes)).toBe(true);
	// The numbers of the audit log go on.
	const events = await other.db.select({ id: auditEvents.id }).from(auditEvents);
	expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
});

test('what people do while it is written is in it wholly or not at all', async ({
	db,
	pool,
	otherUrl
}) => {
	await furnish(db);
	let stopped = false;
	const busy = (async () => {
		for (let i = 0; !stopped; i++) await addReview(db, { employeeId: (await addEmployee(db)).id });
	})();
	const file = await newFile();
	const saved = await backupHouse(pool, file, null);
	stopped = true;
	await busy;
	const other = open(otherUrl);
	expect(await restoreHouse(other, file, await newPlace())).toEqual(saved);
	const { rows } = await other.pool.query(
		`select from reviews r where submitted_at is not null and 2 <> (select count(*) from ratings
			where revision_id = r.current_revision_id)`
	);
	expect(rows).toEqual([]);
});

test('recordings come back byte for byte; one that is missing is named, one that changed is refused', async ({
	db,
	pool,
	otherUrl
}) => {
	await furnish(db);
	const here = await newPlace();
	// More than one part of the archive
	const sound = randomBytes(9 * 1024 ** 2);
	for (const name of ['sound', 'lost']) {
		const { id: conversationId } = await addConversation(db, { channel: 'call' });
		const fileKey = `recordings/${name}`;
		const about = { fileName: 'call.wav', bytes: sound.length, sha256: sha256(sound) };
		await db.insert(recordings).values({ ...about, conversationId, uploadId: name, fileKey });
	}
	await put(here, 'recordings/sound', sound);
	const file = await newFile();
	const saved = await backupHouse(pool, file, here.files);
	expect(saved.files).toEqual({
		'recordings/lost': null,
		'recordings/sound': { bytes: sound.length, sha256: sha256(sound) }
	});

	const other = open(otherUrl);
	const tar = gunzipSync(await readFile(file));
	tar.write('?', tar.indexOf(sound.subarray(0, 64)));
	const damaged = await newFile();
	await writeFile(damaged, gzipSync(tar));
	const there = await newPlace();
	await expect(restoreHouse(other, damaged, there)).rejects.toThrow(
		'damaged: recordings/sound is not what it was'
	);
	expect(await readdir(there.dataDir)).toEqual([]);
	expect(await restoreHouse(other, file, there)).toEqual(saved);
	const back = await buffer(await there.files.read('recordings/sound'));
	expect(back.equals(sound)).toBe(true);
	expect(await readdir(there.dataDir)).toEqual(['files']);
});

test('a house that is not empty is left alone', async ({ db, pool, otherUrl }) => {
	await furnish(db);
	const file = await newFile();
	await backupHouse(pool, file, null);
	const other = open(otherUrl);
	await addEmployee(other.db, { name: 'Somebody' });
	await expect(restoreHouse(other, file, await newPlace())).rejects.toThrow(
		'not empty: there are employees'
	);
	const { rows } = await other.pool.query('select name from employees');
	expect(rows).toEqual([{ name: 'Somebody' }]);
});

test('a broken or foreign file changes nothing and says so', async ({ db, pool, otherUrl }) => {
	await furnish(db);
	const file = await newFile();
	await backupHouse(pool, file, null);
	const whole = await readFile(file);
	const tar = gunzipSync(whole);
	const changed = Buffer.from(tar);
	changed.write('Bda', tar.indexOf('\tAda\t') + 1);
	const other = open(otherUrl);
	const broken: [string, Buffer, RegExp][] = [
		['text', Buffer.from('Dear diary'), /not a Plumbline backup/],
		['empty', Buffer.alloc(0), /not a Plumbline backup/],
		['zipped text', gzipSync('x'.repeat(2000)), /not a Plumbline backup/],
		['cut off', whole.subarray(0, whole.length - 2000), /damaged or cut off/],
		['cut at a file', gzipSync(tar.subarray(0, tar.length - 1024)), /cut off/],
		['without its manifest', gzipSync(tar.subarray(0, tar.indexOf('manifest.json'))), /cut off/],
		['changed', gzipSync(changed), /damaged: \w+ is not what it was/],
		['of tomorrow', gzipSync(replaced(tar, '"version": 2', '"version": 3')), /newer Plumbline/]
	];
	for (const [name, bytes, says] of broken) {
		const path = await newFile();
		await writeFile(path, bytes);
		await expect(restoreHouse(other, path, await newPlace()), name).rejects.toThrow(says);
	}
	await expect(restoreHouse(other, '/nowhere/at-all', await newPlace())).rejects.toThrow(
		/no such file/
	);
	expect(await countRows(other.pool)).toEqual({ users: '0', employees: '0', house: '1' });
	await expect(restoreHouse(other, file, await newPlace())).resolves.toBeTruthy();
});

test('a backup of an older Plumbline goes into a new database and is brought up to date', async ({
	databaseUrl,
	otherUrl
}) => {
	const shipped = shippedMigrations();
	const old = await anew(databaseUrl);
	await migrateDatabase(databaseUrl, shipped.length - 1);
	await old.pool.query(
		`insert into users (id, email, name, role)
		values ('01890000-0000-7000-8000-000000000000', 'ada@example.com', 'Ada', 'admin')`
	);
	const file = await newFile();
	await backupHouse(old.pool, file, null);
	await expect(restoreHouse(open(otherUrl), file, await newPlace())).rejects.toThrow(
		'older Plumbline'
	);
	const empty = await anew(otherUrl);
	await restoreHouse(empty, file, await newPlace());
	expect(await appliedMigrations(empty.pool)).toEqual(shipped);
	expect((await findFirstAdmin(empty.db))?.name).toBe('Ada');
});

/** People, a review, an issued report, a token and somebody signed in. */
async function furnish(db: Db) {
	const ada = await addUser(db, {
		role: 'admin',
		name: 'Ada',
		email: 'ada@example.com',
		passwordHash: await hashPassword(password)
	});
	const team = await addTeam(db, { name: 'Rīga, „Centrs”\t\\N' });
	const { id: employeeId } = await addEmployee(db, { name: 'Žanna', teamId: team.id });
	await addReview(db, { employeeId, document: { overallComment: 'a\\b\nc\td “š”' } });
	const period = monthOf(new Date('2026-09-15'));
	const reportId = await startReport(db, ada, { employeeId, period, locale: 'lv' });
	await issueReport(db, ada, reportId, { version: 1 });
	const { token } = await createApiToken(db, ada, 'robot');
	const session = await startSession(db, settings, ada.id, { address, userAgent: '' });
	return { reportId, token, session };
}

/** A store without files, and a folder for what is unpacked. */
async function newPlace() {
	const dataDir = await temporaryFolder();
	return { dataDir, files: await openFiles({ dataDir, s3Url: undefined }) };
}

async function newFile() {
	return join(await temporaryFolder(), 'house.backup');
}

function open(url: string) {
	// The database is dropped while the pool is still open.
	const opened = connectDatabase(url, { onError: () => undefined });
	onTestFinished(() => opened.pool.end());
	return { ...opened, url };
}

/** As if no Plumbline had been there. */
async function anew(url: string) {
	const opened = open(url);
	await opened.pool.query('drop schema public cascade; create schema public');
	await opened.pool.query('drop schema drizzle cascade');
	return opened;
}

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

async function put(
	{ dataDir, files }: Awaited<ReturnType<typeof newPlace>>,
	key: string,
	bytes: Buffer
) {
	const path = join(dataDir, 'arriving');
	await writeFile(path, bytes);
	await files.moveIn(path, key);
}

const replaced = (bytes: Buffer, before: string, after: string) =>
	Buffer.from(bytes.toString('latin1').replace(before, after), 'latin1');

async function countRows(pool: pg.Pool) {
	const { rows } = await pool.query(
		`select (select count(*) from users) as users, (select count(*) from employees) as employees,
			(select count(*) from house) as house`
	);
	return rows[0];
}
