import { fail } from '@sveltejs/kit';
import { superValidate } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import { m } from '#lib/paraglide/messages.js';
import { db, settings } from '#lib/server/app.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import { editHouse, getHouse, houseSchema, listSetupSteps } from '#lib/server/house/house.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	requirePermission(locals, 'settings:manage');
	const [house, steps] = await Promise.all([getHouse(db), listSetupSteps(db, settings)]);
	return { title: m.nav_settings(), form: await superValidate(house, zod4(houseSchema)), steps };
};

export const actions: Actions = {
	default: async ({ locals, request }) => {
		const viewer = requirePermission(locals, 'settings:manage');
		const form = await superValidate(request, zod4(houseSchema));
		if (!form.valid) return fail(422, { form });
		await editHouse(db, viewer, form.data);
		return { form };
	}
};
