import { fail, redirect } from '@sveltejs/kit';
import { superValidate } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import { m } from '#lib/paraglide/messages.js';
import { db } from '#lib/server/app.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import {
	archiveCommentTemplate,
	commentTemplateSchema,
	editCommentTemplate,
	getCommentTemplate,
	restoreCommentTemplate
} from '#lib/server/reviews/comment-templates.ts';
import { listLibrary } from '#lib/server/scorecards/library.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	requirePermission(locals, 'comments:manage');
	const { text, criterion, archivedAt } = await getCommentTemplate(db, params.id);
	return {
		title: m.settings_comment(),
		form: await superValidate({ ...text, criterion: criterion ?? '' }, zod4(commentTemplateSchema)),
		criteria: (await listLibrary(db)).map(({ criterion: { key, name } }) => ({ key, name })),
		isArchived: archivedAt !== null
	};
};

export const actions: Actions = {
	save: async ({ locals, params, request }) => {
		const viewer = requirePermission(locals, 'comments:manage');
		const form = await superValidate(request, zod4(commentTemplateSchema));
		if (!form.valid) return fail(422, { form });
		await editCommentTemplate(db, viewer, params.id, form.data);
		redirect(303, '/settings/comments');
	},
	archive: async ({ locals, params }) => {
		const viewer = requirePermission(locals, 'comments:manage');
		await archiveCommentTemplate(db, viewer, params.id);
	},
	restore: async ({ locals, params }) => {
		const viewer = requirePermission(locals, 'comments:manage');
		await restoreCommentTemplate(db, viewer, params.id);
	}
};
