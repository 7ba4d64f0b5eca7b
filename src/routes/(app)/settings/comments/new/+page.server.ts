import { fail, redirect } from '@sveltejs/kit';
import { superValidate } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import { m } from '#lib/paraglide/messages.js';
import { db } from '#lib/server/app.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import {
	addCommentTemplate,
	commentTemplateSchema
} from '#lib/server/reviews/comment-templates.ts';
import { listLibrary } from '#lib/server/scorecards/library.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	requirePermission(locals, 'comments:manage');
	return {
		title: m.settings_comment_add(),
		form: await superValidate(zod4(commentTemplateSchema)),
		criteria: (await listLibrary(db)).map(({ criterion: { key, name } }) => ({ key, name }))
	};
};

export const actions: Actions = {
	default: async ({ locals, request }) => {
		const viewer = requirePermission(locals, 'comments:manage');
		const form = await superValidate(request, zod4(commentTemplateSchema));
		if (!form.valid) return fail(422, { form });
		await addCommentTemplate(db, viewer, form.data);
		redirect(303, '/settings/comments');
	}
};
