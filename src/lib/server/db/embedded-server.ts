import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import * as fs from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { env, type Place } from './embedded-place.ts';

const PATIENCE_SECONDS = 120;
const LOG_LIMIT = 10_000_000;
/** Another program took the port just now; the children of a killed server are still leaving. */
const PASSING = /Address already in use|pre-existing shared memory block/;

/** The port of the server that runs on `dir`; waits while it starts or stops. */
export async function findServer(dir: string): Promise<number | undefined> {
	const deadline = Date.now() + PATIENCE_SECONDS * 1000;
	while (Date.now() < deadline) {
		const server = await readPidFile(dir);
		if (!server || !(await isPostmaster(server))) return undefined;
		if (server.status === 'ready') return server.port;
		await sleep(50);
	}
	throw new Error(`PostgreSQL in ${dir} neither starts nor stops; see postgres.log there.`);
}

/** How to reach the server on this port. */
export async function urlOf(dir: string, port: number) {
	const password = await fs.readFile(join(dir, 'postgres-password'), 'utf8');
	return `postgres://plumbline:${password.trim()}@127.0.0.1:${port}/plumbline`;
}

/** Starts the server, first making the database if there is none, and returns its port. */
export async function startServer(dir: string, place: Place, flags: string[], samePort?: string) {
	await rotateLog(dir);
	if (!existsSync(place.data)) await initialise(dir, place);
	await refuseOtherVersion(place);
	await restorePassword(dir, place);
	await removeForeignPidFile(dir);
	for (let attempt = 1; ; attempt++) {
		const port = Number(samePort ?? (await freePort()));
		const options = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=`;
		try {
			const args = ['-w', '-t', String(PATIENCE_SECONDS), '-D', place.data];
			await run(dir, place, 'pg_ctl', ['start', ...args, '-o', [options, ...flags].join(' ')]);
			return port;
		} catch (error) {
			// The pg_ctl of a process that was killed meanwhile may have been faster.
			const running = await findServer(dir);
			if (running) return running;
			const { message } = error as Error;
			if (samePort || attempt === 5 || !PASSING.test(message)) throw error;
			await sleep(300);
		}
	}
}

/** Ends the server, whoever is connected. */
export async function stopServer(dir: string, place: Place) {
	await run(dir, place, 'pg_ctl', ['stop', '-m', 'fast', '-w', '-D', place.data]);
}

type Server = { pid: number; data: string; port: number; status: string };

async function readPidFile(dir: string): Promise<Server | undefined> {
	const file = join(dir, 'postgres/postmaster.pid');
	const text = await fs.readFile(file, 'utf8').catch((error) => {
		if (error.code !== 'EACCES') return missing(error);
		throw new Error(
			`${dir}/postgres belongs to another user. Start Plumbline as the user who made it.`,
			{ cause: error }
		);
	});
	if (!text) return undefined;
	const [pid, data, , port, , , , status = ''] = text.split('\n');
	return { pid: Number(pid), data, port: Number(port), status: status.trim() };
}

/** The pid may belong to some other program by now; that one does not name our folder. */
async function isPostmaster({ pid, data }: Server) {
	if (process.platform === 'linux') {
		const command = await fs.readFile(`/proc/${pid}/cmdline`, 'utf8').catch(missing);
		return command?.split('\0').includes(data) ?? false;
	}
	const ps = spawn('ps', ['-o', 'command=', '-p', String(pid)]);
	return (await ps.stdout.setEncoding('utf8').toArray()).join('').includes(data);
}

/**
 * PostgreSQL does not start when the pid in its file is some other program by now. A file
 * without a process stays: from it PostgreSQL knows whether orphans still use the data.
 */
async function removeForeignPidFile(dir: string) {
	const server = await readPidFile(dir);
	if (server && isAlive(server.pid)) await fs.rm(join(dir, 'postgres/postmaster.pid'));
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
	const beside = dirname(place.data);
	for (const name of await fs.readdir(beside))
		if (name.startsWith(`${basename(place.data)}.new-`))
			await fs.rm(join(beside, name), { recursive: true, maxRetries: 5 });
	const unfinished = await fs.mkdtemp(`${place.data}.new-`);
	const [data, passwordFile] = [join(unfinished, 'data'), join(unfinished, 'password')];
	const password = newPassword();
	await fs.writeFile(passwordFile, password, { mode: 0o600 });
	if (place.account) {
		const { uid, gid } = place.account;
		await Promise.all([unfinished, passwordFile].map((path) => fs.chown(path, uid, gid)));
	}
	await run(dir, place, 'initdb', [
		...['-D', data, '-U', 'plumbline', '--auth=scram-sha-256', `--pwfile=${passwordFile}`],
		...['--encoding=UTF8', '--locale-provider=icu', '--icu-locale=und', '--locale=C.UTF-8']
	]);
	await runSingle(dir, place, data, 'create database plumbline');
	await writePassword(dir, password);
	await fs.rename(data, place.data);
	await fs.rm(unfinished, { recursive: true });
	if (place.data !== join(dir, 'postgres')) await fs.symlink(place.data, join(dir, 'postgres'));
}

async function refuseOtherVersion({ data, version }: Place) {
	const found = (await fs.readFile(join(data, 'PG_VERSION'), 'utf8').catch(missing))?.trim();
	if (!found) throw new Error(`${data} holds no PostgreSQL database. Move it away.`);
	if (found !== version)
		throw new Error(
			`${data} was made by PostgreSQL ${found}, this Plumbline brings ${version}. ` +
				`Run "plumbline backup" with the Plumbline that made it, move the folder away and run ` +
				`"plumbline restore" here; or set DATABASE_URL to a PostgreSQL ${found}.`
		);
}

/** Whoever may write the data may set a new password: nobody is locked out by a lost file. */
async function restorePassword(dir: string, place: Place) {
	if (existsSync(join(dir, 'postgres-password'))) return;
	const password = newPassword();
	await runSingle(dir, place, place.data, `alter role plumbline password '${password}'`);
	await writePassword(dir, password);
}

const newPassword = () => randomBytes(24).toString('base64url');

async function writePassword(dir: string, password: string) {
	const file = join(dir, 'postgres-password');
	await fs.writeFile(`${file}.new`, password, { mode: 0o600 });
	await fs.rename(`${file}.new`, file);
}

/** One statement, without a server. */
async function runSingle(dir: string, place: Place, data: string, statement: string) {
	const args = ['--single', '-c', 'exit_on_error=on', '-D', data, 'postgres'];
	await run(dir, place, 'postgres', args, `${statement};\n`);
}

/** Runs a PostgreSQL program with its output in postgres.log; throws with what it said. */
async function run(dir: string, place: Place, program: string, args: string[], input = '') {
	const log = await fs.open(join(dir, 'postgres.log'), 'a+', 0o640);
	try {
		const { size } = await log.stat();
		const child = spawn(join(place.programs, 'bin', program), args, {
			...place.account,
			...{ cwd: '/', env, stdio: ['pipe', log.fd, log.fd] }
		});
		// A program that ends without reading is judged by its exit code.
		child.stdin!.on('error', () => undefined).end(input);
		const [code] = await once(child, 'exit');
		if (code === 0) return;
		const { buffer, bytesRead } = await log.read({ buffer: Buffer.alloc(4000), position: size });
		throw new Error(`PostgreSQL (${program}) failed:\n${buffer.toString('utf8', 0, bytesRead)}`);
	} finally {
		await log.close();
	}
}

async function rotateLog(dir: string) {
	const log = join(dir, 'postgres.log');
	const size = (await fs.stat(log).catch(missing))?.size ?? 0;
	if (size > LOG_LIMIT) await fs.rename(log, `${log}.old`);
}

async function freePort() {
	const server = createServer().listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	server.close();
	return port;
}

function missing(error: NodeJS.ErrnoException) {
	if (error.code === 'ENOENT' || error.code === 'ESRCH') return undefined;
	throw error;
}
