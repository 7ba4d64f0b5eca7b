import type { Handle, HandleServerError, RequestEvent, ServerInit } from '@sveltejs/kit';
import { sequence } from '@sveltejs/kit/hooks';
import { NIL, v7, validate } from 'uuid';
import { building } from '$app/environment';
import { m } from '#lib/paraglide/messages.js';
import { paraglideMiddleware } from '#lib/paraglide/server.js';
import { asProblem, problem, unauthorized } from '#lib/server/api/problems.ts';
import { db, log, openApp, settings } from '#lib/server/app.ts';
import { findTokenViewer } from '#lib/server/auth/api-tokens.ts';
import { readSessionCookie } from '#lib/server/auth/cookies.ts';
import { findViewer } from '#lib/server/auth/sessions.ts';
import { isTooLarge, limitBody } from '#lib/server/body-limit.ts';
import '#lib/validation.ts';

export const init: ServerInit = async () => {
	if (building) return;
	const close = await openApp();
	process.once('sveltekit:shutdown', () => void close());
};

const logged: Handle = async ({ event, resolve }) => {
	const started = performance.now();
	event.locals.requestId = v7();
	const response = await resolve(event);
	response.headers.set('x-request-id', event.locals.requestId);
	log.info({
		id: event.locals.requestId,
		method: event.request.method,
		path: pathOf(event),
		status: response.status,
		ms: Math.round(performance.now() - started),
		user: event.locals.viewer?.id
	});
	return response;
};

/** A link that opens an account or a survey is not for the log. */
const pathOf = ({ url, params }: RequestEvent) =>
	params.token ? url.pathname.replace(params.token, '…') : url.pathname;

const isApi = (url: URL) => url.pathname.startsWith('/api/');

/** Programs get every error in one shape. */
const readable: Handle = async ({ event, resolve }) => {
	const response = await resolve(event);
	return isApi(event.url) ? asProblem(response, event.locals.requestId) : response;
};

/** Kit's own check is off: it passes JSON, and refuses programs that name no origin. */
const sameOrigin: Handle = async ({ event, resolve }) => {
	const { method, headers } = event.request;
	if (method === 'GET' || method === 'HEAD' || method === 'OPTIONS') return resolve(event);
	const origin = headers.get('origin');
	const site = headers.get('sec-fetch-site');
	const byProgram = !event.request.headers.has('cookie');
	const isOurs = origin ? origin === event.url.origin : site === 'same-origin' || byProgram;
	if (!isOurs || site === 'cross-site') return new Response('cross-site request', { status: 403 });
	return resolve(event);
};

const healthChecks = ['/healthz', '/readyz'];

/** Everything is closed unless its route is listed here. */
const isPublic = (route: string | null) =>
	route !== null &&
	(route.startsWith('/(public)/') || [...healthChecks, '/api/v1/openapi.json'].includes(route));

const signedIn: Handle = async ({ event, resolve }) => {
	const { locals, route } = event;
	locals.viewer = null;
	locals.sessionId = null;
	if (healthChecks.includes(route.id ?? '')) return resolve(event);
	Object.assign(locals, await identify(event));
	return locals.viewer || isPublic(route.id) ? resolve(event) : turnAway(event);
};

async function identify({ request, cookies, url, getClientAddress }: RequestEvent) {
	const address = getClientAddress();
	const bearer = request.headers.get('authorization')?.match(/^Bearer (.+)$/i)?.[1];
	if (bearer && isApi(url)) return { viewer: await findTokenViewer(db, bearer, address) };
	const token = readSessionCookie(cookies, settings);
	return token && (await findViewer(db, settings, token, address));
}

/** Pages send nobody to the sign-in; scripts and programs get an answer that they can read. */
function turnAway({ request, url }: RequestEvent) {
	if (isApi(url)) return unauthorized();
	const wantsPage = request.headers.get('accept')?.includes('text/html');
	if (request.method !== 'GET' && !wantsPage) {
		const error = { message: m.error_signed_out(), code: 'signed_out' };
		return Response.json({ type: 'error', error }, { status: 401 });
	}
	const next = url.pathname === '/' ? '' : `?next=${encodeURIComponent(url.pathname + url.search)}`;
	return new Response(null, { status: 303, headers: { location: `/login${next}` } });
}

/** An id in a path that is no uuid is nobody's: looked up, it is simply not there. */
const wellFormed: Handle = ({ event, resolve }) => {
	const params: Record<string, string | undefined> = event.params;
	for (const [name, value] of Object.entries(params))
		if (/^id$|Id$/.test(name) && !validate(value)) params[name] = NIL;
	return resolve(event);
};

const spoken: Handle = ({ event, resolve }) => {
	// It clones what it is given: of an upload the copy that nobody reads would fill the memory
	const { url, headers } = event.request;
	return paraglideMiddleware(new Request(url, { headers }), ({ locale }) => {
		const theme = event.cookies.get('theme');
		const chosen = theme === 'light' || theme === 'dark' ? `data-theme="${theme}"` : '';
		return resolve(event, {
			transformPageChunk: ({ html }) =>
				html
					.replace('%lang%', locale)
					.replace('data-theme="%theme%"', chosen)
					.replace('%time-zone%', settings.timeZone)
		});
	});
};

const limited: Handle = async ({ event, resolve }) => {
	if (isTooLarge(event)) return refuseSize(event);
	const wasCut = limitBody(event);
	const response = await resolve(event);
	return wasCut() ? refuseSize(event) : response;
};

function refuseSize({ url }: RequestEvent) {
	const error = { message: m.error_too_large(), code: 'too_large' };
	if (isApi(url)) return problem({ status: 413, code: error.code, detail: error.message });
	return Response.json({ type: 'error', error }, { status: 413 });
}

const hardened: Handle = async ({ event, resolve }) => {
	const response = await resolve(event);
	const { headers } = response;
	headers.set('x-content-type-options', 'nosniff');
	// Only the preview of a report says otherwise: our own page frames it.
	if (!headers.has('x-frame-options')) headers.set('x-frame-options', 'DENY');
	headers.set('referrer-policy', 'same-origin');
	headers.set('permissions-policy', 'geolocation=(self), camera=(self), microphone=(self)');
	headers.set('cross-origin-opener-policy', 'same-origin');
	if (response.status === 413) headers.set('connection', 'close');
	if (!headers.has('cache-control')) headers.set('cache-control', 'private, no-store');
	if (event.url.protocol === 'https:')
		headers.set('strict-transport-security', 'max-age=31536000; includeSubDomains');
	return response;
};

export const handle = sequence(
	...[logged, hardened, readable, sameOrigin, spoken, limited, signedIn, wellFormed]
);

export const handleError: HandleServerError = ({ error, event, status, message }) => {
	if (status === 404) return { message: m.error_not_found(), code: 'not_found' };
	const id = event.locals.requestId;
	log.error({ id, err: error, path: pathOf(event) }, message);
	return { message: m.error_ours(), code: 'internal', id };
};
