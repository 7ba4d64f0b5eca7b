import { m } from '#lib/paraglide/messages.js';
import { db } from '#lib/server/app.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import { beginVisit, openVisitForm } from '#lib/server/visits/writing.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const viewer = requirePermission(locals, 'visits:file');
	const { visit, ...form } = await openVisitForm(db, viewer, params.id);
	const { id: visitId, locationName: place } = visit;
	return {
		title: m.visits_form_title({ place }),
		form: { visitId, place, ...form },
		isBegun: visit.state !== 'taken'
	};
};

export const actions: Actions = {
	begin: async ({ locals, params }) => {
		const viewer = requirePermission(locals, 'visits:file');
		await beginVisit(db, viewer, params.id);
	}
};
