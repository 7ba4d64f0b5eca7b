import { validate } from 'uuid';
import { m } from '#lib/paraglide/messages.js';
import { can } from '#lib/permissions.ts';
import { db } from '#lib/server/app.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import { listBoard } from '#lib/server/visits/assignment.ts';
import { pageOfVisits } from '#lib/server/visits/visits.ts';
import { checkStates, openStates, type VisitState } from '#lib/visit-states.ts';
import type { PageServerLoad } from './$types';

const shown: Record<string, VisitState[]> = {
	check: [...checkStates, 'returned'],
	open: [...openStates, 'expired'],
	done: ['approved', 'released', 'excluded', 'cancelled']
};

export const load: PageServerLoad = async ({ locals, url }) => {
	const viewer = requirePermission(locals, 'visits:read');
	const asked = url.searchParams.get('show') ?? '';
	const show = Object.hasOwn(shown, asked) ? asked : 'check';
	const isShopper = can(viewer, 'visits:file');
	const last = url.searchParams.get('after');
	const after = last && validate(last) ? last : undefined;
	const [{ rows: visits, next }, board] = await Promise.all([
		pageOfVisits(db, viewer, isShopper ? { after } : { states: shown[show], after }),
		isShopper ? listBoard(db, viewer) : null
	]);
	const mayManage = can(viewer, 'programmes:manage');
	return { title: m.nav_visits(), visits, next, board, show, mayManage };
};
