import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { connection } from '../db/database.ts';
import { channel } from './announce.ts';

/** Ears of a process. An event is only a hint to look again: what is missed is found by the next look. */
export type Listener = {
	/** Calls `hear` at this topic, and after every lost connection. Returns how to stop. */
	on(topic: string, hear: () => void): () => void;
	close(): Promise<void>;
};

/** Under `name` the process is seen in pg_stat_activity. */
export function openListener(
	url: string,
	{ name, onError }: { name: string; onError: (error: Error) => void }
): Listener {
	const topics = new EventEmitter().setMaxListeners(0);
	let client: pg.Client | undefined;
	let isClosed = false;
	const connected = connect();

	async function connect(): Promise<void> {
		while (!isClosed) {
			const next = new pg.Client({
				...connection(url),
				application_name: name,
				keepAliveInitialDelayMillis: 10_000
			});
			next.on('error', (error) => isClosed || onError(error));
			next.on('notification', ({ payload }) => topics.emit(payload ?? ''));
			try {
				await next.connect();
				await next.query(`listen ${channel}`);
				if (isClosed) return await next.end();
				client = next;
				next.once('end', () => isClosed || void sleep(1000).then(connect));
				for (const topic of topics.eventNames()) topics.emit(topic);
				return;
			} catch (error) {
				if (isClosed) return;
				onError(error as Error);
				await next.end().catch(() => undefined);
				await sleep(1000);
			}
		}
	}

	return {
		on(topic, hear) {
			topics.on(topic, hear);
			return () => topics.off(topic, hear);
		},
		async close() {
			isClosed = true;
			await Promise.race([connected, sleep(1000, undefined, { ref: false })]);
			await client?.end();
		}
	};
}
