import { fail } from '@sveltejs/kit';
import { superValidate } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import { m } from '#lib/paraglide/messages.js';
import { aiSettingsSchema, editAiSettings, getAiSettings } from '#lib/server/ai/ai-settings.ts';
import { spentThisMonth } from '#lib/server/ai/costs.ts';
import { tryService } from '#lib/server/ai/try-service.ts';
import { db, settings } from '#lib/server/app.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	requirePermission(locals, 'settings:manage');
	const [{ hasKey, ...values }, spent] = await Promise.all([getAiSettings(db), spentThisMonth(db)]);
	return {
		title: m.ai_settings(),
		form: await superValidate(values, zod4(aiSettingsSchema), { errors: false }),
		hasKey,
		spent,
		isOn: values.isOn
	};
};

export const actions: Actions = {
	save: async ({ locals, request }) => {
		const viewer = requirePermission(locals, 'settings:manage');
		const form = await superValidate(request, zod4(aiSettingsSchema));
		const { apiKey } = form.data;
		form.data.apiKey = '';
		if (!form.valid) return fail(422, { form });
		await editAiSettings(db, viewer, settings, { ...form.data, apiKey });
		form.data.dropsKey = false;
		return { form };
	},
	try: async ({ locals }) => {
		requirePermission(locals, 'settings:manage');
		return { tried: { failure: await tryService(db, settings) } };
	}
};
