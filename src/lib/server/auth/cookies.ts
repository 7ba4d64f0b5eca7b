import type { Cookies, RequestEvent } from '@sveltejs/kit';
import { cookieMaxAge, cookieName } from '#lib/paraglide/runtime.js';
import type { Locale } from '../../locales.ts';
import type { Db } from '../db/database.ts';
import type { Settings } from '../settings.ts';
import { startSession } from './sessions.ts';

const isSecure = (settings: Settings) => settings.origin.startsWith('https:');

/** `__Host-` ties the cookie to this very host; browsers take it over https only. */
const nameOf = (settings: Settings) => (isSecure(settings) ? '__Host-session' : 'session');

export const readSessionCookie = (cookies: Cookies, settings: Settings) =>
	cookies.get(nameOf(settings));

/** Begins a session in this browser, which from now on speaks the user's language. */
export async function enter(
	db: Db,
	settings: Settings,
	{ cookies, request, getClientAddress }: RequestEvent,
	user: { id: string; locale: Locale }
) {
	const userAgent = request.headers.get('user-agent') ?? '';
	const token = await startSession(db, settings, user.id, {
		address: getClientAddress(),
		userAgent
	});
	cookies.set(nameOf(settings), token, {
		path: '/',
		httpOnly: true,
		sameSite: 'lax',
		secure: isSecure(settings),
		maxAge: settings.sessionMaxDays * 86_400
	});
	writeLocaleCookie(cookies, settings, user.locale);
}

/** The page's own script reads it too. */
export const writeLocaleCookie = (cookies: Cookies, settings: Settings, locale: Locale) =>
	cookies.set(cookieName, locale, {
		path: '/',
		httpOnly: false,
		sameSite: 'lax',
		secure: isSecure(settings),
		maxAge: cookieMaxAge
	});

export const clearSessionCookie = (cookies: Cookies, settings: Settings) =>
	cookies.delete(nameOf(settings), { path: '/', secure: isSecure(settings) });
