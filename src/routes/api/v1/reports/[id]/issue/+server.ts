import { endpoint } from '#lib/server/api/endpoint.ts';
import { reportAnswer, reportIssue } from '#lib/server/api/reports.ts';
import { issueReport } from '#lib/server/coaching/issue.ts';
import { getReport } from '#lib/server/coaching/reports.ts';

export const POST = endpoint(
	{
		summary: 'Issue a report: its PDF is frozen',
		description: 'Safe to repeat: what was issued is left as it is.',
		permission: 'coaching:write',
		body: reportIssue,
		answer: reportAnswer
	},
	async ({ db, viewer, params, body }) => {
		await issueReport(db, viewer, params.id, body);
		return getReport(db, viewer, params.id);
	}
);
