import { fail, redirect } from '@sveltejs/kit';
import { superValidate } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import { db } from '#lib/server/app.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import { attempt } from '#lib/server/forms.ts';
import {
	archiveLocation,
	editLocation,
	getLocation,
	locationInput,
	locationSchema,
	restoreLocation,
	listTimeZones
} from '#lib/server/people/locations.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	requirePermission(locals, 'people:manage');
	const location = await getLocation(db, params.id);
	return {
		title: location.name,
		form: await superValidate(locationInput(location), zod4(locationSchema)),
		timeZones: listTimeZones(),
		isArchived: location.archivedAt !== null
	};
};

export const actions: Actions = {
	save: async ({ locals, params, request }) => {
		const viewer = requirePermission(locals, 'people:manage');
		const form = await superValidate(request, zod4(locationSchema));
		if (!form.valid) return fail(422, { form });
		const { refused } = await attempt(form, () => editLocation(db, viewer, params.id, form.data));
		if (refused) return refused;
		redirect(303, '/settings/locations');
	},
	archive: async ({ locals, params }) => {
		const viewer = requirePermission(locals, 'people:manage');
		await archiveLocation(db, viewer, params.id);
	},
	restore: async ({ locals, params }) => {
		const viewer = requirePermission(locals, 'people:manage');
		await restoreLocation(db, viewer, params.id);
	}
};
