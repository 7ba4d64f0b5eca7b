import { fail } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { db } from '#lib/server/app.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import { importXlsForm } from '#lib/server/scorecards/xlsform/import.ts';
import type { Actions, PageServerLoad } from './$types';

const mostBytes = 5_000_000;
const mostShown = 200;

export const load: PageServerLoad = ({ locals }) => {
	requirePermission(locals, 'scorecards:manage');
	return { title: m.xlsform_import() };
};

export const actions: Actions = {
	default: async ({ locals, request }) => {
		const viewer = requirePermission(locals, 'scorecards:manage');
		const file = (await request.formData()).get('file');
		if (!(file instanceof File) || !file.size || file.size > mostBytes)
			return fail(422, { problem: m.scorecards_file_missing() });
		const bytes = Buffer.from(await file.arrayBuffer());
		const made = await importXlsForm(db, viewer, { fileName: file.name, bytes });
		if ('faults' in made) return fail(422, { faults: made.faults.slice(0, mostShown) });
		return { made: { id: made.id, notTaken: made.notTaken.slice(0, mostShown) } };
	}
};
