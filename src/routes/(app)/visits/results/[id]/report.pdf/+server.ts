import { db, recordingDesk } from '#lib/server/app.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import { makeVisitReport } from '#lib/server/visits/visit-report.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params }) => {
	const viewer = requirePermission(locals, 'visits:results');
	const { bytes, fileName } = await makeVisitReport(
		db,
		() => recordingDesk.files(),
		viewer,
		params.id,
		viewer.locale
	);
	return new Response(Buffer.from(bytes), {
		headers: {
			'content-type': 'application/pdf',
			'content-disposition': `attachment; filename="${fileName}"`
		}
	});
};
