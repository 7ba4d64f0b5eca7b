import { expect } from 'vitest';
import { sha256 } from './photos.ts';

/** The app was killed while this request was on its way: nobody knows what became of it. */
export class Died extends Error {}

/** Requests that fail once the app is about to be killed are what is tested; before, they are a fault. */
export function requestsTo(origin: string) {
	let isDying = false;
	let answers = 0;
	return {
		request,
		answers: () => answers,
		dying: () => (isDying = true),
		isDying: () => isDying
	};

	/** The answer, read to its end. */
	async function request(path: string, init: RequestInit = {}) {
		try {
			const response = await fetch(`${origin}${path}`, { redirect: 'manual', ...init });
			const bytes = Buffer.from(await response.arrayBuffer());
			answers++;
			return { status: response.status, headers: response.headers, bytes };
		} catch (error) {
			if (isDying) throw new Died();
			throw error;
		}
	}
}
export type Requests = ReturnType<typeof requestsTo>;
export type Request = Requests['request'];
export type Client = (method: string, path: string, body?: unknown) => Promise<any>;

/** Calls the API with a token; a text is a file. Every answer must be a success. */
export function apiClient(request: Request, token: string): Client {
	return async (method, path, body) => {
		const isFile = typeof body === 'string';
		const type = isFile ? 'application/jsonl' : 'application/json';
		const { status, bytes } = await request(`/api/v1${path}`, {
			method,
			headers: {
				authorization: `Bearer ${token}`,
				...(body !== undefined && { 'content-type': type })
			},
			body: isFile || body === undefined ? (body as string) : JSON.stringify(body)
		});
		const answer = JSON.parse(bytes.toString());
		expect(status, `${method} ${path}: ${bytes}`).toBeLessThan(300);
		return answer;
	};
}

/** Runs until the app dies; `cut` counts what was on its way then. */
export async function untilDeath(cut: () => void, step: () => Promise<boolean>) {
	try {
		while (await step());
	} catch (error) {
		if (!(error instanceof Died)) throw error;
		cut();
	}
}

/** Sends forms as a signed-in page does. */
export const formsOf =
	(request: Request, cookie: string) => async (path: string, fields: object) => {
		const { status, bytes } = await request(path, {
			method: 'POST',
			headers: {
				cookie,
				accept: 'application/json',
				'sec-fetch-site': 'same-origin',
				'content-type': 'application/x-www-form-urlencoded'
			},
			body: new URLSearchParams(fields as Record<string, string>).toString()
		});
		const answer = JSON.parse(bytes.toString());
		expect(['success', 'redirect'], `${path} ${status} ${bytes}`).toContain(answer.type);
		return answer as { location?: string };
	};

export type Photo = { id: string; name: string; bytes: Buffer };

/**
 * Sends a photo as tus 1.0 has it, in two halves, from where the server says that it is; `confirmed` has the
 * bytes that it said it has, which may never be fewer.
 */
export async function sendPhoto(
	request: Request,
	token: string,
	visit: string,
	{ id, name, bytes }: Photo,
	confirmed: Map<string, number>
) {
	const headers = { authorization: `Bearer ${token}`, 'tus-resumable': '1.0.0' };
	const at = `/api/v1/visits/${visit}/files`;
	const asked = await request(`${at}/${id}`, { method: 'HEAD', headers });
	let offset = Number(asked.headers.get('upload-offset') ?? 0);
	expect(offset, `${asked.status}`).toBeGreaterThanOrEqual(confirmed.get(id) ?? 0);
	if (asked.status !== 200) {
		expect(asked.status).toBe(404);
		const details = Object.entries({ id, visit, name, sha256: sha256(bytes) });
		const metadata = details.map(([key, value]) => `${key} ${btoa(value)}`).join(',');
		const { status } = await request(at, {
			method: 'POST',
			headers: { ...headers, 'upload-length': `${bytes.length}`, 'upload-metadata': metadata }
		});
		expect(status).toBe(201);
	}
	confirmed.set(id, offset);
	while (offset < bytes.length) {
		const part = bytes.subarray(offset, offset + Math.ceil(bytes.length / 2));
		const { status } = await request(`${at}/${id}`, {
			method: 'PATCH',
			headers: {
				...headers,
				'upload-offset': `${offset}`,
				'content-type': 'application/offset+octet-stream'
			},
			body: new Uint8Array(part)
		});
		expect(status).toBe(204);
		offset += part.length;
		confirmed.set(id, offset);
	}
}
