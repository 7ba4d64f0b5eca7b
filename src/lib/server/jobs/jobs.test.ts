import { addUser } from '../../../../tests/setup/factories.ts';
import { jobsIn, test, until, workOff } from '../../../../tests/setup/jobs.ts';
import { expect } from '../../../../tests/setup/test.ts';
import pino from 'pino';
import { mailJob, postMail } from '../mail/mail.ts';
import { readSettings } from '../settings.ts';
import { cancelJob, countJobs, listJobs, retryJob } from './jobs.ts';
import { defineJob, enqueue } from './queue.ts';

const log = pino({ level: 'silent' });
const settings = readSettings({});
const mail = (number: number) => ({ to: `${number}@example.com`, subject: 'Hi', text: 'secret' });

test('mail that cannot be sent stands on the page with its reason and can be sent again', async ({
	house,
	db
}) => {
	const admin = await addUser(db, { role: 'admin' });
	const away = { ...house, settings: { smtpUrl: 'smtp://127.0.0.1:1' } };
	const impatient = { ...mailJob, retryLimit: 0 };
	await enqueue(db, impatient, { label: 'anna@example.com', data: mail(1) });
	await workOff(away);
	const { rows } = await listJobs(db, admin, { state: 'failed' });
	expect(rows).toMatchObject([
		{ name: 'send-mail', label: 'anna@example.com', attempt: 1, reason: { code: 'mail_away' } }
	]);
	expect(JSON.stringify(rows)).not.toContain('secret');
	expect(await countJobs(db, admin)).toMatchObject({ failed: 1, waiting: 0, running: 0 });
	await retryJob(db, admin, rows[0].id);
	expect(await countJobs(db, admin)).toMatchObject({ failed: 0, waiting: 1 });
	await expect(retryJob(db, admin, rows[0].id)).rejects.toMatchObject({ status: 409 });
});

test('the list is read page by page, newest first, each job once', async ({ db }) => {
	const admin = await addUser(db, { role: 'admin' });
	for (let n = 0; n < 5; n++) await postMail(db, mail(n));
	await enqueue(db, mailJob, ...[5, 6].map((n) => ({ label: mail(n).to, data: mail(n) })));
	const labels: string[] = [];
	for (let after: string | undefined; ;) {
		const { rows, next } = await listJobs(db, admin, { state: 'waiting', after }, 2);
		labels.push(...rows.map(({ label }) => label));
		if (!next) break;
		after = next;
	}
	expect(new Set(labels).size).toBe(7);
	expect(labels.slice(2)).toEqual([4, 3, 2, 1, 0].map((n) => mail(n).to));
});

test('a job that waits can be cancelled; one that runs is told', async ({ db, pool, pump }) => {
	const admin = await addUser(db, { role: 'admin' });
	await postMail(db, mail(1));
	const [waiting] = (await listJobs(db, admin, { state: 'waiting' })).rows;
	await cancelJob({ db, pool, settings, log }, admin, waiting.id);
	expect(await jobsIn(db)).toMatchObject([{ state: 'cancelled' }]);

	let heard = false;
	const long = defineJob({
		name: 'long',
		atOnce: 1,
		expireInSeconds: 60,
		retryLimit: 3,
		retryDelay: 1,
		async work({ signal }) {
			await new Promise((resolve) => signal.addEventListener('abort', resolve));
			heard = true;
			throw new Error('stopped');
		}
	});
	await pump([long]);
	await enqueue(db, long, { label: 'long', data: {} });
	await until(async () => (await countJobs(db, admin)).running === 1);
	const [running] = (await listJobs(db, admin, { state: 'running' })).rows;
	await cancelJob({ db, pool, settings, log }, admin, running.id);
	await until(() => heard);
	expect((await jobsIn(db)).map(({ state }) => state)).toEqual(['cancelled', 'cancelled']);
});

test.for(['lead', 'reviewer', 'employee', 'shopper'] as const)(
	'jobs are not for a %s',
	async (role, { db, pool }) => {
		const viewer = await addUser(db, { role });
		const [place, id] = [{ db, pool, settings, log }, viewer.id];
		for (const attempt of [
			() => listJobs(db, viewer, { state: 'failed' }),
			() => countJobs(db, viewer),
			() => retryJob(db, viewer, id),
			() => cancelJob(place, viewer, id)
		])
			await expect(attempt()).rejects.toMatchObject({ status: 403 });
	}
);
