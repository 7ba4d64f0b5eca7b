import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isHttpError } from '@sveltejs/kit';
import type { FileStore } from '@tus/file-store';
import type { Server } from '@tus/server';
import { m } from '#lib/paraglide/messages.js';
import type { Logger } from 'pino';
import { validate } from 'uuid';
import type { Viewer } from '../../../permissions.ts';
import { photoMaxBytes } from '../../../photo.ts';
import { photoSchema } from '../../../photo-schema.ts';
import type { Db } from '../../db/database.ts';
import { notFound } from '../../errors.ts';
import type { Files } from '../../files/files.ts';
import type { Settings } from '../../settings.ts';
import { checkPhoto, findStoredPhoto, storePhoto, type ArrivedPhoto } from './storing.ts';

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
 * Resumable uploads of photos (tus 1.0) under ids made on the phone, so that nothing is sent twice however often it
 * asks. What has arrived lies in DATA_DIR/photos until it is whole.
 */
export function createPhotoUploads({ db, settings, files, log, onPhoto }: Parts) {
	const directory = join(settings.dataDir, 'photos');
	const senders = new WeakMap<Request, Viewer>();
	const queues = new Map<string, Promise<unknown>>();
	let opened: Promise<{ store: FileStore; server: Server }> | undefined;
	const open = () => (opened ??= start());
	return { handle, sweep };

	/** Answers one request of the protocol. */
	async function handle(request: Request, viewer: Viewer): Promise<Response> {
		if (request.method === 'POST') return inTurn(viewer.id, () => pass(request, viewer));
		const stored = await findStoredPhoto(db, idIn(request.url));
		if (!stored) return pass(request, viewer);
		if (stored.shopperId !== viewer.id) throw notFound();
		return allHere(request.method, stored.bytes);
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

	async function pass(request: Request, viewer: Viewer) {
		const { server } = await open();
		senders.set(request, viewer);
		const response = await server.handleWeb(request as Parameters<Server['handleWeb']>[0]);
		for (const name of [...response.headers.keys()])
			if (name.startsWith('access-control-')) response.headers.delete(name);
		return response;
	}

	/** Ends what a killed process left whole but unfinished, and removes what nobody came back for. */
	async function sweep() {
		if (!(await stat(directory).catch(() => null))) return;
		const { store } = await open();
		for (const id of (await store.configstore.list?.()) ?? [])
			try {
				await finish(id);
			} catch (error) {
				if (isHttpError(error)) await drop(id);
				else log.error({ err: error, upload: id }, 'a photo could not be taken in');
			}
		await store.deleteExpired();
	}

	async function start() {
		const [{ FileStore }, { Server }] = await Promise.all([
			import('@tus/file-store'),
			import('@tus/server')
		]);
		const store = new FileStore({ directory, expirationPeriodInMilliseconds: keptFor });
		const server = new Server({
			path: '/',
			datastore: store,
			maxSize: photoMaxBytes,
			namingFunction: (_request, metadata) => {
				const id = metadata?.id ?? '';
				if (!validate(id)) throw { status_code: 422, body: m.photos_wrong_details() };
				return id;
			},
			generateUrl: (request, { id }) => `${new URL(request.url).pathname.replace(/\/$/, '')}/${id}`,
			getFileIdFromRequest: (request) => idIn(request.url),
			onIncomingRequest: async (request, id) => {
				if (request.method !== 'POST') await requireOwn(id, senderOf(request));
			},
			onUploadCreate: async (request, { id, size, metadata }) => {
				const { id: user, name: userName, address } = senderOf(request);
				const given = Object.fromEntries(
					Object.entries(metadata ?? {}).filter(([, value]) => value)
				);
				await checkPhoto(db, senderOf(request), given);
				if (!size) throw { status_code: 422, body: m.photos_wrong_details() };
				// The client asks how far it got, and goes on from there
				const isHere = (await findStoredPhoto(db, id)) ?? (await store.configstore.get(id));
				if (isHere) throw { status_code: 409, body: m.photos_there_already() };
				return { metadata: { ...given, user, userName, address } as Record<string, string> };
			},
			onUploadFinish: async (_request, { id }) => {
				try {
					await finish(id);
				} catch (error) {
					// Bytes that are not those announced: the client begins anew under the same id
					if (isHttpError(error)) await drop(id);
					throw error;
				}
				return {};
			},
			onResponseError
		});
		return { store, server };
	}

	/** Keeps the photo once all its bytes are here. The notes go last: without them the phone would begin anew. */
	function finish(id: string) {
		return inTurn(id, () => finishOnce(id));
	}

	async function finishOnce(id: string) {
		const photo = await arrived(id);
		if (!photo) return;
		await storePhoto(db, await files(), photo);
		await drop(id);
		onPhoto();
	}

	/** The upload with its bytes complete; null while some are missing. */
	async function arrived(id: string): Promise<ArrivedPhoto | null> {
		const { store } = await open();
		const notes = await store.configstore.get(id);
		if (!notes) return null;
		const path = join(directory, id);
		const here = await stat(path).catch(() => null);
		if (here && here.size !== notes.size) return null;
		const { user, userName, address, ...given } = notes.metadata as Record<string, string>;
		const actor = { id: user, name: userName, address };
		return { path, bytes: notes.size!, input: photoSchema.parse(given), actor };
	}

	async function drop(id: string) {
		const { store } = await open();
		await rm(join(directory, id), { force: true });
		await store.configstore.delete(id);
	}

	async function requireOwn(id: string, viewer: Viewer) {
		const { store } = await open();
		const notes = validate(id) ? await store.configstore.get(id) : undefined;
		if (notes?.metadata?.user !== viewer.id) throw notFound();
	}

	function senderOf(request: Request): Viewer {
		return senders.get(request)!;
	}

	function onResponseError(
		_request: Request,
		error: Error | { status_code: number; body: string }
	) {
		if (isHttpError(error)) {
			// To a client of tus 409 means: ask how far it got, and try again
			const status_code = error.status === 409 ? 422 : error.status;
			return { status_code, body: error.body.message };
		}
		if ('status_code' in error) return undefined;
		log.error({ err: error }, 'an upload of a photo failed');
		return { status_code: 500, body: m.error_ours() };
	}
}

/** What the protocol says of an upload that is whole. */
function allHere(method: string, bytes: number) {
	const headers = {
		'tus-resumable': '1.0.0',
		'upload-offset': String(bytes),
		...(method === 'HEAD' && { 'upload-length': String(bytes), 'cache-control': 'no-store' })
	};
	return new Response(null, { status: method === 'HEAD' ? 200 : 204, headers });
}

const idIn = (url: string) => new URL(url).pathname.split('/').at(-1)!;
