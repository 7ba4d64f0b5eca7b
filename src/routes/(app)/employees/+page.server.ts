import { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import { can } from '#lib/permissions.ts';
import { db } from '#lib/server/app.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import { listEmployees } from '#lib/server/people/employees.ts';
import { listLocations } from '#lib/server/people/locations.ts';
import { listTeams } from '#lib/server/people/teams.ts';
import type { PageServerLoad } from './$types';
import { readFilter } from './filter.ts';

export const load: PageServerLoad = async ({ locals, url }) => {
	const viewer = requirePermission(locals, 'employees:read');
	const filter = readFilter(url);
	const after = z
		.uuid()
		.optional()
		.catch(undefined)
		.parse(url.searchParams.get('after') ?? undefined);
	const [{ rows, next }, teams, locations] = await Promise.all([
		listEmployees(db, viewer, { ...filter, after }),
		listTeams(db, viewer),
		listLocations(db)
	]);
	return {
		title: m.nav_employees(),
		employees: rows,
		next,
		filter,
		teams: teams.map(({ id, name }) => ({ value: id, text: name })),
		locations: locations.map(({ id, name }) => ({ value: id, text: name })),
		mayManage: can(viewer, 'people:manage')
	};
};
