import { z } from 'zod';
import { endpoint } from '#lib/server/api/endpoint.ts';
import { reportAnswer, reportEntry, reportStart } from '#lib/server/api/reports.ts';
import { pageFrom, pageOf, pageQuery } from '#lib/server/api/shapes.ts';
import { listReports } from '#lib/server/coaching/report-list.ts';
import { getReport, startReport } from '#lib/server/coaching/reports.ts';

export const GET = endpoint(
	{
		summary: 'Coaching reports, newest first',
		permission: 'reports:read',
		query: pageQuery(
			{
				employeeId: z.uuid().optional(),
				state: z.enum(['draft', 'issued', 'acknowledged']).optional()
			},
			z.uuid()
		),
		answer: pageOf(reportEntry)
	},
	async ({ db, viewer, query: { cursor, ...filter } }) =>
		pageFrom(await listReports(db, viewer, { ...filter, after: cursor }))
);

export const POST = endpoint(
	{
		summary: 'Begin a report, filled from the data',
		description:
			'Safe to repeat: an employee and a period have one draft, and a second call returns it.',
		permission: 'coaching:write',
		body: reportStart,
		answer: reportAnswer,
		status: 201
	},
	async ({ db, viewer, body }) => getReport(db, viewer, await startReport(db, viewer, body))
);
