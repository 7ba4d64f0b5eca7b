import { getLocale } from '#lib/paraglide/runtime.js';
import { db } from '#lib/server/app.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import { exportXlsx } from '#lib/server/visits/programme-results/export.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params }) => {
	const viewer = requirePermission(locals, 'visits:check');
	const { bytes, fileName } = await exportXlsx(db, viewer, params.id, getLocale());
	return new Response(new Uint8Array(bytes), {
		headers: {
			'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
			'content-disposition': `attachment; filename="${fileName}.xlsx"`
		}
	});
};
