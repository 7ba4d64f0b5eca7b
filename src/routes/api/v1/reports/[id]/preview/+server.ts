import { endpoint } from '#lib/server/api/endpoint.ts';
import { previewReport } from '#lib/server/coaching/issue.ts';

export const GET = endpoint(
	{
		summary: 'A report as PDF as it is now, a draft too',
		permission: 'reports:read',
		download: 'application/pdf'
	},
	async ({ db, viewer, params }) => {
		const bytes = await previewReport(db, viewer, params.id);
		return new Response(new Uint8Array(bytes), { headers: { 'content-type': 'application/pdf' } });
	}
);
