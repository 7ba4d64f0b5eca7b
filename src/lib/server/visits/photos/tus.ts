import { join } from 'node:path';
import { isHttpError } from '@sveltejs/kit';
import { validate } from 'uuid';
import { m } from '#lib/paraglide/messages.js';
import type { Logger } from 'pino';
import type { Viewer } from '../../../permissions.ts';
import { photoMaxBytes } from '../../../photo.ts';
import { photoSchema } from '../../../photo-schema.ts';
import type { Db } from '../../db/database.ts';
import { notFound } from '../../errors.ts';
import type { Files } from '../../files/files.ts';
import { allHere, createTusUploads, uploadIdIn } from '../../files/tus.ts';
import type { Settings } from '../../settings.ts';
import { checkPhoto, findStoredPhoto, storePhoto } from './storing.ts';

/** Unfinished uploads are kept so long, in ms: a phone may be away for weeks. */
const keptFor = 60 * 24 * 3600 * 1000;

type Parts = {
	db: Db;
	settings: Pick<Settings, 'dataDir'>;
	files: () => Promise<Files>;
	log: Pick<Logger, 'error'>;
	onPhoto: () => void;
};

export type PhotoUploads = ReturnType<typeof createPhotoUploads>;

/**
 * Resumable uploads of photos under ids made on the phone, so that nothing is sent twice however often it asks.
 * What has arrived lies in DATA_DIR/photos until it is whole.
 */
export function createPhotoUploads({ db, settings, files, log, onPhoto }: Parts) {
	const queues = new Map<string, Promise<unknown>>();
	const uploads = createTusUploads({
		directory: join(settings.dataDir, 'photos'),
		keptFor,
		maxSize: photoMaxBytes,
		log,
		nameOf: (metadata) => {
			const id = metadata?.id ?? '';
			if (!validate(id)) throw { status_code: 422, body: m.photos_wrong_details() };
			return id;
		},
		async check(sender, given, { id, size }) {
			await checkPhoto(db, sender, given);
			if (!size) throw { status_code: 422, body: m.photos_wrong_details() };
			// The client asks how far it got, and goes on from there
			const isHere = (await findStoredPhoto(db, id)) ?? (await uploads.notesOf(id));
			if (isHere) throw { status_code: 409, body: m.photos_there_already() };
			return given;
		},
		finish
	});
	return { handle, sweep: uploads.sweep };

	/** Answers one request of the protocol. */
	async function handle(request: Request, viewer: Viewer): Promise<Response> {
		if (request.method === 'POST') return inTurn(viewer.id, () => uploads.pass(request, viewer));
		const id = uploadIdIn(request.url);
		const stored = (await findStoredPhoto(db, id)) ?? (await takeIn(id, viewer));
		if (!stored) return uploads.pass(request, viewer);
		if (stored.shopperId !== viewer.id) throw notFound();
		return allHere(request.method, stored.bytes);
	}

	/** All bytes came, and the process that was to keep the photo was killed, or is at it still. */
	async function takeIn(id: string, viewer: Viewer) {
		if (!(await uploads.arrived(id))) return;
		await uploads.requireOwn(id, viewer);
		await finish(id);
		return findStoredPhoto(db, id);
	}

	/** One after the other: two that begin or end the same upload at once would be in each other's way. */
	async function inTurn<T>(key: string, task: () => Promise<T>): Promise<T> {
		const turn = Promise.resolve(queues.get(key)).then(task);
		const ended = turn.catch(() => undefined);
		queues.set(key, ended);
		try {
			return await turn;
		} finally {
			if (queues.get(key) === ended) queues.delete(key);
		}
	}

	/** Keeps the photo once all its bytes are here. The notes go last: without them the phone would begin anew. */
	function finish(id: string) {
		return inTurn(id, () => finishOnce(id));
	}

	async function finishOnce(id: string) {
		const photo = await uploads.arrived(id);
		if (!photo) return;
		const { given, ...arrived } = photo;
		try {
			await storePhoto(db, await files(), { ...arrived, input: photoSchema.parse(given) });
		} catch (error) {
			// Bytes that are not those announced: the client begins anew under the same id
			if (isHttpError(error)) await uploads.drop(id);
			throw error;
		}
		await uploads.drop(id);
		onPhoto();
	}
}
