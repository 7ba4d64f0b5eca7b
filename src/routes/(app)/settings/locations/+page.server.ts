import { m } from '#lib/paraglide/messages.js';
import { db } from '#lib/server/app.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import { listLocations } from '#lib/server/people/locations.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	requirePermission(locals, 'people:manage');
	const [locations, archived] = await Promise.all([
		listLocations(db),
		listLocations(db, { archived: true })
	]);
	return { title: m.people_locations(), locations, archived };
};
