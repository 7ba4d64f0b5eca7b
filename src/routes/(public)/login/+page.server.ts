import { fail, redirect } from '@sveltejs/kit';
import { message, superValidate } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import { db, pool, settings } from '#lib/server/app.ts';
import { hasUsers } from '#lib/server/auth/accounts.ts';
import { enter } from '#lib/server/auth/cookies.ts';
import { signIn } from '#lib/server/auth/sign-in.ts';
import { isPlain } from '#lib/text.ts';
import type { Actions, PageServerLoad } from './$types';

const schema = z.object({
	email: z.string().trim().min(1).max(320).refine(isPlain),
	password: z.string().min(1).max(500)
});

export const load: PageServerLoad = async ({ locals, url }) => {
	if (locals.viewer) redirect(303, pathWithin(url));
	if (!(await hasUsers(db))) redirect(303, '/setup');
	return { form: await superValidate(zod4(schema)) };
};

export const actions: Actions = {
	default: async (event) => {
		const form = await superValidate(event.request, zod4(schema));
		if (!form.valid) return fail(422, { form });
		const address = event.getClientAddress();
		const result = await signIn(db, pool, { ...form.data, address });
		form.data.password = '';
		if (result.outcome === 'too_many')
			return message(form, m.login_too_many({ minutes: Math.ceil(result.seconds / 60) }), {
				status: 429
			});
		if (result.outcome === 'refused') return message(form, m.login_refused(), { status: 401 });
		await enter(db, settings, event, result.user);
		redirect(303, pathWithin(event.url));
	}
};

/** Only ever to a page of our own: `//host` would be another's. */
function pathWithin(url: URL) {
	const next = URL.parse(url.searchParams.get('next') ?? '/', url);
	if (next?.origin !== url.origin) return '/';
	return next.pathname.replace(/^\/+/, '/') + next.search;
}
