import { endpoint } from '#lib/server/api/endpoint.ts';
import { deactivateEmployee } from '#lib/server/people/employees.ts';

export const POST = endpoint(
	{ summary: 'Has left: out of the lists, history kept', permission: 'people:manage' },
	({ db, viewer, params }) => deactivateEmployee(db, viewer, params.id)
);
