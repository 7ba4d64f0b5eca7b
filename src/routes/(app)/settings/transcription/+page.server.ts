import { fail } from '@sveltejs/kit';
import { superValidate } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import { m } from '#lib/paraglide/messages.js';
import { db, settings } from '#lib/server/app.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import {
	editTranscriptionSettings,
	getTranscriptionSettings,
	spentOnTranscripts,
	transcriptionSettingsSchema
} from '#lib/server/recordings/transcription/settings.ts';
import { tryTranscriber } from '#lib/server/recordings/transcription/try.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	requirePermission(locals, 'settings:manage');
	const [{ hasKey, ...values }, spent] = await Promise.all([
		getTranscriptionSettings(db),
		spentOnTranscripts(db)
	]);
	return {
		title: m.transcription_settings(),
		form: await superValidate(values, zod4(transcriptionSettingsSchema), { errors: false }),
		hasKey,
		spent,
		isOn: values.isOn
	};
};

export const actions: Actions = {
	save: async ({ locals, request }) => {
		const viewer = requirePermission(locals, 'settings:manage');
		const form = await superValidate(request, zod4(transcriptionSettingsSchema));
		const { apiKey } = form.data;
		form.data.apiKey = '';
		if (!form.valid) return fail(422, { form });
		await editTranscriptionSettings(db, viewer, settings, { ...form.data, apiKey });
		form.data.dropsKey = false;
		return { form };
	},
	try: async ({ locals }) => {
		requirePermission(locals, 'settings:manage');
		return { tried: { failure: await tryTranscriber(db, settings) } };
	}
};
