import { z } from 'zod';
import {
	createDocument,
	type ZodOpenApiOperationObject,
	type ZodOpenApiPathsObject,
	type ZodOpenApiResponsesObject
} from 'zod-openapi';
import { roles, can } from '../../permissions.ts';
import type { Endpoint, Operation } from './endpoint.ts';

/** What a file `+server.ts` exports. */
export type Routes = Record<string, unknown>;

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

const problemSchema = z
	.object({
		type: z.string(),
		title: z.string(),
		status: z.int(),
		code: z.string().meta({ description: 'A word for programs.' }),
		detail: z.string().optional(),
		errors: z
			.array(z.object({ path: z.string(), message: z.string() }))
			.optional()
			.meta({ description: 'What is wrong in which field; an empty path is the whole.' }),
		id: z.string().optional().meta({ description: 'Finds a fault of the server in its log.' })
	})
	.meta({ id: 'Problem', description: 'An error, as RFC 9457 describes it.' });

/** The OpenAPI 3.1 document of the routes, by path as in `/reviews/[id]`. */
export function describe(routes: Record<string, Routes>, origin: string) {
	const paths: ZodOpenApiPathsObject = {};
	for (const [route, exported] of Object.entries(routes).sort(([a], [b]) => (a < b ? -1 : 1)))
		paths[route.replaceAll(/\[(\w+)\]/g, '{$1}')] = describeRoute(route, exported);
	return createDocument({
		openapi: '3.1.0',
		info: {
			title: 'Plumbline',
			version: '1',
			description:
				'The same actions as on the pages, for programs. A token acts as the user who made it: it sees and may do what that user sees and may do. Times are ISO 8601 in UTC, scores 0..1.',
			license: { name: 'AGPL-3.0-or-later', identifier: 'AGPL-3.0-or-later' }
		},
		servers: [{ url: `${origin}/api/v1` }],
		security: [{ token: [] }],
		components: {
			securitySchemes: {
				token: {
					type: 'http',
					scheme: 'bearer',
					description: 'An API token, made in the settings or with `plumbline token add`.'
				}
			}
		},
		paths
	});
}

function describeRoute(route: string, exported: Routes) {
	const described: Record<string, ZodOpenApiOperationObject> = {};
	for (const method of methods) {
		const endpoint = exported[method] as Endpoint | undefined;
		if (endpoint) described[method.toLowerCase()] = describeOperation(route, method, endpoint);
	}
	return described;
}

function describeOperation(
	route: string,
	method: string,
	{ operation }: Endpoint
): ZodOpenApiOperationObject {
	const { summary, description, permission, query, body, upload } = operation;
	const who = permission && roles.filter((role) => can({ role }, permission)).join(', ');
	const notes = [description, who && `For ${who}.`].filter(Boolean);
	return {
		operationId: nameOf(route, method),
		tags: [route.split('/')[1]],
		summary,
		description: notes.join('\n\n') || undefined,
		requestParams: {
			path: z.object(Object.fromEntries(namesIn(route).map((name) => [name, parameter(name)]))),
			...(query && { query: query as z.ZodObject })
		},
		requestBody: body
			? { required: true, content: { 'application/json': { schema: body } } }
			: upload && { required: true, content: Object.fromEntries(upload.map((type) => [type, {}])) },
		responses: responsesOf(route, operation)
	};
}

function responsesOf(route: string, operation: Operation): ZodOpenApiResponsesObject {
	const { answer, download, sends, status, query, body, upload, permission } = operation;
	const failures = [
		body && 400,
		401,
		permission && 403,
		namesIn(route).length > 0 && 404,
		(body || upload) && 409,
		(body || upload) && 413,
		(body || upload) && 415,
		(body || query || sends) && 422
	].filter((status) => typeof status === 'number');
	const responses: ZodOpenApiResponsesObject = {
		[`${answer || download || status ? (status ?? 200) : 204}`]: download
			? { description: 'The file.', content: { [download]: {} } }
			: answer
				? { description: 'Done.', content: { 'application/json': { schema: answer } } }
				: { description: 'Done.' }
	};
	const content = { 'application/problem+json': { schema: problemSchema } };
	for (const status of failures)
		responses[`${status}` as '404'] = { description: words[status], content };
	responses.default = { description: 'Any other error.', content };
	return responses;
}

const words: Record<number, string> = {
	400: 'Not readable.',
	401: 'No token, or one that does not work.',
	403: 'The role may not do this.',
	404: 'Not there, or not yours.',
	409: 'Not in a state for this.',
	413: 'Too large.',
	415: 'Of another type than described.',
	422: 'Well-formed, but not acceptable: `errors` says what to change.'
};

const namesIn = (route: string) => [...route.matchAll(/\[(\w+)\]/g)].map(([, name]) => name);

const parameter = (name: string) => (name === 'number' ? z.int().min(1) : z.uuid());

/** `/reviews/[id]/submit`, POST → `post_reviews_id_submit`. */
const nameOf = (route: string, method: string) =>
	[method.toLowerCase(), ...route.match(/\w[\w-]*/g)!].join('_').replaceAll('-', '_');
