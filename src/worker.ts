import { once } from 'node:events';
import pino from 'pino';
import { openDatabase } from './lib/server/db/database.ts';
import { openListener } from './lib/server/jobs/listener.ts';
import { openJobs } from './lib/server/jobs/work-off.ts';
import { getSettings, SettingsError } from './lib/server/settings.ts';
import './lib/validation.ts';

/** Works off jobs beside the app, on this machine or another; any number of these may run. */
async function work() {
	const settings = getSettings();
	const log = pino({ level: settings.logLevel });
	const onError = (error: Error) => log.error({ err: error }, 'the database is away');
	const { db, pool, url, close } = await openDatabase(settings, { onError });
	const listener = openListener(url, { name: 'plumbline worker', onError });
	const jobs = openJobs({ db, pool, settings, log }, listener);
	console.log('Plumbline works off jobs');
	await Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
	setTimeout(() => process.exit(1), 20_000).unref();
	await jobs.stop();
	await listener.close();
	await close();
}

work().catch((error: unknown) => {
	console.error(error instanceof SettingsError ? error.message : error);
	process.exit(1);
});
