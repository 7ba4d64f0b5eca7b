import { fail, redirect } from '@sveltejs/kit';
import { setError, superValidate } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';
import { passwordSchema } from '#lib/password.ts';
import { db, isSetupCode, pool, settings } from '#lib/server/app.ts';
import { createFirstAdmin, hasUsers } from '#lib/server/auth/accounts.ts';
import { enter } from '#lib/server/auth/cookies.ts';
import { takeTurn } from '#lib/server/auth/sign-in.ts';
import { line } from '#lib/text.ts';
import type { Actions, PageServerLoad } from './$types';

const schema = z.object({
	code: z.string().min(1).max(50),
	name: line(200),
	email: z.email().max(320),
	password: passwordSchema
});

export const load: PageServerLoad = async () => {
	if (await hasUsers(db)) redirect(303, '/login');
	return { form: await superValidate(zod4(schema)) };
};

export const actions: Actions = {
	default: async (event) => {
		const form = await superValidate(event.request, zod4(schema));
		if (!form.valid) return fail(422, { form });
		const address = event.getClientAddress();
		const seconds = await takeTurn(pool, address);
		if (seconds)
			return setError(form, 'code', m.login_too_many({ minutes: Math.ceil(seconds / 60) }), {
				status: 429
			});
		if (!isSetupCode(form.data.code)) return setError(form, 'code', m.setup_code_wrong());
		const user = await createFirstAdmin(db, { ...form.data, locale: getLocale(), address });
		await enter(db, settings, event, user);
		redirect(303, '/');
	}
};
