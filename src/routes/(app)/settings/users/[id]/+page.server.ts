import { fail } from '@sveltejs/kit';
import { superValidate } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import { db, settings } from '#lib/server/app.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import { attempt } from '#lib/server/forms.ts';
import {
	deactivateUser,
	editUser,
	getUser,
	reactivateUser,
	sendLink,
	userSchema
} from '#lib/server/people/users.ts';
import type { Actions, PageServerLoad } from './$types';
import { shownLink } from '../link.ts';

export const load: PageServerLoad = async ({ locals, params }) => {
	const viewer = requirePermission(locals, 'people:manage');
	const user = await getUser(db, viewer, params.id);
	const { name, email, role, locale, employeeCode, hasPassword, deactivatedAt } = user;
	const values = { name, email, role, locale, employeeCode: employeeCode ?? '' };
	return {
		title: name,
		form: await superValidate(values, zod4(userSchema)),
		user: { name, email, hasPassword, deactivatedAt, isMe: params.id === viewer.id }
	};
};

export const actions: Actions = {
	save: async ({ locals, params, request }) => {
		const viewer = requirePermission(locals, 'people:manage');
		const form = await superValidate(request, zod4(userSchema));
		if (!form.valid) return fail(422, { form });
		const { refused } = await attempt(form, () => editUser(db, viewer, params.id, form.data));
		return refused ?? { form };
	},
	link: async ({ locals, params }) => {
		const viewer = requirePermission(locals, 'people:manage');
		const { email } = await getUser(db, viewer, params.id);
		return { link: shownLink(await sendLink(db, settings, viewer, params.id), email) };
	},
	deactivate: async ({ locals, params }) => {
		const viewer = requirePermission(locals, 'people:manage');
		await deactivateUser(db, viewer, params.id);
	},
	reactivate: async ({ locals, params }) => {
		const viewer = requirePermission(locals, 'people:manage');
		await reactivateUser(db, viewer, params.id);
	}
};
