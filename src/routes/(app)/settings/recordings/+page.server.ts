import { fail } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { db } from '#lib/server/app.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import { listRules, ruleSchema, saveRule } from '#lib/server/recordings/rules.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	requirePermission(locals, 'settings:manage');
	return { title: m.recordings_settings(), rules: await listRules(db) };
};

export const actions: Actions = {
	save: async ({ locals, request }) => {
		const viewer = requirePermission(locals, 'settings:manage');
		const form = Object.fromEntries(await request.formData());
		const rule = ruleSchema.safeParse(form);
		if (!rule.success)
			return fail(422, { source: form.source, message: m.recordings_days_wrong() });
		await saveRule(db, viewer, rule.data);
	}
};
