import { z } from 'zod';
import { endpoint } from '#lib/server/api/endpoint.ts';
import {
	employeeAnswer,
	employeeBody,
	employeeEntry,
	employeeInput
} from '#lib/server/api/people.ts';
import { pageFrom, pageOf, pageQuery } from '#lib/server/api/shapes.ts';
import { addEmployee, getEmployee, listEmployees } from '#lib/server/people/employees.ts';

export const GET = endpoint(
	{
		summary: 'Employees by name',
		permission: 'employees:read',
		query: pageQuery(
			{
				search: z
					.string()
					.max(200)
					.optional()
					.meta({ description: 'In name, code, e-mail or alias.' }),
				teamId: z.uuid().optional(),
				locationId: z.uuid().optional(),
				state: z.enum(['active', 'inactive', 'all']).default('active')
			},
			z.uuid()
		),
		answer: pageOf(employeeEntry)
	},
	async ({ db, viewer, query: { limit, cursor, ...filter } }) =>
		pageFrom(await listEmployees(db, viewer, { ...filter, after: cursor }, limit))
);

export const POST = endpoint(
	{
		summary: 'Add an employee',
		description: 'Safe to repeat: a code exists once, so a second call is refused with 422.',
		permission: 'people:manage',
		body: employeeBody,
		answer: employeeAnswer,
		status: 201
	},
	async ({ db, viewer, body }) =>
		getEmployee(db, viewer, await addEmployee(db, viewer, employeeInput(body)))
);
