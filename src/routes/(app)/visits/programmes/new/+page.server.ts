import { redirect } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { db } from '#lib/server/app.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import { listLocations } from '#lib/server/people/locations.ts';
import { addProgramme, listForms, nextWave } from '#lib/server/visits/programmes.ts';
import type { Actions, PageServerLoad } from './$types';
import { attemptProgramme } from '../read-programme.ts';

export const load: PageServerLoad = async ({ locals, url }) => {
	requirePermission(locals, 'programmes:manage');
	const after = url.searchParams.get('after');
	const [forms, locations, wave] = await Promise.all([
		listForms(db),
		listLocations(db),
		after === null ? null : nextWave(db, after)
	]);
	return {
		title: wave ? m.programmes_wave_of({ name: wave.name }) : m.programmes_add(),
		wave,
		forms,
		locations: locations.map(({ id, name, code }) => ({ id, name, code }))
	};
};

export const actions: Actions = {
	default: async ({ locals, request }) => {
		const viewer = requirePermission(locals, 'programmes:manage');
		const { done, refused } = await attemptProgramme(request, (input) =>
			addProgramme(db, viewer, input)
		);
		if (refused) return refused;
		redirect(303, `/visits/programmes/${done}`);
	}
};
