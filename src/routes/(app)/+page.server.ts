import { m } from '#lib/paraglide/messages.js';
import type { Viewer } from '#lib/permissions.ts';
import { db, pool, settings } from '#lib/server/app.ts';
import { requireViewer } from '#lib/server/auth/guards.ts';
import { adminHome, employeeHome, leadHome, reviewerHome } from '#lib/server/coaching/homes.ts';
import { listVisits } from '#lib/server/visits/visits.ts';
import type { VisitState } from '#lib/visit-states.ts';
import type { PageServerLoad } from './$types';

/** What waits for a shopper. */
const shopperStates: VisitState[] = ['planned', 'taken', 'in_progress', 'returned'];

export const load: PageServerLoad = async ({ locals }) => {
	const viewer = requireViewer(locals);
	return { title: m.nav_home(), home: await homeOf(viewer) };
};

async function homeOf(viewer: Viewer) {
	switch (viewer.role) {
		case 'reviewer':
			return { role: viewer.role, ...(await reviewerHome(db, viewer)) };
		case 'lead':
			return { role: viewer.role, ...(await leadHome(db, viewer)) };
		case 'employee':
			return { role: viewer.role, ...(await employeeHome(db, viewer)) };
		case 'admin':
			return { role: viewer.role, ...(await adminHome({ db, pool }, viewer, settings)) };
		case 'shopper':
			return { role: viewer.role, visits: await listVisits(db, viewer, { states: shopperStates }) };
	}
}
