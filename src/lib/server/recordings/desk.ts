import type { Logger } from 'pino';
import type { Db } from '../db/database.ts';
import { openFiles, type Files } from '../files/files.ts';
import type { Settings } from '../settings.ts';
import { removeLeftovers } from './leftovers.ts';
import { readForgotten } from './read-job.ts';
import { removeRefused } from './reading.ts';
import { deleteOutdated } from './retention.ts';
import { createUploads, type Uploads } from './tus.ts';

/** How often recordings that are kept long enough are looked for, in ms. */
const everyHour = 3600 * 1000;

export type RecordingDesk = {
	files: () => Promise<Files>;
	uploads: Uploads;
	close(): void;
};

/** What the web process does with recordings beside answering: uploads end, old ones are deleted. */
export function openRecordingDesk(
	db: Db,
	settings: Settings,
	log: Pick<Logger, 'error'>
): RecordingDesk {
	let opened: Promise<Files> | undefined;
	const files = () => (opened ??= openFiles(settings));
	const uploads = createUploads({ db, settings, files, log });
	const chores = [
		() => uploads.sweep(),
		() => deleteOutdated(db, files),
		() => removeRefused(db, files),
		() => readForgotten(db),
		() => removeLeftovers()
	];
	const tidy = async () => {
		// What goes wrong with one keeps none of the others waiting
		for (const chore of chores)
			try {
				await chore();
			} catch (error) {
				log.error({ err: error }, 'recordings could not be looked after');
			}
	};
	const timer = setInterval(tidy, everyHour).unref();
	void tidy();
	return {
		files,
		uploads,
		close: () => clearInterval(timer)
	};
}
