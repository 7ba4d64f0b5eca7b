import { fail } from '@sveltejs/kit';
import { superValidate } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import { m } from '#lib/paraglide/messages.js';
import { db, settings } from '#lib/server/app.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import { attempt } from '#lib/server/forms.ts';
import { inviteUser, userSchema } from '#lib/server/people/users.ts';
import type { Actions, PageServerLoad } from './$types';
import { shownLink } from '../link.ts';

export const load: PageServerLoad = async ({ locals }) => {
	const viewer = requirePermission(locals, 'people:manage');
	const values = { role: 'reviewer' as const, locale: viewer.locale };
	const form = await superValidate(values, zod4(userSchema), { errors: false });
	return { title: m.people_user_invite(), form };
};

export const actions: Actions = {
	default: async ({ locals, request }) => {
		const viewer = requirePermission(locals, 'people:manage');
		const form = await superValidate(request, zod4(userSchema));
		if (!form.valid) return fail(422, { form });
		const { done, refused } = await attempt(form, () =>
			inviteUser(db, settings, viewer, form.data)
		);
		if (!done) return refused;
		const link = shownLink(done, form.data.email);
		const { role, locale } = form.data;
		return {
			form: await superValidate({ role, locale }, zod4(userSchema), { errors: false }),
			link
		};
	}
};
