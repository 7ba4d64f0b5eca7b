import { randomInt } from 'node:crypto';
import pino, { type Logger } from 'pino';
import type { Pool } from 'pg';
import { hasUsers } from './auth/accounts.ts';
import { openDatabase, type Db } from './db/database.ts';
import { keepClean } from './house/clean-up.ts';
import { openListener, type Listener } from './jobs/listener.ts';
import { openJobs } from './jobs/work-off.ts';
import { openRecordingDesk, type RecordingDesk } from './recordings/desk.ts';
import { getSettings, type Settings } from './settings.ts';
import { keepVisits } from './visits/daily.ts';
import { openPhotoDesk, type PhotoDesk } from './visits/photos/desk.ts';

/** What the web process holds open. Set once by `openApp`, before the first request. */
export let db: Db;
export let pool: Pool;
export let settings: Settings;
export let log: Logger;
export let listener: Listener;

/** Milliseconds: jobs begin after the first pages are served. */
const jobsLater = 500;
export let recordingDesk: RecordingDesk;
export let photoDesk: PhotoDesk;

/** The one-time code that /setup asks for; null once the house has users. */
let setupCode: string | null = null;

export async function openApp(): Promise<() => Promise<void>> {
	settings = getSettings();
	log = pino({ level: settings.logLevel });
	const database = await openDatabase(settings, {
		onError: (error) => log.error({ err: error }, 'the database is away')
	});
	({ db, pool } = database);
	const name = settings.jobs === 'on' ? 'plumbline worker' : 'plumbline app';
	const onError = (error: Error) => log.warn({ err: error }, 'not heard from other processes');
	listener = openListener(database.url, { name, onError });
	const place = { db, pool, settings, log };
	const jobs = settings.jobs === 'on' ? openJobs(place, listener, jobsLater) : undefined;
	if (!(await hasUsers(db))) {
		setupCode = String(randomInt(1e9)).padStart(9, '0');
		log.info({ setupCode }, 'nobody can sign in yet: open /setup and enter this code');
	}
	const endCleaning = keepClean(db, settings, log);
	const endVisits = keepVisits(db, settings, log);
	recordingDesk = openRecordingDesk(db, settings, log);
	photoDesk = openPhotoDesk({ db, settings, files: recordingDesk.files, log });
	return async () => {
		await jobs?.stop();
		recordingDesk.close();
		await Promise.all([endCleaning(), endVisits(), photoDesk.close()]);
		await listener.close();
		await database.close();
	};
}

/** Whether this is the code printed in the log; never true once somebody can sign in. */
export const isSetupCode = (code: string) => setupCode !== null && code.trim() === setupCode;
