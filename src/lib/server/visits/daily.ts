import type { Db } from '../db/database.ts';
import type { MailSettings } from '../mail/mail.ts';
import { expireVisits } from './assignment.ts';
import { remindShoppers } from './reminders.ts';

type Log = {
	info: (fields: object, text: string) => void;
	error: (fields: object, text: string) => void;
};

const hour = 3_600_000;

/** Expires and reminds now and every hour, since days end at other hours elsewhere; the returned function ends it. */
export function keepVisits(
	db: Db,
	settings: MailSettings & { origin: string },
	log: Log,
	every = hour
) {
	const tell = (what: string, task: Promise<number>) =>
		task.then(
			(count) => count && log.info({ count }, `visits ${what}`),
			(error: unknown) => log.error({ err: error }, `visits could not be ${what}; again in an hour`)
		);
	const run = () =>
		Promise.all([
			tell('expired', expireVisits(db)),
			tell('reminded', remindShoppers(db, settings))
		]);
	let running = run();
	const timer = setInterval(() => (running = run()), every);
	timer.unref();
	return async () => {
		clearInterval(timer);
		await running;
	};
}
