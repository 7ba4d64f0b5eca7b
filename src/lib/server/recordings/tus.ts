import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { v7 } from 'uuid';
import type { Viewer } from '../../permissions.ts';
import type { Db } from '../db/database.ts';
import type { Files } from '../files/files.ts';
import { allHere, createTusUploads, uploadIdIn, type Arrived } from '../files/tus.ts';
import type { Settings } from '../settings.ts';
import { checkUpload, finishUpload, uploadSchema, type Uploaded } from './uploads.ts';

/** Unfinished uploads are kept so long, in ms. */
const keptFor = 7 * 24 * 3600 * 1000;

type Parts = {
	db: Db;
	settings: Pick<Settings, 'dataDir' | 'recordingMaxBytes'>;
	files: () => Promise<Files>;
	log: Pick<Logger, 'error'>;
};

export type Uploads = ReturnType<typeof createUploads>;

/** Resumable uploads of recordings. What has arrived lies in DATA_DIR/uploads until it is whole. */
export function createUploads({ db, settings, files, log }: Parts) {
	const finishing = new Map<string, Promise<Uploaded>>();
	const uploads = createTusUploads({
		directory: join(settings.dataDir, 'uploads'),
		keptFor,
		maxSize: settings.recordingMaxBytes,
		log,
		nameOf: () => v7(),
		check: (sender, given) => checkUpload(db, sender, given),
		finish
	});
	return { handle, find, sweep: uploads.sweep };

	/** Answers one request of the protocol. */
	async function handle(request: Request, viewer: Viewer): Promise<Response> {
		const whole = request.method === 'HEAD' && (await findWhole(uploadIdIn(request.url), viewer));
		return whole || uploads.pass(request, viewer);
	}

	/** A sender that lost the last answer must not begin anew: all bytes are here, though no longer as an upload. */
	async function findWhole(id: string, viewer: Viewer): Promise<Response | null> {
		const upload = await uploads.arrived(id);
		const isGone = upload?.isTaken && upload.actor.id === viewer.id;
		return isGone ? allHere('HEAD', upload.bytes) : null;
	}

	/** What became of the viewer's own upload: its recording once it is whole, null before. Throws 404. */
	async function find(viewer: Viewer, id: string): Promise<Uploaded | null> {
		await uploads.requireOwn(id, viewer);
		return finish(id);
	}

	/** A second request that ends the same upload waits for the first. */
	async function finish(id: string): Promise<Uploaded | null> {
		const upload = await uploads.arrived(id);
		if (!upload) return null;
		const running = finishing.get(id) ?? finishOnce(upload);
		finishing.set(id, running);
		return running.finally(() => finishing.delete(id));
	}

	async function finishOnce({ given, ...upload }: Arrived) {
		const input = uploadSchema.parse(given);
		const done = await finishUpload(db, await files(), { ...upload, input });
		// The notes stay, so that the sender can ask what became of it; they expire
		await rm(upload.path, { force: true });
		return done;
	}
}
