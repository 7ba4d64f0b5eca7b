import { fail, redirect } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { db } from '#lib/server/app.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import { attempt } from '#lib/server/forms.ts';
import { addEmployee } from '#lib/server/people/employees.ts';
import { listLocations } from '#lib/server/people/locations.ts';
import { listTeams } from '#lib/server/people/teams.ts';
import type { Actions, PageServerLoad } from './$types';
import { employeeForm, readEmployeeForm } from '../form.ts';

export const load: PageServerLoad = async ({ locals, url }) => {
	const viewer = requirePermission(locals, 'people:manage');
	const [teams, locations] = await Promise.all([listTeams(db, viewer), listLocations(db)]);
	return {
		title: m.people_employee_add(),
		form: await employeeForm({ locale: viewer.locale, name: url.searchParams.get('name') ?? '' }),
		teams: teams.map(({ id, name }) => ({ value: id, text: name })),
		locations: locations.map(({ id, name }) => ({ value: id, text: name }))
	};
};

export const actions: Actions = {
	default: async ({ locals, request }) => {
		const viewer = requirePermission(locals, 'people:manage');
		const { form, input } = await readEmployeeForm(request);
		if (!input) return fail(422, { form });
		const { refused } = await attempt(form, () => addEmployee(db, viewer, input));
		if (refused) return refused;
		redirect(303, '/employees');
	}
};
