import { fail } from '@sveltejs/kit';
import { setError, superValidate } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import { db, log, pool, settings } from '#lib/server/app.ts';
import { mailResetLink } from '#lib/server/auth/links.ts';
import { takeMailTurn, takeTurn } from '#lib/server/auth/sign-in.ts';
import type { Actions, PageServerLoad } from './$types';

const schema = z.object({ email: z.email().max(320) });

export const load: PageServerLoad = async () => ({ form: await superValidate(zod4(schema)) });

export const actions: Actions = {
	default: async ({ request, getClientAddress }) => {
		const form = await superValidate(request, zod4(schema));
		if (!form.valid) return fail(422, { form });
		const seconds = await takeTurn(pool, getClientAddress());
		if (seconds)
			return setError(form, 'email', m.login_too_many({ minutes: Math.ceil(seconds / 60) }), {
				status: 429
			});
		if (await takeMailTurn(pool, form.data.email)) return { form, sent: true };
		// Not awaited: the answer takes as long for an address that nobody has.
		mailResetLink(db, settings, form.data.email).catch((err) => log.error({ err }, 'reset mail'));
		return { form, sent: true };
	}
};
