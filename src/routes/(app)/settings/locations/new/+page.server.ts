import { fail, redirect } from '@sveltejs/kit';
import { superValidate } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import { m } from '#lib/paraglide/messages.js';
import { db } from '#lib/server/app.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import { attempt } from '#lib/server/forms.ts';
import { addLocation, listTimeZones, locationSchema } from '#lib/server/people/locations.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	requirePermission(locals, 'people:manage');
	const form = await superValidate(zod4(locationSchema));
	return { title: m.people_location_add(), form, timeZones: listTimeZones() };
};

export const actions: Actions = {
	default: async ({ locals, request }) => {
		const viewer = requirePermission(locals, 'people:manage');
		const form = await superValidate(request, zod4(locationSchema));
		if (!form.valid) return fail(422, { form });
		const { refused } = await attempt(form, () => addLocation(db, viewer, form.data));
		if (refused) return refused;
		redirect(303, '/settings/locations');
	}
};
