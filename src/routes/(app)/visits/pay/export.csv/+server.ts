import { m } from '#lib/paraglide/messages.js';
import { db } from '#lib/server/app.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import { invalid } from '#lib/server/errors.ts';
import { exportPay, monthSchema } from '#lib/server/visits/pay.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, url }) => {
	const viewer = requirePermission(locals, 'programmes:manage');
	const month = monthSchema.safeParse(url.searchParams.get('month'));
	if (!month.success) throw invalid(m.validation_wrong(), 'month');
	return new Response(await exportPay(db, viewer, month.data), {
		headers: {
			'content-type': 'text/csv; charset=utf-8',
			'content-disposition': `attachment; filename="pay-${month.data}.csv"`
		}
	});
};
