import { m } from '#lib/paraglide/messages.js';
import { db } from '#lib/server/app.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import { openVisitForm } from '#lib/server/visits/writing.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const viewer = requirePermission(locals, 'visits:file');
	const { visit, draft, definition, comments } = await openVisitForm(db, viewer, params.id);
	return {
		title: m.visits_form_title({ place: visit.locationName }),
		id: visit.id,
		scorecardVersionId: visit.scorecardVersionId,
		place: visit.locationName,
		draft,
		definition,
		comments
	};
};
