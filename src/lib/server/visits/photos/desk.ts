import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { and, asc, eq, isNull } from 'drizzle-orm';
import type { Logger } from 'pino';
import type { Db } from '../../db/database.ts';
import { visitFiles } from '../../db/schema/index.ts';
import type { Files } from '../../files/files.ts';
import type { Settings } from '../../settings.ts';
import { judgePhoto, listUnjudgedPhotos } from '../flags/photos.ts';
import { writeShown } from './shown.ts';
import { createPhotoUploads, type PhotoUploads } from './tus.ts';

/** How often what a killed process left undone is looked for, in ms. */
const everyHour = 3600 * 1000;

export type PhotoDesk = {
	uploads: PhotoUploads;
	/** Resolves when every photo that is here has its copy. */
	settle(): Promise<void>;
	close(): Promise<void>;
};

type Parts = {
	db: Db;
	settings: Pick<Settings, 'dataDir'>;
	files: () => Promise<Files>;
	log: Pick<Logger, 'error'>;
};

/** What the web process does with photos beside answering: uploads end, copies are made one after the other. */
export function openPhotoDesk({ db, settings, files, log }: Parts): PhotoDesk {
	let isClosed = false;
	let running: Promise<void> | undefined;
	let isAsked = false;
	const uploads = createPhotoUploads({ db, settings, files, log, onPhoto: () => void settle() });

	function settle(): Promise<void> {
		isAsked = true;
		return (running ??= makeAll().finally(() => (running = undefined)));
	}

	async function makeAll() {
		try {
			while (isAsked) {
				isAsked = false;
				for (const photo of await unmade(db))
					if (!isClosed) await makeShown(db, await files(), photo);
				for (const photo of await listUnjudgedPhotos(db))
					if (!isClosed) await judgePhoto(db, await files(), photo);
			}
		} catch (error) {
			log.error({ err: error }, 'a copy of a photo could not be made; in an hour again');
		}
	}

	const tidy = () =>
		uploads.sweep().then(settle, (error: unknown) => {
			log.error({ err: error }, 'photos on their way could not be looked after');
		});
	const timer = setInterval(tidy, everyHour).unref();
	void tidy();
	return {
		uploads,
		settle,
		async close() {
			isClosed = true;
			clearInterval(timer);
			await running;
		}
	};
}

const unmade = (db: Db) =>
	db
		.select({ id: visitFiles.id, originalKey: visitFiles.originalKey })
		.from(visitFiles)
		.where(and(isNull(visitFiles.shownKey), isNull(visitFiles.problem)))
		.orderBy(asc(visitFiles.receivedAt), asc(visitFiles.id));

/** Makes the copy that others see, or says why there is none. Done twice it is the same. */
export async function makeShown(
	db: Db,
	files: Files,
	{ id, originalKey }: { id: string; originalKey: string }
) {
	const copy = join(tmpdir(), `plumbline-photo-${id}-${process.pid}`);
	try {
		const made = await files.locally(originalKey, (path) => writeShown(path, copy));
		const shownKey = `${originalKey}.jpg`;
		if (typeof made !== 'string') await files.moveIn(copy, shownKey);
		const set =
			typeof made === 'string'
				? { problem: made }
				: { shownKey, width: made.width, height: made.height };
		await db.update(visitFiles).set(set).where(eq(visitFiles.id, id));
	} finally {
		await rm(copy, { force: true });
	}
}
