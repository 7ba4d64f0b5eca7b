import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { conversationFilterSchema, placeOf, writeCursor } from '#lib/conversation-filter.ts';
import { m } from '#lib/paraglide/messages.js';
import { can } from '#lib/permissions.ts';
import { db } from '#lib/server/app.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import { getListSurroundings, listConversations } from '#lib/server/conversations/list.ts';
import { removeView, saveView, viewNameSchema } from '#lib/server/conversations/saved-views.ts';
import { invalid } from '#lib/server/errors.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const viewer = requirePermission(locals, 'conversations:read');
	const filter = conversationFilterSchema.parse(Object.fromEntries(url.searchParams));
	const [page, around] = await Promise.all([
		listConversations(db, viewer, filter, placeOf(url.searchParams)),
		getListSurroundings(db, viewer, filter)
	]);
	return {
		title: m.nav_conversations(),
		conversations: page.rows.map(({ at: _at, ...row }) => row),
		newer: page.newer && writeCursor(page.newer),
		older: page.older && writeCursor(page.older),
		filter,
		names: { employee: around.employee, team: around.team },
		standards: around.standards ?? {},
		views: around.views,
		hasWaiting: around.hasWaiting,
		running: around.running,
		mayImport: can(viewer, 'conversations:import')
	};
};

export const actions: Actions = {
	saveView: async ({ locals, request }) => {
		const viewer = requirePermission(locals, 'conversations:read');
		const sent = Object.entries(Object.fromEntries(await request.formData()));
		const named = viewNameSchema.safeParse(Object.fromEntries(sent));
		if (!named.success) throw invalid(m.validation_wrong());
		const asked = sent.map(([name, value]) => [name.replace(/^filter-/, ''), value]);
		const filter = conversationFilterSchema.parse(Object.fromEntries(asked));
		await saveView(db, viewer, named.data.name, filter);
		const query = Object.entries(filter).filter(([, value]) => value) as [string, string][];
		redirect(303, `/conversations?${new URLSearchParams(query)}`);
	},
	removeView: async ({ locals, request }) => {
		const viewer = requirePermission(locals, 'conversations:read');
		const id = z.uuid().safeParse((await request.formData()).get('id'));
		if (!id.success) throw invalid(m.validation_wrong());
		await removeView(db, viewer, id.data);
	}
};
