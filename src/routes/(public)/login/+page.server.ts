import { fail, redirect } from '@sveltejs/kit';
import { message, superValidate } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import { db, pool, settings } from '#lib/server/app.ts';
import { hasUsers } from '#lib/server/auth/accounts.ts';
import { writeSessionCookie } from '#lib/server/auth/cookies.ts';
import { startSession } from '#lib/server/auth/sessions.ts';
import { signIn } from '#lib/server/auth/sign-in.ts';
import type { Actions, PageServerLoad } from './$types';

const schema = z.object({
	email: z.string().min(1).max(320),
	password: z.string().min(1).max(500)
});

export const load: PageServerLoad = async ({ locals, url }) => {
	if (locals.viewer) redirect(303, pathWithin(url));
	if (!(await hasUsers(db))) redirect(303, '/setup');
	return { form: await superValidate(zod4(schema)) };
};

export const actions: Actions = {
	default: async ({ request, url, cookies, getClientAddress }) => {
		const form = await superValidate(request, zod4(schema));
		if (!form.valid) return fail(422, { form });
		const address = getClientAddress();
		const result = await signIn(db, pool, { ...form.data, address });
		form.data.password = '';
		if (result.outcome === 'too_many')
			return message(form, m.login_too_many({ minutes: Math.ceil(result.seconds / 60) }), {
				status: 429
			});
		if (result.outcome === 'refused') return message(form, m.login_refused(), { status: 401 });
		const userAgent = request.headers.get('user-agent') ?? '';
		const token = await startSession(db, settings, result.userId, { address, userAgent });
		writeSessionCookie(cookies, settings, token);
		redirect(303, pathWithin(url));
	}
};

/** Only ever to a page of our own. */
function pathWithin(url: URL) {
	const next = new URL(url.searchParams.get('next') ?? '/', url);
	return next.origin === url.origin ? next.pathname + next.search : '/';
}
