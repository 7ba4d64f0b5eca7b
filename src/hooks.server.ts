import type { Handle, HandleServerError, ServerInit } from '@sveltejs/kit';
import { sequence } from '@sveltejs/kit/hooks';
import { v7, validate as isUuid } from 'uuid';
import { building } from '$app/environment';
import { m } from '#lib/paraglide/messages.js';
import { paraglideMiddleware } from '#lib/paraglide/server.js';
import { db, log, openApp, settings } from '#lib/server/app.ts';
import { findTokenViewer } from '#lib/server/auth/api-tokens.ts';
import { readSessionCookie } from '#lib/server/auth/cookies.ts';
import { findViewer } from '#lib/server/auth/sessions.ts';
import { notFound } from '#lib/server/errors.ts';
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
		path: event.url.pathname,
		status: response.status,
		ms: Math.round(performance.now() - started),
		user: event.locals.viewer?.id
	});
	return response;
};

/** Kit checks form posts only; this refuses every cross-site write, JSON included. */
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

/** Everything is closed unless its route is listed here. */
const isPublic = (route: string | null) =>
	route !== null &&
	(route.startsWith('/(public)') ||
		['/healthz', '/readyz', '/api/v1/openapi.json'].includes(route));

const signedIn: Handle = async ({ event, resolve }) => {
	const { locals, request, cookies, url, route } = event;
	const address = event.getClientAddress();
	locals.viewer = null;
	locals.sessionId = null;
	const bearer = request.headers.get('authorization')?.match(/^Bearer (.+)$/i)?.[1];
	if (bearer && url.pathname.startsWith('/api/')) {
		locals.viewer = await findTokenViewer(db, bearer, address);
	} else {
		const token = readSessionCookie(cookies, settings);
		const found = token && (await findViewer(db, settings, token, address));
		if (found) ({ viewer: locals.viewer, sessionId: locals.sessionId } = found);
	}
	if (locals.viewer || isPublic(route.id)) return resolve(event);
	if (url.pathname.startsWith('/api/')) return unauthorized();
	if (request.method !== 'GET') return new Response(m.error_signed_out(), { status: 401 });
	const next = url.pathname === '/' ? '' : `?next=${encodeURIComponent(url.pathname + url.search)}`;
	return new Response(null, { status: 303, headers: { location: `/login${next}` } });
};

const unauthorized = () =>
	new Response(
		JSON.stringify({ type: 'about:blank', title: 'Unauthorized', status: 401, code: 'no_token' }),
		{
			status: 401,
			headers: { 'content-type': 'application/problem+json', 'www-authenticate': 'Bearer' }
		}
	);

const spoken: Handle = ({ event, resolve }) =>
	paraglideMiddleware(event.request, ({ request, locale }) => {
		event.request = request;
		const theme = event.cookies.get('theme');
		return resolve(event, {
			transformPageChunk: ({ html }) =>
				html
					.replace('%lang%', locale)
					.replace('%theme%', theme === 'light' || theme === 'dark' ? theme : '')
		});
	});

const hardened: Handle = async ({ event, resolve }) => {
	const response = await resolve(event);
	const { headers } = response;
	headers.set('x-content-type-options', 'nosniff');
	headers.set('x-frame-options', 'DENY');
	headers.set('referrer-policy', 'same-origin');
	headers.set('permissions-policy', 'geolocation=(self), camera=(self), microphone=(self)');
	headers.set('cross-origin-opener-policy', 'same-origin');
	if (!headers.has('cache-control')) headers.set('cache-control', 'private, no-store');
	if (event.url.protocol === 'https:')
		headers.set('strict-transport-security', 'max-age=31536000; includeSubDomains');
	return response;
};

/** An id that is no id is not there; the database is not asked. */
const wellFormed: Handle = ({ event, resolve }) => {
	const isOdd = Object.entries(event.params).some(([name, id]) => /id$/i.test(name) && !isUuid(id));
	if (isOdd) throw notFound();
	return resolve(event);
};

export const handle = sequence(logged, hardened, sameOrigin, spoken, signedIn, wellFormed);

export const handleError: HandleServerError = ({ error, event, status, message }) => {
	if (status === 404) return { message: m.error_not_found(), code: 'not_found' };
	const id = event.locals.requestId;
	log.error({ id, err: error, path: event.url.pathname }, message);
	return { message: m.error_ours(), code: 'internal', id };
};
