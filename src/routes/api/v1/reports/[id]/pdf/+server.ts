import { endpoint } from '#lib/server/api/endpoint.ts';
import { downloadReport } from '#lib/server/coaching/issue.ts';

export const GET = endpoint(
	{
		summary: 'The file of an issued report, byte for byte',
		permission: 'reports:read',
		download: 'application/pdf'
	},
	async ({ db, viewer, params }) => {
		const { bytes, fileName, sha256 } = await downloadReport(db, viewer, params.id);
		return new Response(new Uint8Array(bytes), {
			headers: {
				'content-type': 'application/pdf',
				'content-disposition': `attachment; filename="${fileName}"`,
				etag: `"${sha256}"`
			}
		});
	}
);
