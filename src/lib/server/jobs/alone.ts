import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';

const lookMs = 500;

/**
 * Does the work when no other process of the house does work of this name, and waits until then. The signal
 * it is given is aborted also when the connection is lost that says so.
 */
export async function alone(
	pool: Pool,
	name: string,
	signal: AbortSignal,
	work: (signal: AbortSignal) => Promise<void>
): Promise<void> {
	const client = await pool.connect();
	const lost = new AbortController();
	client.on('error', () => lost.abort());
	try {
		while (!(await lock())) await sleep(lookMs, undefined, { signal });
		await work(AbortSignal.any([signal, lost.signal]));
	} finally {
		client.release(true);
	}

	async function lock() {
		const { rows } = await client.query(
			'select pg_try_advisory_lock(hashtextextended($1, 0)) as mine',
			[name]
		);
		return rows[0].mine as boolean;
	}
}
