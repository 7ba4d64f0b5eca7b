import { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import { db } from '#lib/server/app.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import { invalid, notFound } from '#lib/server/errors.ts';
import {
	approvePay,
	listPay,
	monthSchema,
	paySchema,
	withdrawPay
} from '#lib/server/visits/pay.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const viewer = requirePermission(locals, 'programmes:manage');
	const asked = monthSchema.safeParse(url.searchParams.get('month'));
	const month = asked.success ? asked.data : new Date().toISOString().slice(0, 7);
	return { title: m.pay_title(), month, rows: await listPay(db, viewer, month) };
};

export const actions: Actions = {
	approve: async ({ locals, request }) => {
		const viewer = requirePermission(locals, 'programmes:manage');
		const form = paySchema
			.extend({ visitId: z.uuid() })
			.safeParse(Object.fromEntries(await request.formData()));
		if (!form.success) throw invalid(m.validation_wrong());
		const { visitId, ...input } = form.data;
		await approvePay(db, viewer, visitId, input);
	},
	withdraw: async ({ locals, request }) => {
		const viewer = requirePermission(locals, 'programmes:manage');
		const id = z.uuid().safeParse((await request.formData()).get('visitId'));
		if (!id.success) throw notFound();
		await withdrawPay(db, viewer, id.data);
	}
};
