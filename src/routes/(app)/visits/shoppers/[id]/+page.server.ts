import { fail, redirect } from '@sveltejs/kit';
import { superValidate } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import { db } from '#lib/server/app.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import { attempt } from '#lib/server/forms.ts';
import { listLocations } from '#lib/server/people/locations.ts';
import { editShopper, getShopper, shopperSchema } from '#lib/server/visits/shoppers.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const viewer = requirePermission(locals, 'programmes:manage');
	const [{ code, name, languages, car, ageBand, locationIds }, locations] = await Promise.all([
		getShopper(db, viewer, params.id),
		listLocations(db)
	]);
	const values = { code, languages, car, ageBand, locationIds };
	return {
		title: `${code} ${name ?? ''}`,
		form: await superValidate(values, zod4(shopperSchema), { errors: false }),
		locations: locations.map(({ id, name, code }) => ({ id, name, code }))
	};
};

export const actions: Actions = {
	default: async ({ locals, params, request }) => {
		const viewer = requirePermission(locals, 'programmes:manage');
		const form = await superValidate(request, zod4(shopperSchema));
		if (!form.valid) return fail(422, { form });
		const { refused } = await attempt(form, () => editShopper(db, viewer, params.id, form.data));
		if (refused) return refused;
		redirect(303, '/visits/shoppers');
	}
};
