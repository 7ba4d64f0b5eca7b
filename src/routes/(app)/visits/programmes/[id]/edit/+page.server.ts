import { redirect } from '@sveltejs/kit';
import { db } from '#lib/server/app.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import { listLocations } from '#lib/server/people/locations.ts';
import {
	editProgramme,
	getProgramme,
	listForms,
	programmeInput
} from '#lib/server/visits/programmes.ts';
import type { Actions, PageServerLoad } from './$types';
import { attemptProgramme } from '../../read-programme.ts';

export const load: PageServerLoad = async ({ locals, params }) => {
	requirePermission(locals, 'programmes:manage');
	const [programme, forms, locations] = await Promise.all([
		getProgramme(db, params.id),
		listForms(db),
		listLocations(db)
	]);
	const { scorecardVersionId, scorecardName, scorecardNumber } = programme;
	const current = { versionId: scorecardVersionId, name: scorecardName, number: scorecardNumber };
	const isListed = forms.some(({ versionId }) => versionId === scorecardVersionId);
	return {
		title: programme.name,
		id: programme.id,
		start: programmeInput(programme),
		forms: isListed ? forms : [current, ...forms],
		locations: locations.map(({ id, name, code }) => ({ id, name, code }))
	};
};

export const actions: Actions = {
	default: async ({ locals, params, request }) => {
		const viewer = requirePermission(locals, 'programmes:manage');
		const { refused } = await attemptProgramme(request, (input) =>
			editProgramme(db, viewer, params.id, input)
		);
		if (refused) return refused;
		redirect(303, `/visits/programmes/${params.id}`);
	}
};
