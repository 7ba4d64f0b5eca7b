import { setTimeout as sleep } from 'node:timers/promises';
import type { Listener } from './listener.ts';
import type { Pump } from './pump.ts';
import type { Workplace } from './queue.ts';

/** Works off the jobs of the house from `later` milliseconds on; tries again while the database is away. */
export function openJobs(place: Workplace, listener: Listener, later = 0): Pump {
	const ending = new AbortController();
	const started = start();
	return {
		async stop() {
			ending.abort();
			await (await started)?.stop();
		}
	};

	async function start(): Promise<Pump | undefined> {
		for (let wait = later; ; wait = 5000) {
			await sleep(wait, undefined, { signal: ending.signal }).catch(() => undefined);
			if (ending.signal.aborted) return;
			try {
				const [{ startPump }, { jobs }] = await Promise.all([
					import('./pump.ts'),
					import('./list.ts')
				]);
				return await startPump(place, listener, jobs);
			} catch (error) {
				place.log.error({ err: error }, 'jobs cannot be worked off');
			}
		}
	}
}
