import type { Cookies } from '@sveltejs/kit';
import type { Settings } from '../settings.ts';

const isSecure = (settings: Settings) => settings.origin.startsWith('https:');

/** `__Host-` ties the cookie to this very host; browsers take it over https only. */
const nameOf = (settings: Settings) => (isSecure(settings) ? '__Host-session' : 'session');

export const readSessionCookie = (cookies: Cookies, settings: Settings) =>
	cookies.get(nameOf(settings));

export function writeSessionCookie(cookies: Cookies, settings: Settings, token: string) {
	cookies.set(nameOf(settings), token, {
		path: '/',
		httpOnly: true,
		sameSite: 'lax',
		secure: isSecure(settings),
		maxAge: settings.sessionMaxDays * 86_400
	});
}

export const clearSessionCookie = (cookies: Cookies, settings: Settings) =>
	cookies.delete(nameOf(settings), { path: '/', secure: isSecure(settings) });
