import { fail, isHttpError } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { db, photoDesk, recordingDesk, settings } from '#lib/server/app.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import { importUnsent } from '#lib/server/visits/importing.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) => {
	requirePermission(locals, 'programmes:manage');
	return { title: m.visits_import_title() };
};

export const actions: Actions = {
	default: async ({ locals, request }) => {
		const viewer = requirePermission(locals, 'programmes:manage');
		const file = (await request.formData()).get('file');
		if (!(file instanceof File) || !file.size)
			return fail(422, { problem: m.visits_import_no_file() });
		const place = { files: await recordingDesk.files(), secret: settings };
		try {
			const imported = await importUnsent(db, place, viewer, await file.text());
			void photoDesk.settle();
			return { imported };
		} catch (error) {
			if (!isHttpError(error, 422)) throw error;
			return fail(422, { problem: error.body.message });
		}
	}
};
