import { db } from '#lib/server/app.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import { downloadReport } from '#lib/server/coaching/issue.ts';
import type { RequestHandler } from './$types';

/** The issued file, byte for byte. */
export const GET: RequestHandler = async ({ locals, params }) => {
	const viewer = requirePermission(locals, 'reports:read');
	const { bytes, fileName, sha256 } = await downloadReport(db, viewer, params.id);
	return new Response(Buffer.from(bytes), {
		headers: {
			'content-type': 'application/pdf',
			'content-disposition': `attachment; filename="${fileName}"`,
			'repr-digest': `sha-256=:${Buffer.from(sha256, 'hex').toString('base64')}:`
		}
	});
};
