import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { validate } from '@hyperjump/json-schema/openapi-3-1';
import { expect } from 'vitest';
import type { Viewer } from '../../src/lib/permissions.ts';
import { createApiToken } from '../../src/lib/server/auth/api-tokens.ts';
import type { Db } from '../../src/lib/server/db/database.ts';
import type { App } from './e2e.ts';
import { temporaryFolder } from './folders.ts';

type Request = {
	path?: Record<string, string>;
	query?: Record<string, string | number>;
	body?: unknown;
	/** Sent as it is. */
	file?: BodyInit;
	headers?: Record<string, string>;
};
export type Answer = { status: number; headers: Headers; body: any; bytes: Buffer };
type Described = { responses: Record<string, { content?: Record<string, { schema?: object }> }> };
type Document = { paths: Record<string, Record<string, Described>> };

/** Calls the API as a viewer; every answer is held against the app's own OpenAPI document. */
export async function openApi(app: App) {
	const document: Document = await (await fetch(`${app.origin}/api/v1/openapi.json`)).json();
	const file = join(await temporaryFolder(), 'plumbline.openapi.json');
	await writeFile(file, JSON.stringify(document));
	/** Operations that succeeded, such as `GET /employees`. */
	const succeeded = new Set<string>();

	/** `operation` as in the document: `GET /employees/{id}`. */
	async function call(token: string, operation: string, request: Request = {}): Promise<Answer> {
		const response = await fetch(urlOf(app, operation, request), init(token, operation, request));
		const bytes = Buffer.from(await response.arrayBuffer());
		const type = response.headers.get('content-type') ?? '';
		const body = /json/.test(type) ? JSON.parse(bytes.toString()) : undefined;
		await expectDescribed(operation, response.status, type, body);
		if (response.ok) succeeded.add(operation);
		return { status: response.status, headers: response.headers, body, bytes };
	}

	async function expectDescribed(operation: string, status: number, type: string, body: unknown) {
		const [method, path] = operation.toLowerCase().split(' ');
		const { responses } = document.paths[operation.split(' ')[1]][method];
		const name = `${status}` in responses ? `${status}` : 'default';
		if (!responses[name].content) return expect(body, `${operation} ${status}`).toBeUndefined();
		expect(Object.keys(responses[name].content), `${operation} ${status}`).toContain(type);
		if (!responses[name].content[type].schema) return;
		const pointer = ['paths', operation.split(' ')[1], method, 'responses', name, 'content', type];
		const fragment = [...pointer, 'schema'].map(escaped).join('/');
		const found = await validate(`${pathToFileURL(file)}#/${fragment}`, body as never, 'BASIC');
		expect(found, `${operation} ${status} ${path}: ${JSON.stringify(body)}`).toMatchObject({
			valid: true
		});
	}

	return { document, succeeded, call };
}

/** A token of this user. */
export const tokenOf = async (db: Db, viewer: Viewer) =>
	(await createApiToken(db, viewer, 'test')).token;

const escaped = (name: string) =>
	encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'));

function urlOf(app: App, operation: string, { path = {}, query = {} }: Request) {
	const route = operation.split(' ')[1].replaceAll(/\{(\w+)\}/g, (_, name) => path[name]);
	const search = Object.entries(query).map(([name, value]) => [name, String(value)]);
	return `${app.origin}/api/v1${route}?${new URLSearchParams(search)}`;
}

function init(token: string, operation: string, { body, file, headers }: Request): RequestInit {
	const sent = new Headers({ authorization: `Bearer ${token}`, ...headers });
	if (body !== undefined) sent.set('content-type', 'application/json');
	return {
		method: operation.split(' ')[0],
		headers: sent,
		body: file ?? (body === undefined ? undefined : JSON.stringify(body)),
		...(file instanceof ReadableStream && { duplex: 'half' })
	};
}
