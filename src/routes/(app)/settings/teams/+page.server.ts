import { m } from '#lib/paraglide/messages.js';
import { db } from '#lib/server/app.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import { listTeams } from '#lib/server/people/teams.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	const viewer = requirePermission(locals, 'people:manage');
	const [teams, archived] = await Promise.all([
		listTeams(db, viewer),
		listTeams(db, viewer, { archived: true })
	]);
	return { title: m.people_teams(), teams, archived };
};
