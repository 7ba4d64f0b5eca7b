import { db } from '#lib/server/app.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import { writeEmployees } from '#lib/server/people/employee-file.ts';
import { readFilter } from '../filter.ts';

export const GET = async ({ locals, url }) => {
	const viewer = requirePermission(locals, 'employees:read');
	return new Response(await writeEmployees(db, viewer, readFilter(url)), {
		headers: {
			'content-type': 'text/csv; charset=utf-8',
			'content-disposition': 'attachment; filename="employees.csv"'
		}
	});
};
