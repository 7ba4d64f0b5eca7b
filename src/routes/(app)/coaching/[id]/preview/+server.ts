import { db } from '#lib/server/app.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import { previewReport } from '#lib/server/coaching/issue.ts';
import type { RequestHandler } from './$types';

/** The pages as they are or will be. The one answer that our own pages may put into a frame. */
export const GET: RequestHandler = async ({ locals, params }) => {
	const viewer = requirePermission(locals, 'reports:read');
	const bytes = await previewReport(db, viewer, params.id);
	return new Response(Buffer.from(bytes), {
		headers: {
			'content-type': 'application/pdf',
			'content-disposition': 'inline',
			'content-security-policy': "frame-ancestors 'self'",
			'x-frame-options': 'SAMEORIGIN'
		}
	});
};
