import { fail, redirect } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { db } from '#lib/server/app.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import { attempt } from '#lib/server/forms.ts';
import {
	deactivateEmployee,
	editEmployee,
	getEmployee,
	reactivateEmployee
} from '#lib/server/people/employees.ts';
import { listLocations } from '#lib/server/people/locations.ts';
import { listTeams } from '#lib/server/people/teams.ts';
import type { Actions, PageServerLoad } from './$types';
import { employeeForm, readEmployeeForm } from '../../form.ts';

export const load: PageServerLoad = async ({ locals, params }) => {
	const viewer = requirePermission(locals, 'people:manage');
	const [employee, teams, locations] = await Promise.all([
		getEmployee(db, viewer, params.id),
		listTeams(db, viewer),
		listLocations(db)
	]);
	const { code, name, locale, teamId, team, locationId, location, userId, deactivatedAt } =
		employee;
	return {
		title: m.people_employee_edit(),
		form: await employeeForm({
			code,
			name,
			locale,
			email: employee.email ?? '',
			teamId: teamId ?? '',
			locationId: locationId ?? '',
			aliases: employee.aliases.join('\n')
		}),
		teams: choices(teams, teamId, team),
		locations: choices(locations, locationId, location),
		employee: { id: params.id, name, userId, deactivatedAt }
	};
};

export const actions: Actions = {
	save: async ({ locals, params, request }) => {
		const viewer = requirePermission(locals, 'people:manage');
		const { form, input } = await readEmployeeForm(request);
		if (!input) return fail(422, { form });
		const { refused } = await attempt(form, () => editEmployee(db, viewer, params.id, input));
		if (refused) return refused;
		redirect(303, '/employees');
	},
	deactivate: async ({ locals, params }) => {
		const viewer = requirePermission(locals, 'people:manage');
		await deactivateEmployee(db, viewer, params.id);
	},
	reactivate: async ({ locals, params }) => {
		const viewer = requirePermission(locals, 'people:manage');
		await reactivateEmployee(db, viewer, params.id);
	}
};

/** An archived one stays choosable where it is chosen already. */
function choices(all: { id: string; name: string }[], id: string | null, name: string | null) {
	const options = all.map(({ id, name }) => ({ value: id, text: name }));
	if (id && name && !all.some((one) => one.id === id)) options.push({ value: id, text: name });
	return options;
}
