import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileStore } from '@tus/file-store';
import type { Server } from '@tus/server';
import { isHttpError } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import type { Logger } from 'pino';
import { v7, validate } from 'uuid';
import type { Viewer } from '../../permissions.ts';
import type { Db } from '../db/database.ts';
import { notFound } from '../errors.ts';
import type { Files } from '../files/files.ts';
import type { Settings } from '../settings.ts';
import { checkUpload, finishUpload, uploadSchema, type Upload, type Uploaded } from './uploads.ts';

/** Unfinished uploads are kept so long, in ms. */
const keptFor = 7 * 24 * 3600 * 1000;

type Parts = {
	db: Db;
	settings: Pick<Settings, 'dataDir' | 'recordingMaxBytes'>;
	files: () => Promise<Files>;
	log: Pick<Logger, 'error'>;
};

export type Uploads = ReturnType<typeof createUploads>;

/** Resumable uploads (tus 1.0). What has arrived lies in DATA_DIR/uploads until it is whole. */
export function createUploads({ db, settings, files, log }: Parts) {
	const directory = join(settings.dataDir, 'uploads');
	const senders = new WeakMap<Request, Viewer>();
	const finishing = new Map<string, Promise<Uploaded>>();
	let opened: Promise<{ store: FileStore; server: Server }> | undefined;
	const open = () => (opened ??= start());
	return { handle, find, sweep };

	/** Answers one request of the protocol. */
	async function handle(request: Request, viewer: Viewer): Promise<Response> {
		const { server } = await open();
		const whole = request.method === 'HEAD' && (await findWhole(idIn(request.url), viewer));
		if (whole) return whole;
		senders.set(request, viewer);
		const response = await server.handleWeb(request as Parameters<Server['handleWeb']>[0]);
		for (const name of [...response.headers.keys()])
			if (name.startsWith('access-control-')) response.headers.delete(name);
		return response;
	}

	/** A sender that lost the last answer must not begin anew: all bytes are here, though no longer as an upload. */
	async function findWhole(id: string | undefined, viewer: Viewer): Promise<Response | null> {
		const { store } = await open();
		const notes = id && validate(id) ? await store.configstore.get(id) : undefined;
		if (!id || notes?.metadata?.user !== viewer.id) return null;
		if (await stat(join(directory, id)).catch(() => null)) return null;
		const size = String(notes.size);
		const headers = { 'tus-resumable': '1.0.0', 'upload-offset': size, 'upload-length': size };
		return new Response(null, { headers });
	}

	/** What became of the viewer's own upload: its recording once it is whole, null before. Throws 404. */
	async function find(viewer: Viewer, id: string): Promise<Uploaded | null> {
		await requireOwn(id, viewer);
		const upload = await arrived(id);
		return upload && finish(upload);
	}

	/** Ends what a killed process left whole but unfinished, and removes what nobody came back for. */
	async function sweep() {
		if (!(await stat(directory).catch(() => null))) return;
		const { store } = await open();
		for (const id of (await store.configstore.list?.()) ?? [])
			try {
				const upload = await arrived(id);
				if (upload) await finish(upload);
			} catch (error) {
				if (isHttpError(error)) await drop(store, id);
				else log.error({ err: error, upload: id }, 'an upload could not be finished');
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
			maxSize: settings.recordingMaxBytes,
			namingFunction: () => v7(),
			generateUrl: (request, { id }) => `${new URL(request.url).pathname.replace(/\/$/, '')}/${id}`,
			getFileIdFromRequest: (request) => idIn(request.url),
			onIncomingRequest: async (request, id) => {
				if (request.method !== 'POST') await requireOwn(id, senderOf(request));
			},
			onUploadCreate: async (request, { metadata }) => {
				const { id: user, name, address } = senderOf(request);
				const given = Object.fromEntries(
					Object.entries(metadata ?? {}).filter(([, value]) => value)
				);
				const input = await checkUpload(db, senderOf(request), given);
				return { metadata: { ...input, user, userName: name, address } };
			},
			onUploadFinish: async (_request, { id }) => {
				const upload = await arrived(id);
				if (upload) await finish(upload);
				return {};
			},
			onResponseError
		});
		return { store, server };
	}

	/** A second request that ends the same upload waits for the first. */
	function finish(upload: Upload): Promise<Uploaded> {
		const running = finishing.get(upload.id) ?? finishOnce(upload);
		finishing.set(upload.id, running);
		return running.finally(() => finishing.delete(upload.id));
	}

	async function finishOnce(upload: Upload) {
		const done = await finishUpload(db, await files(), upload);
		// The notes stay, so that the sender can ask what became of it; they expire
		await rm(upload.path, { force: true });
		return done;
	}

	/** The upload with its bytes complete; null while some are missing. */
	async function arrived(id: string): Promise<Upload | null> {
		const { store } = await open();
		const notes = await store.configstore.get(id);
		if (!notes) return null;
		const path = join(directory, id);
		const here = await stat(path).catch(() => null);
		if (here && here.size !== notes.size) return null;
		const { user, userName, address, ...given } = notes.metadata as Record<string, string>;
		const actor = { id: user, name: userName, address };
		return { id, path, bytes: notes.size!, input: uploadSchema.parse(given), actor };
	}

	async function drop(store: FileStore, id: string) {
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

	/** tus clients try again after a conflict; what is wrong with a file stays wrong. */
	function onResponseError(
		_request: Request,
		error: Error | { status_code: number; body: string }
	) {
		if (isHttpError(error)) {
			const status_code = error.status === 409 ? 422 : error.status;
			return { status_code, body: error.body.message };
		}
		if ('status_code' in error) return undefined;
		log.error({ err: error }, 'an upload failed');
		return { status_code: 500, body: m.error_ours() };
	}
}

const idIn = (url: string) => new URL(url).pathname.split('/').at(-1);
