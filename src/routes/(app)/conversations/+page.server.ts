import { conversationFilterSchema, placeOf, writeCursor } from '#lib/conversation-filter.ts';
import { m } from '#lib/paraglide/messages.js';
import { can } from '#lib/permissions.ts';
import { db } from '#lib/server/app.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import { getListSurroundings, listConversations } from '#lib/server/conversations/list.ts';
import type { PageServerLoad } from './$types';

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
		hasWaiting: around.hasWaiting,
		running: around.running,
		mayImport: can(viewer, 'conversations:import')
	};
};
