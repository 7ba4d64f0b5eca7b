import { isHttpError } from '@sveltejs/kit';
import { Option, type Command } from 'commander';
import type { Viewer } from '../lib/permissions.ts';
import type { Db } from '../lib/server/db/database.ts';
import { getEmployeeByCode, listEmployees } from '../lib/server/people/employees.ts';
import { CommandError } from './errors.ts';
import { actor, withHouse } from './house.ts';
import { everyRow, printList } from './print.ts';

/** Adds `employee list`. */
export const addEmployees = (program: Command) =>
	program
		.command('employee')
		.description('people who are judged')
		.command('list')
		.description('employees by name')
		.addOption(
			new Option('--state <state>').choices(['active', 'inactive', 'all']).default('active')
		)
		.option('--json')
		.action(async ({ state, json }) => {
			const rows = await withHouse(async ({ db }) => {
				const viewer = await actor(db, undefined, 'employees:read');
				return everyRow((after) => listEmployees(db, viewer, { state, after }, 500));
			});
			printList(
				rows.map(({ code, name, email, team, location, locale, deactivatedAt }) => {
					const state = deactivatedAt ? 'inactive' : 'active';
					return { code, name, email, team, location, locale, state };
				}),
				json
			);
		});

/** The employee of this code. */
export async function employeeOf(db: Db, viewer: Viewer, code: string) {
	try {
		return await getEmployeeByCode(db, viewer, code);
	} catch (error) {
		if (!isHttpError(error, 404)) throw error;
		throw new CommandError(`No employee has the code ${code}.`);
	}
}
