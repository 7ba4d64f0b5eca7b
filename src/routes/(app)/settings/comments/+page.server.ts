import { m } from '#lib/paraglide/messages.js';
import { db } from '#lib/server/app.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import {
	addShippedCommentTemplates,
	listCommentTemplates
} from '#lib/server/reviews/comment-templates.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	requirePermission(locals, 'comments:manage');
	const [templates, archived] = await Promise.all([
		listCommentTemplates(db),
		listCommentTemplates(db, { archived: true })
	]);
	return { title: m.settings_comments(), templates, archived };
};

export const actions: Actions = {
	shipped: async ({ locals }) => {
		const viewer = requirePermission(locals, 'comments:manage');
		await addShippedCommentTemplates(db, viewer);
	}
};
