import { endpoint } from '#lib/server/api/endpoint.ts';
import { employeeAnswer, employeeBody, employeeInput } from '#lib/server/api/people.ts';
import { editEmployee, getEmployee } from '#lib/server/people/employees.ts';

export const GET = endpoint(
	{ summary: 'One employee', permission: 'employees:read', answer: employeeAnswer },
	({ db, viewer, params }) => getEmployee(db, viewer, params.id)
);

export const PUT = endpoint(
	{
		summary: 'Change an employee',
		description: 'Replaces everything; what is left out takes its default.',
		permission: 'people:manage',
		body: employeeBody,
		answer: employeeAnswer
	},
	async ({ db, viewer, params, body }) => {
		await editEmployee(db, viewer, params.id, employeeInput(body));
		return getEmployee(db, viewer, params.id);
	}
);
