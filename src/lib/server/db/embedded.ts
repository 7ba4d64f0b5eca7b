import { access, constants, mkdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { choosePlace } from './embedded-place.ts';
import { findServer, startServer, stopServer, urlOf } from './embedded-server.ts';
import { withFileLock } from './file-lock.ts';

/** A server that this process uses. `stop` leaves it; the last to leave turns it off: true. */
export type Embedded = { url: string; stop(): Promise<boolean> };

export type EmbeddedOptions = {
	/** Given to the server if it is this process that starts it. */
	flags?: string[];
	/** Hears that the server went away, and why it did not come back. */
	onError?: (error: Error) => void;
};

/** Every process that uses the server keeps one connection of this name. */
const PRESENCE = 'plumbline presence';

/**
 * Starts the PostgreSQL of `dataDir`, or joins the one that runs there already: started by
 * another process, or left behind by one that was killed. If it crashes, it is started again.
 */
export async function startEmbedded(
	dataDir: string,
	{ flags = [], onError = ({ message }) => console.error(message) }: EmbeddedOptions = {}
): Promise<Embedded> {
	const dir = await prepareFolder(dataDir);
	const locked = <T>(work: () => Promise<T>) => withFileLock(join(dir, 'postgres.lock'), work);
	let stopping = false;
	let { url, presence } = await locked(() => joinServer(dir, { flags, onError }));
	watch();

	function watch() {
		presence.once('end', () => stopping || rejoin());
	}

	/** On the same port as before, because pools know that one. */
	async function rejoin() {
		while (!stopping)
			try {
				await locked(async () => {
					if (stopping) return;
					({ presence } = await joinServer(dir, { flags, onError }, new URL(url).port));
				});
				return watch();
			} catch (error) {
				onError(error as Error);
				await sleep(1000);
			}
	}

	async function stop() {
		stopping = true;
		return locked(async () => {
			await presence.end();
			const running = await findRunning(dir);
			if (!running || (await hasOthers(running, presence))) return false;
			await stopServer(dir, await choosePlace(dir));
			return true;
		});
	}

	return { url, stop };
}

/** The URL of the server that runs on `dataDir`; waits while it starts or stops. */
export async function findRunning(dataDir: string): Promise<string | undefined> {
	const port = await findServer(dataDir);
	return port ? urlOf(dataDir, port) : undefined;
}

async function prepareFolder(dataDir: string) {
	try {
		await mkdir(dataDir, { recursive: true });
		await access(dataDir, constants.W_OK);
		return await realpath(dataDir);
	} catch (cause) {
		const { message } = cause as Error;
		throw new Error(`The data folder ${dataDir} cannot be used: ${message}`, { cause });
	}
}

async function joinServer(
	dir: string,
	{ flags, onError }: Required<EmbeddedOptions>,
	port?: string
) {
	const running = await findServer(dir);
	const place = running ? undefined : await choosePlace(dir);
	const url = await urlOf(dir, running ?? (await startServer(dir, place!, flags, port)));
	const presence = new pg.Client({ connectionString: url, application_name: PRESENCE });
	presence.on('error', onError);
	try {
		await presence.connect();
		return { url, presence };
	} catch (cause) {
		if (place) await stopServer(dir, place);
		const { message } = cause as Error;
		throw new Error(
			`PostgreSQL in ${dir} runs, but: ${message}. If postgres-password there is not the right ` +
				`one, end PostgreSQL and remove that file: the next start makes a new password.`,
			{ cause }
		);
	}
}

async function hasOthers(url: string, presence: pg.Client) {
	const { processID } = presence as pg.Client & { processID: number };
	const client = new pg.Client(url);
	await client.connect();
	try {
		const others = await client.query(
			'select from pg_stat_activity where application_name = $1 and pid <> $2',
			[PRESENCE, processID]
		);
		return others.rowCount! > 0;
	} finally {
		await client.end();
	}
}
