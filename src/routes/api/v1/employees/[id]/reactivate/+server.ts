import { endpoint } from '#lib/server/api/endpoint.ts';
import { reactivateEmployee } from '#lib/server/people/employees.ts';

export const POST = endpoint(
	{ summary: 'Is back', permission: 'people:manage' },
	({ db, viewer, params }) => reactivateEmployee(db, viewer, params.id)
);
