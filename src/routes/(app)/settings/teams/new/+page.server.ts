import { fail, redirect } from '@sveltejs/kit';
import { superValidate } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import { m } from '#lib/paraglide/messages.js';
import { db } from '#lib/server/app.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import { attempt } from '#lib/server/forms.ts';
import { addTeam, listPossibleLeads, teamSchema } from '#lib/server/people/teams.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	requirePermission(locals, 'people:manage');
	const leads = await listPossibleLeads(db);
	return { title: m.people_team_add(), form: await superValidate(zod4(teamSchema)), leads };
};

export const actions: Actions = {
	default: async ({ locals, request }) => {
		const viewer = requirePermission(locals, 'people:manage');
		const form = await superValidate(request, zod4(teamSchema));
		if (!form.valid) return fail(422, { form });
		const { refused } = await attempt(form, () => addTeam(db, viewer, form.data));
		if (refused) return refused;
		redirect(303, '/settings/teams');
	}
};
