import { fail, redirect } from '@sveltejs/kit';
import { superValidate } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import { db } from '#lib/server/app.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import { attempt } from '#lib/server/forms.ts';
import {
	archiveTeam,
	editTeam,
	getTeam,
	listPossibleLeads,
	restoreTeam,
	teamSchema
} from '#lib/server/people/teams.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const viewer = requirePermission(locals, 'people:manage');
	const [team, leads] = await Promise.all([getTeam(db, viewer, params.id), listPossibleLeads(db)]);
	const values = { name: team.name, leadIds: team.leads.map(({ id }) => id) };
	return {
		title: team.name,
		form: await superValidate(values, zod4(teamSchema)),
		leads,
		isArchived: team.archivedAt !== null
	};
};

export const actions: Actions = {
	save: async ({ locals, params, request }) => {
		const viewer = requirePermission(locals, 'people:manage');
		const form = await superValidate(request, zod4(teamSchema));
		if (!form.valid) return fail(422, { form });
		const { refused } = await attempt(form, () => editTeam(db, viewer, params.id, form.data));
		if (refused) return refused;
		redirect(303, '/settings/teams');
	},
	archive: async ({ locals, params }) => {
		const viewer = requirePermission(locals, 'people:manage');
		await archiveTeam(db, viewer, params.id);
	},
	restore: async ({ locals, params }) => {
		const viewer = requirePermission(locals, 'people:manage');
		await restoreTeam(db, viewer, params.id);
	}
};
