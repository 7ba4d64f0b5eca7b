import { setTimeout as sleep } from 'node:timers/promises';
import type { JobWithMetadata } from 'pg-boss';
import { executorOnPool, queueSchema, quiet } from '../db/queue-schema.ts';
import { announce } from './announce.ts';
import { createBell } from './bell.ts';
import type { Listener } from './listener.ts';
import { deadLetters, makeQueues, type Job, type Workplace } from './queue.ts';
import { readReason, reasonOf } from './reasons.ts';

/** Seconds. A killed process is missed after the heartbeat, and at most a supervision and a look later. */
const supervision = 10;
const look = 2;
/** How often a running job says that it is alive. */
const beat = 10;
/** How long running jobs may go on when the process is asked to end, before they go back. */
const grace = 2;

/** So many seconds, for which alone no process stays alive. */
const patience = (seconds: number) => sleep(seconds * 1000, undefined, { ref: false });

export type Pump = { stop(): Promise<void> };

type Claimed = JobWithMetadata<object>;

/**
 * Works off the jobs: as many loops as a job has `atOnce`, each of fetch one, work, settle. pg-boss's own
 * `work()` fetches by the clock, which is up to 39 times slower.
 */
export async function startPump(place: Workplace, listener: Listener, jobs: Job[]): Promise<Pump> {
	const { log } = place;
	const { PgBoss } = await import('pg-boss');
	const boss = new PgBoss({
		...quiet,
		db: executorOnPool(place.pool),
		supervise: true,
		superviseIntervalSeconds: supervision,
		monitorIntervalSeconds: supervision,
		reindex: true
	});
	boss.on('error', (error) => log.warn({ err: error }, 'the job queue cannot be looked after'));
	await boss.start();
	await makeQueues(
		place.db,
		jobs.map(({ name }) => name)
	);

	const ending = new AbortController();
	const bells = new Map(jobs.map(({ name }) => [name, createBell()]));
	const lastBell = createBell();
	const all = [...bells.values(), lastBell];
	const deaf = jobs.map(({ name }) => listener.on(`job ${name}`, () => bells.get(name)!.ring()));
	const clock = setInterval(() => all.forEach((bell) => bell.ring()), look * 1000);
	const loops = jobs.flatMap((job) =>
		Array.from({ length: job.atOnce }, () =>
			loop(job.name, bells.get(job.name)!, (claimed) => run(job, claimed))
		)
	);
	loops.push(loop(deadLetters, lastBell, bury));
	return { stop };

	/** Each that found work wakes the next, because many jobs come with one ring. */
	async function loop(name: string, bell: Bell, work: (claimed: Claimed) => Promise<void>) {
		while (!ending.signal.aborted) {
			try {
				const [claimed] = await boss.fetch<object>(name, { includeMetadata: true });
				if (!claimed) await bell.heard(ending.signal);
				else {
					bell.ring();
					await work(claimed);
				}
			} catch (error) {
				log.warn({ err: error, job: name }, 'jobs cannot be fetched or settled');
				await sleep(1000, undefined, { signal: ending.signal }).catch(() => undefined);
			}
		}
	}

	async function run(job: Job, claimed: Claimed) {
		const { id, name } = claimed;
		const controller = new AbortController();
		const stopping = () => void patience(grace).then(() => controller.abort());
		ending.signal.addEventListener('abort', stopping, { once: true });
		const hold = async () => {
			const { affected } = (await boss.touch(name, claimed)) as { affected: number };
			if (affected === 0) controller.abort();
		};
		const careful = () =>
			hold().catch((error) => log.warn({ err: error, job: name, id }, 'no heartbeat'));
		const pulse = setInterval(careful, beat * 1000);
		const unheard = listener.on(`cancel ${id}`, careful);
		const begun = performance.now();
		try {
			await job.work({ ...place, id, signal: controller.signal }, claimed.data);
			if (job.isSecret) await boss.deleteJob(name, claimed);
			else await boss.complete(name, claimed);
			log.info({ job: name, id, ms: Math.round(performance.now() - begun) });
		} catch (error) {
			if (controller.signal.aborted) return await giveBack(claimed);
			log.warn({ err: error, job: name, id }, 'a job failed');
			await boss.fail(name, claimed, reasonOf(error));
			lastBell.ring();
		} finally {
			clearInterval(pulse);
			unheard();
			ending.signal.removeEventListener('abort', stopping);
		}
	}

	/** Only what is still ours: a cancelled job stays cancelled. */
	async function giveBack({ name, id, retryCount }: Claimed) {
		const { rowCount } = await place.pool.query(
			`update ${queueSchema}.job set state = 'created', started_on = null, heartbeat_on = null
			where name = $1 and id = $2 and state = 'active' and retry_count = $3`,
			[name, id, retryCount]
		);
		if (rowCount) await announce(place.db, `job ${name}`);
	}

	/** A job that failed at every attempt, also by killing its process. */
	async function bury(letter: Claimed) {
		const job = jobs.find(({ name }) => name === letter.sourceName);
		const reason = readReason(letter.sourceOutput) ?? { code: 'unknown' as const };
		await job?.gaveUp?.(place, letter.data, reason);
		await boss.deleteJob(deadLetters, letter);
	}

	/** Running jobs end or go back to the queue. */
	async function stop() {
		ending.abort();
		clearInterval(clock);
		deaf.forEach((stop) => stop());
		await Promise.race([Promise.all(loops), patience(grace + 5)]);
		await boss.stop({ graceful: false });
	}
}

type Bell = ReturnType<typeof createBell>;
