import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { v7 } from 'uuid';
import type { Viewer } from '../../src/lib/permissions.ts';
import type { ManifestFile } from '../../src/lib/photo.ts';
import type { Db } from '../../src/lib/server/db/database.ts';
import { openFiles } from '../../src/lib/server/files/files.ts';
import { openPhotoDesk } from '../../src/lib/server/visits/photos/desk.ts';
import { temporaryFolder } from './folders.ts';

/** A photo desk with a store of its own; `faults` is what it logs. */
export async function photoDeskOf(db: Db) {
	const dataDir = await temporaryFolder();
	const files = await openFiles({ dataDir, s3Url: undefined });
	const faults: unknown[] = [];
	const log = { error: (...fault: unknown[]) => void faults.push(fault) };
	const desk = openPhotoDesk({ db, settings: { dataDir }, files: async () => files, log });
	return { desk, files, faults, dataDir };
}

export const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** A line of the manifest. */
export const fileOf = (name: string, bytes: Uint8Array): ManifestFile => ({
	name,
	bytes: bytes.length,
	sha256: sha256(bytes)
});

/** A photograph that looks like no other: noise on a colour of its own. */
export const photoOf = (seed: number, { width = 640, height = 480 } = {}) =>
	sharp({
		create: {
			width,
			height,
			channels: 3,
			background: { r: (seed * 53) % 256, g: (seed * 97) % 256, b: (seed * 151) % 256 },
			noise: { type: 'gaussian', mean: 128, sigma: 30 }
		}
	}).jpeg();

type Handle = (request: Request, viewer: Viewer) => Promise<Response>;
type Given = Record<string, string>;
const url = 'http://localhost/api/v1/visits/x/files';
const headers = { 'tus-resumable': '1.0.0' };

/** The first request of an upload. */
export const beginUpload = (given: Given, bytes: number) =>
	new Request(url, {
		method: 'POST',
		headers: {
			...headers,
			'upload-length': String(bytes),
			'upload-metadata': Object.entries(given)
				.map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
				.join(',')
		}
	});

/** The bytes from `offset` on. */
export const sendBytes = (id: string, bytes: Uint8Array, offset = 0) =>
	new Request(`${url}/${id}`, {
		method: 'PATCH',
		headers: {
			...headers,
			'upload-offset': String(offset),
			'content-type': 'application/offset+octet-stream',
			'content-length': String(bytes.length - offset)
		},
		body: new Uint8Array(bytes.subarray(offset))
	});

/** How far an upload got. */
export const askUpload = (id: string) => new Request(`${url}/${id}`, { method: 'HEAD', headers });

/** Sends a whole photo as a phone does; the last answer. */
export async function sendPhoto(
	handle: Handle,
	viewer: Viewer,
	visit: string,
	name: string,
	bytes: Uint8Array,
	given: Given = {}
) {
	const id = given.id ?? v7();
	const details = { id, visit, name, sha256: sha256(bytes), ...given };
	const begun = await handle(beginUpload(details, bytes.length), viewer);
	if (!begun.ok) return begun;
	return handle(sendBytes(id, bytes), viewer);
}
