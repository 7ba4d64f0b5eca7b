import { setTimeout as sleep } from 'node:timers/promises';
import { jobsIn, test, until, workOff } from '../../../../tests/setup/jobs.ts';
import { expect } from '../../../../tests/setup/test.ts';
import { queueVersion, versionIn } from '../db/queue-schema.ts';
import { defineJob, enqueue, type Job } from './queue.ts';
import { JobError } from './reasons.ts';

type Parcel = { number: number };

/** A job that does what the test says. */
const carry = (work: Job<Parcel>['work'], rest: Partial<Job<Parcel>> = {}) =>
	defineJob<Parcel>({
		name: 'carry',
		atOnce: 2,
		expireInSeconds: 60,
		retryLimit: 1,
		retryDelay: 1,
		work,
		...rest
	});
const orders = (count: number) =>
	Array.from({ length: count }, (_, number) => ({ label: `parcel ${number}`, data: { number } }));

test('the pinned pg-boss has made its tables', async ({ pool }) => {
	expect(await versionIn(pool)).toBe(queueVersion);
});

test('a job begins when its transaction is committed; rolled back, it never was', async ({
	db,
	pump
}) => {
	const done: number[] = [];
	const job = carry(async (_, { number }) => void done.push(number));
	await pump([job]);
	await db.transaction(async (db) => {
		await enqueue(db, job, ...orders(1));
		await sleep(300);
		expect(done).toEqual([]);
	});
	await until(() => done.length === 1);
	const undone = db.transaction(async (db) => {
		await enqueue(db, job, ...orders(5));
		throw new Error('no');
	});
	await expect(undone).rejects.toThrow('no');
	await sleep(300);
	expect(done).toEqual([0]);
});

test('many jobs put in at once are each done once, as many at a time as the job says', async ({
	house
}) => {
	const done: number[] = [];
	let now = 0;
	let most = 0;
	const { promise: allAreBusy, resolve } = Promise.withResolvers<void>();
	const job = carry(async (_, { number }) => {
		most = Math.max(most, ++now);
		if (now === 4) resolve();
		await Promise.race([allAreBusy, sleep(5000)]);
		await sleep(5);
		now--;
		done.push(number);
	});
	await enqueue(house.db, job, ...orders(40));
	await Promise.all([workOff(house, [job]), workOff(house, [job])]);
	expect(done.toSorted((a, b) => a - b)).toEqual(orders(40).map(({ data }) => data.number));
	expect(most).toBe(4);
});

test('a job that fails is tried again; when it fails for good, the reason is kept and told', async ({
	house
}) => {
	const attempts: number[] = [];
	const told: unknown[] = [];
	const job = carry(
		async (_, { number }) => {
			attempts.push(number);
			if (number === 1 || attempts.length < 3)
				throw new JobError('mail_refused', '550 no such box');
		},
		{ gaveUp: async (_, { number }, reason) => void told.push([number, reason]) }
	);
	await enqueue(house.db, job, ...orders(2));
	await workOff(house, [job]);
	expect(attempts.toSorted()).toEqual([0, 0, 1, 1]);
	expect(told).toEqual([[1, { code: 'mail_refused', detail: '550 no such box' }]]);
	expect(await jobsIn(house.db, 'failed')).toMatchObject([
		{ name: 'carry', output: { code: 'mail_refused' } }
	]);
});

test('a process that ends gives back what it cannot finish', async ({ house, pump }) => {
	const begun: number[] = [];
	const stubborn = carry(async ({ signal }, { number }) => {
		begun.push(number);
		if (begun.length > 1) return;
		await new Promise((resolve) => signal.addEventListener('abort', resolve));
		throw new Error('left undone');
	});
	const first = await pump([stubborn]);
	await enqueue(house.db, stubborn, ...orders(1));
	await until(() => begun.length === 1);
	await first.stop();
	expect(await jobsIn(house.db)).toMatchObject([{ state: 'created' }]);
	await workOff(house, [stubborn]);
	expect(begun).toEqual([0, 0]);
	expect(await jobsIn(house.db)).toMatchObject([{ state: 'completed' }]);
});

test('a job with a secret leaves nothing behind', async ({ house }) => {
	const job = carry(async () => undefined, { isSecret: true });
	await enqueue(house.db, job, ...orders(3));
	await workOff(house, [job]);
	expect(await jobsIn(house.db)).toEqual([]);
});

test('an order of the same id is taken once', async ({ house }) => {
	const id = '0192f1a0-0000-7000-8000-000000000001';
	const job = carry(async () => undefined);
	for (const order of orders(2)) await enqueue(house.db, job, { ...order, id });
	expect(await jobsIn(house.db)).toHaveLength(1);
});
