import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import {
	chown,
	mkdir,
	open,
	readFile,
	realpath,
	rename,
	rm,
	symlink,
	writeFile
} from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { choosePlace, env, type Place } from './embedded-place.ts';
import { withFileLock } from './file-lock.ts';

/** A running server. `stop` leaves it; the last process to leave turns it off and gets true. */
export type Embedded = { url: string; stop(): Promise<boolean> };

const PRESENCE = 'plumbline presence';
const PATIENCE = 120_000;

/**
 * Starts the PostgreSQL of `dataDir`, or joins the one that runs there already: started by
 * another process, or left behind by one that was killed. `flags` are given to a new server.
 */
export async function startEmbedded(dataDir: string, flags: string[] = []): Promise<Embedded> {
	await mkdir(dataDir, { recursive: true });
	const dir = await realpath(dataDir);
	const lock = join(dir, 'postgres.lock');
	return withFileLock(lock, async () => {
		const url = (await findRunning(dir)) ?? (await startServer(dir, flags));
		const presence = await connect(url, PRESENCE);
		return { url, stop: () => withFileLock(lock, () => leave(dir, presence)) };
	});
}

/** The URL of the server that runs on `dataDir`; waits while it starts or stops. */
export async function findRunning(dataDir: string): Promise<string | undefined> {
	const deadline = Date.now() + PATIENCE;
	while (Date.now() < deadline) {
		const server = await readPidFile(dataDir);
		if (!server || !(await isPostmaster(server.pid, server.data))) return undefined;
		if (server.status === 'ready') return urlOf(dataDir, server.port);
		await sleep(50);
	}
	throw new Error(`PostgreSQL in ${dataDir} neither starts nor stops; see postgres.log there.`);
}

async function readPidFile(dataDir: string) {
	const text = await readFile(join(dataDir, 'postgres/postmaster.pid'), 'utf8').catch(missing);
	if (!text) return undefined;
	const [pid, data, , port, , , , status = ''] = text.split('\n');
	return { pid: Number(pid), data, port: Number(port), status: status.trim() };
}

/** The pid may have gone to some other process since; that one does not name our folder. */
async function isPostmaster(pid: number, data: string) {
	if (process.platform === 'linux')
		return (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(missing))?.includes(data) ?? false;
	const ps = spawn('ps', ['-o', 'command=', '-p', String(pid)], {
		stdio: ['ignore', 'pipe', 'ignore']
	});
	return (await ps.stdout.setEncoding('utf8').toArray()).join('').includes(data);
}

async function urlOf(dataDir: string, port: number) {
	const password = await readFile(join(dataDir, 'postgres-password'), 'utf8');
	return `postgres://plumbline:${password.trim()}@127.0.0.1:${port}/plumbline`;
}

async function startServer(dir: string, flags: string[]) {
	const place = await choosePlace(dir);
	await initialise(dir, place);
	await refuseOtherVersion(place);
	await removeForeignPidFile(dir);
	const port = await freePort();
	const options = [`-p ${port}`, '-c listen_addresses=127.0.0.1', '-c unix_socket_directories='];
	const start = ['start', '-w', '-t', String(PATIENCE / 1000), '-D', place.data];
	await run(dir, place, 'pg_ctl', [...start, '-o', [...options, ...flags].join(' ')]);
	return urlOf(dir, port);
}

/**
 * After a crash the pid may belong to another program by now, for which PostgreSQL would not start.
 * A pid file without such a process stays: with it PostgreSQL sees its own orphans.
 */
async function removeForeignPidFile(dir: string) {
	const server = await readPidFile(dir);
	if (server && isAlive(server.pid)) await rm(join(dir, 'postgres/postmaster.pid'));
}

function isAlive(pid: number) {
	try {
		return process.kill(pid, 0);
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
}

/** Makes the database beside its final name, so that half of one is never taken for a whole. */
async function initialise(dir: string, place: Place) {
	if (existsSync(place.data)) return;
	const unfinished = `${place.data}.new`;
	await rm(unfinished, { recursive: true, force: true });
	await mkdir(unfinished, { mode: 0o700 });
	const password = randomBytes(24).toString('base64url');
	const passwordFile = `${place.data}-password.new`;
	await writeFile(passwordFile, password, { mode: 0o600 });
	if (place.account)
		for (const path of [unfinished, passwordFile])
			await chown(path, place.account.uid, place.account.gid);
	await run(dir, place, 'initdb', [
		...['-D', unfinished, '-U', 'plumbline', '--auth=scram-sha-256', `--pwfile=${passwordFile}`],
		...['--encoding=UTF8', '--locale-provider=icu', '--icu-locale=und', '--locale=C.UTF-8']
	]);
	await single(dir, place, unfinished, 'create database plumbline');
	await rm(passwordFile);
	await writeFile(join(dir, 'postgres-password'), password, { mode: 0o600 });
	await rename(unfinished, place.data);
	if (place.data !== join(dir, 'postgres')) await symlink(place.data, join(dir, 'postgres'));
}

async function refuseOtherVersion({ data, version }: Place) {
	const found = (await readFile(join(data, 'PG_VERSION'), 'utf8').catch(missing))?.trim();
	if (!found) throw new Error(`${data} holds no PostgreSQL database. Move it away.`);
	if (found !== version)
		throw new Error(
			`${data} was made by PostgreSQL ${found}, this Plumbline brings ${version}. ` +
				`Start the Plumbline that made it, run "plumbline backup", move the folder away ` +
				`and run "plumbline restore" here; or set DATABASE_URL to a PostgreSQL ${found}.`
		);
}

/** One statement without a server. */
async function single(dir: string, place: Place, data: string, statement: string) {
	await run(dir, place, 'postgres', ['--single', '-D', data, 'postgres'], `${statement};\n`);
}

/** Runs a PostgreSQL program with its output in postgres.log; throws with what it said. */
async function run(dir: string, place: Place, program: string, args: string[], input = '') {
	const log = await open(join(dir, 'postgres.log'), 'a+', 0o640);
	try {
		const { size } = await log.stat();
		const child = spawn(join(place.programs, 'bin', program), args, {
			...place.account,
			...{ cwd: '/', env, stdio: ['pipe', log.fd, log.fd] }
		});
		child.stdin!.on('error', () => undefined).end(input);
		const [code] = await once(child, 'exit');
		if (code === 0) return;
		const { buffer, bytesRead } = await log.read({ buffer: Buffer.alloc(4000), position: size });
		throw new Error(`PostgreSQL (${program}) failed:\n${buffer.toString('utf8', 0, bytesRead)}`);
	} finally {
		await log.close();
	}
}

async function freePort() {
	const server = createServer().listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	server.close();
	return port;
}

async function connect(url: string, name: string) {
	const client = new pg.Client({ connectionString: url, application_name: name });
	client.on('error', () => undefined);
	await client.connect();
	return client;
}

async function leave(dir: string, presence: pg.Client) {
	const others = await presence.query(
		'select from pg_stat_activity where application_name = $1 and pid <> pg_backend_pid()',
		[PRESENCE]
	);
	await presence.end();
	if (others.rowCount) return false;
	const place = await choosePlace(dir);
	await run(dir, place, 'pg_ctl', ['stop', '-m', 'fast', '-w', '-D', place.data]);
	return true;
}

function missing(error: NodeJS.ErrnoException) {
	if (error.code === 'ENOENT' || error.code === 'ESRCH') return undefined;
	throw error;
}
