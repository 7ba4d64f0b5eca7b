import { fail, redirect } from '@sveltejs/kit';
import { setError, superValidate } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import { passwordSchema } from '#lib/password.ts';
import { db, pool, settings } from '#lib/server/app.ts';
import { changePassword } from '#lib/server/auth/accounts.ts';
import { createApiToken, listApiTokens, revokeApiToken } from '#lib/server/auth/api-tokens.ts';
import { writeLocaleCookie } from '#lib/server/auth/cookies.ts';
import { requireViewer } from '#lib/server/auth/guards.ts';
import { endOtherSessions, endSession, listSessions } from '#lib/server/auth/sessions.ts';
import { takePasswordTurn } from '#lib/server/auth/sign-in.ts';
import { editProfile, profileSchema } from '#lib/server/people/users.ts';
import { line } from '#lib/text.ts';
import type { Actions, PageServerLoad } from './$types';
import { describeDevice } from './device.ts';

const changeSchema = z.object({
	current: z.string().min(1).max(500),
	password: passwordSchema
});
const tokenSchema = z.object({ name: line(100) });
const sessionSchema = z.object({ id: z.hex().length(64) });
const idSchema = z.object({ id: z.uuid() });

export const load: PageServerLoad = async ({ locals, url }) => {
	const viewer = requireViewer(locals);
	const { name, locale } = viewer;
	const [sessions, tokens] = await Promise.all([
		listSessions(db, settings, viewer),
		listApiTokens(db, viewer)
	]);
	return {
		title: m.nav_account(),
		profile: await superValidate({ name, locale }, zod4(profileSchema), { id: 'profile' }),
		change: await superValidate(zod4(changeSchema), { id: 'change' }),
		token: await superValidate(zod4(tokenSchema), { id: 'token' }),
		sessions: sessions.map(({ id, createdAt, address, userAgent }) => {
			return {
				id,
				createdAt,
				address,
				device: describeDevice(userAgent),
				isHere: id === locals.sessionId
			};
		}),
		tokens,
		isSaved: url.searchParams.has('saved')
	};
};

export const actions: Actions = {
	profile: async ({ locals, request, cookies }) => {
		const viewer = requireViewer(locals);
		const profile = await superValidate(request, zod4(profileSchema), { id: 'profile' });
		if (!profile.valid) return fail(422, { profile });
		await editProfile(db, viewer, profile.data);
		writeLocaleCookie(cookies, settings, profile.data.locale);
		redirect(303, '/account?saved');
	},
	password: async ({ locals, request }) => {
		const viewer = requireViewer(locals);
		const change = await superValidate(request, zod4(changeSchema), { id: 'change' });
		if (!change.valid) return fail(422, { change });
		const { current, password } = change.data;
		Object.assign(change.data, { current: '', password: '' });
		const seconds = await takePasswordTurn(pool, viewer);
		if (seconds)
			return setError(change, 'current', m.login_too_many({ minutes: Math.ceil(seconds / 60) }), {
				status: 429
			});
		const sessionId = locals.sessionId ?? '';
		if (!(await changePassword(db, viewer, { current, password, sessionId })))
			return setError(change, 'current', m.account_password_wrong());
		return { change };
	},
	endSession: async ({ locals, request }) => {
		const viewer = requireViewer(locals);
		const { data, valid } = await superValidate(request, zod4(sessionSchema));
		if (!valid) return fail(422);
		await endSession(db, viewer, data.id);
	},
	endOthers: async ({ locals }) => {
		const viewer = requireViewer(locals);
		await endOtherSessions(db, viewer, locals.sessionId ?? '');
	},
	createToken: async ({ locals, request }) => {
		const viewer = requireViewer(locals);
		const token = await superValidate(request, zod4(tokenSchema), { id: 'token' });
		if (!token.valid) return fail(422, { token });
		return { token, secret: (await createApiToken(db, viewer, token.data.name)).token };
	},
	revokeToken: async ({ locals, request }) => {
		const viewer = requireViewer(locals);
		const { data, valid } = await superValidate(request, zod4(idSchema));
		if (!valid) return fail(422);
		await revokeApiToken(db, viewer, data.id);
	}
};
