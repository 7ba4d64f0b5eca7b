import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isHttpError } from '@sveltejs/kit';
import type { Server } from '@tus/server';
import type { Logger } from 'pino';
import { validate } from 'uuid';
import { m } from '#lib/paraglide/messages.js';
import type { Viewer } from '../../permissions.ts';
import type { Actor } from '../audit/audit.ts';
import { notFound } from '../errors.ts';
import type { UploadStore } from './upload-store.ts';

type Given = Record<string, string>;

/** All bytes of an upload, with what its sender said of it. */
export type Arrived = {
	id: string;
	path: string;
	bytes: number;
	/** They are not here any more. */
	isTaken: boolean;
	given: Given;
	actor: Actor & { id: string };
};

type Rules = {
	/** Where bytes lie until they are whole. */
	directory: string;
	/** Unfinished uploads, and notes of finished ones, are kept so long, in ms. */
	keptFor: number;
	maxSize: number;
	log: Pick<Logger, 'error'>;
	nameOf(metadata: Record<string, string | null> | undefined): string;
	/** What is kept of what the sender says. Throws where it may not be sent. */
	check(
		sender: Viewer,
		given: Given,
		upload: { id: string; size: number | undefined }
	): Promise<object>;
	/** Whole, or not yet: takes it in once it is. */
	finish(id: string): Promise<unknown>;
};

export type TusUploads = ReturnType<typeof createTusUploads>;

/** Resumable uploads (tus 1.0), each its sender's own. The packages are loaded with the first. */
export function createTusUploads(rules: Rules) {
	const { directory, log } = rules;
	const senders = new WeakMap<Request, Viewer>();
	let opened: Promise<{ store: UploadStore; server: Server }> | undefined;
	const open = () => (opened ??= start());
	return { pass, notesOf, requireOwn, arrived, drop, sweep };

	/** Answers one request of the protocol. */
	async function pass(request: Request, viewer: Viewer): Promise<Response> {
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
		for (const id of await store.ids())
			try {
				await rules.finish(id);
			} catch (error) {
				if (isHttpError(error)) await drop(id);
				else log.error({ err: error, upload: id }, 'an upload could not be finished');
			}
		await store.deleteExpired();
	}

	async function start() {
		const [{ UploadStore }, { Server }] = await Promise.all([
			import('./upload-store.ts'),
			import('@tus/server')
		]);
		const store = new UploadStore({ directory, expirationPeriodInMilliseconds: rules.keptFor });
		const server = new Server({
			path: '/',
			datastore: store,
			maxSize: rules.maxSize,
			namingFunction: (_request, metadata) => rules.nameOf(metadata),
			generateUrl: (request, { id }) => `${new URL(request.url).pathname.replace(/\/$/, '')}/${id}`,
			getFileIdFromRequest: (request) => uploadIdIn(request.url),
			onIncomingRequest: async (request, id) => {
				if (request.method !== 'POST') await requireOwn(id, senders.get(request)!);
			},
			onUploadCreate: async (request, { id, size, metadata }) => {
				const sender = senders.get(request)!;
				const said = Object.entries(metadata ?? {}).filter(([, value]) => value);
				const kept = await rules.check(sender, Object.fromEntries(said) as Given, { id, size });
				const { id: user, name: userName, address } = sender;
				return { metadata: { ...kept, user, userName, address } as Given };
			},
			onUploadFinish: async (_request, { id }) => {
				await rules.finish(id);
				return {};
			},
			onResponseError
		});
		return { store, server };
	}

	/** What is written down of an upload that has begun. */
	async function notesOf(id: string) {
		const { store } = await open();
		return validate(id) ? store.configstore.get(id) : undefined;
	}

	/** Throws 404. */
	async function requireOwn(id: string, viewer: Viewer) {
		const notes = await notesOf(id);
		if (notes?.metadata?.user !== viewer.id) throw notFound();
	}

	/** The upload with its bytes complete, also when they were taken away already; null while some are missing. */
	async function arrived(id: string): Promise<Arrived | null> {
		const notes = await notesOf(id);
		if (!notes) return null;
		const path = join(directory, id);
		const here = await stat(path).catch(() => null);
		if (here && here.size !== notes.size) return null;
		const { user, userName, address, ...given } = notes.metadata as Given;
		const actor = { id: user, name: userName, address };
		return { id, path, bytes: notes.size!, isTaken: !here, given, actor };
	}

	async function drop(id: string) {
		const { store } = await open();
		await store.forget(id);
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

/** The answer to a sender that asks for an upload that is whole and gone on. */
export function allHere(method: string, bytes: number) {
	const headers = {
		'tus-resumable': '1.0.0',
		'upload-offset': String(bytes),
		...(method === 'HEAD' && { 'upload-length': String(bytes), 'cache-control': 'no-store' })
	};
	return new Response(null, { status: method === 'HEAD' ? 200 : 204, headers });
}

/** The last part of the address. */
export const uploadIdIn = (url: string) => new URL(url).pathname.split('/').at(-1)!;
