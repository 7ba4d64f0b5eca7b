import { fail, redirect } from '@sveltejs/kit';
import { superValidate } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';
import { db } from '#lib/server/app.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import { importScorecard, type FileProblem } from '#lib/server/scorecards/exchange.ts';
import { createFromTemplate, createScorecard } from '#lib/server/scorecards/scorecards.ts';
import { templateChoices } from '../template-choices.ts';
import type { Actions, PageServerLoad } from './$types';

const schema = z.object({ name: z.string().trim().min(1).max(200) });

export const load: PageServerLoad = async ({ locals }) => {
	requirePermission(locals, 'scorecards:manage');
	return {
		title: m.scorecards_new(),
		form: await superValidate(zod4(schema)),
		templates: templateChoices()
	};
};

export const actions: Actions = {
	template: async ({ locals, request }) => {
		const viewer = requirePermission(locals, 'scorecards:manage');
		const key = String((await request.formData()).get('key'));
		const { id } = await createFromTemplate(db, viewer, key);
		redirect(303, `/scorecards/${id}`);
	},
	empty: async ({ locals, request }) => {
		const viewer = requirePermission(locals, 'scorecards:manage');
		const form = await superValidate(request, zod4(schema));
		if (!form.valid) return fail(422, { form });
		const { id } = await createScorecard(db, viewer, { name: { [getLocale()]: form.data.name } });
		redirect(303, `/scorecards/${id}`);
	},
	import: async ({ locals, request }) => {
		const viewer = requirePermission(locals, 'scorecards:manage');
		const file = (await request.formData()).get('file');
		if (!(file instanceof File) || !file.size)
			return refuse([{ path: '', message: m.scorecards_file_missing() }]);
		const made = await importScorecard(db, viewer, await file.text());
		if (made.problems) return refuse(made.problems);
		redirect(303, `/scorecards/${made.id}`);
	}
};

const refuse = (problems: FileProblem[]) => fail(422, { problems });
