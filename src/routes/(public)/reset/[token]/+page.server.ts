import { fail, redirect } from '@sveltejs/kit';
import { superValidate } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import { z } from 'zod';
import { passwordSchema } from '#lib/password.ts';
import { db, settings } from '#lib/server/app.ts';
import { choosePassword, findTokenUser } from '#lib/server/auth/accounts.ts';
import { enter } from '#lib/server/auth/cookies.ts';
import type { Actions, PageServerLoad } from './$types';

const schema = z.object({ password: passwordSchema });

export const load: PageServerLoad = async ({ params }) => {
	const user = await findTokenUser(db, params.token);
	return { form: await superValidate(zod4(schema)), email: user?.email ?? null };
};

export const actions: Actions = {
	default: async (event) => {
		const form = await superValidate(event.request, zod4(schema));
		if (!form.valid) return fail(422, { form });
		const address = event.getClientAddress();
		const user = await choosePassword(db, event.params.token, form.data.password, address);
		await enter(db, settings, event, user);
		redirect(303, '/');
	}
};
