import { getLocale } from '#lib/paraglide/runtime.js';
import { db } from '#lib/server/app.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import { exportCsv } from '#lib/server/visits/programme-results/export.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params }) => {
	const viewer = requirePermission(locals, 'visits:check');
	const { text, fileName } = await exportCsv(db, viewer, params.id, getLocale());
	return new Response(text, {
		headers: {
			'content-type': 'text/csv; charset=utf-8',
			'content-disposition': `attachment; filename="${fileName}.csv"`
		}
	});
};
