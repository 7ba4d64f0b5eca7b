import type { RequestEvent } from '@sveltejs/kit';
import type { z } from 'zod';
import type { Permission, Viewer } from '../../permissions.ts';
import { db } from '../app.ts';
import { requirePermission, requireViewer } from '../auth/guards.ts';
import type { Db } from '../db/database.ts';
import { problem, problemOf } from './problems.ts';
import { readBody, readQuery } from './request.ts';

/** What a call takes and gives. It is checked against this, and described by it in openapi.json. */
export type Operation = {
	summary: string;
	description?: string;
	/** null: everybody with a token. */
	permission: Permission | null;
	query?: z.ZodType;
	body?: z.ZodType;
	/** The body is a file of one of these types and is not read before the handler does. */
	upload?: string[];
	answer?: z.ZodType;
	/** The answer is a file of this type: the handler returns a Response. */
	download?: string;
	/** The handler answers by itself, in the words of the protocol for uploads (tus). */
	sends?: 'upload';
	/** Of the answer; unset: 200, or 204 where there is none. */
	status?: 200 | 201;
};

type Read<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;
type Given<O extends Operation> = O extends { download: string } | { sends: 'upload' }
	? Response
	: O extends { answer: z.ZodType }
		? z.input<O['answer']>
		: void;

export type Call<O extends Operation> = {
	db: Db;
	viewer: Viewer;
	event: RequestEvent;
	/** Of the path. */
	params: Record<string, string>;
	query: Read<O['query']>;
	body: Read<O['body']>;
};

export type Endpoint = ((event: RequestEvent) => Promise<Response>) & { operation: Operation };

/**
 * A route of the API. Role, query and body are checked in this order before `handle` runs; what it returns
 * goes out through `answer`, which lets nothing pass that is not described.
 */
export function endpoint<O extends Operation>(
	operation: O,
	handle: (call: Call<O>) => Promise<Given<O>> | Given<O>
): Endpoint {
	const respond = async (event: RequestEvent) => {
		try {
			const viewer = viewerFor(event, operation);
			const query = readQuery(event.url, operation.query) as Read<O['query']>;
			const body = (await readBody(event.request, operation.body)) as Read<O['body']>;
			const params = event.params as Record<string, string>;
			const given: unknown = await handle({ db, viewer, event, params, query, body });
			return given instanceof Response ? given : answer(operation, given);
		} catch (thrown) {
			const known = problemOf(thrown);
			if (!known) throw thrown;
			return problem(known);
		}
	};
	return Object.assign(respond, { operation });
}

const viewerFor = ({ locals }: RequestEvent, { permission }: Operation) =>
	permission ? requirePermission(locals, permission) : requireViewer(locals);

function answer({ answer, status }: Operation, given: unknown) {
	if (!answer) return new Response(null, { status: 204 });
	return Response.json(answer.parse(given), { status: status ?? 200 });
}
