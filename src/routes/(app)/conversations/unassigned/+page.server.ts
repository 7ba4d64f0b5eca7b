import { fail } from '@sveltejs/kit';
import { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import { db } from '#lib/server/app.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import { assignHint, listWaitingHints, matchWaiting } from '#lib/server/conversations/assigning.ts';
import { listChoices } from '#lib/server/conversations/list.ts';
import type { Actions, PageServerLoad } from './$types';

const assignment = z.object({
	hint: z.string().min(1).max(320),
	employee: z.uuid(),
	remember: z.literal('on').optional()
});

export const load: PageServerLoad = async ({ locals, url }) => {
	const viewer = requirePermission(locals, 'conversations:import');
	const [waiting, chosen] = [await listWaitingHints(db, viewer), url.searchParams.get('hint')];
	const found = waiting.find(({ hint }) => hint !== null && hint === chosen);
	return {
		title: m.waiting_title(),
		waiting,
		chosen: found ? { hint: found.hint!, count: found.count } : null,
		employees: found ? (await listChoices(db, viewer)).employees : []
	};
};

export const actions: Actions = {
	assign: async ({ locals, request }) => {
		const viewer = requirePermission(locals, 'conversations:import');
		const input = assignment.safeParse(Object.fromEntries(await request.formData()));
		if (!input.success) return fail(422, { message: m.validation_choose() });
		const { hint, employee, remember } = input.data;
		return assignHint(db, viewer, { hint, employeeId: employee, remember: remember === 'on' });
	},
	match: async ({ locals }) => {
		const viewer = requirePermission(locals, 'conversations:import');
		return matchWaiting(db, viewer);
	}
};
