import { endpoint } from '#lib/server/api/endpoint.ts';
import { reportAnswer } from '#lib/server/api/reports.ts';
import { getReport } from '#lib/server/coaching/reports.ts';

export const GET = endpoint(
	{
		summary: 'One report with all that stands in it',
		permission: 'reports:read',
		answer: reportAnswer
	},
	({ db, viewer, params }) => getReport(db, viewer, params.id)
);
