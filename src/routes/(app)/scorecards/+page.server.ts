import { m } from '#lib/paraglide/messages.js';
import { can } from '#lib/permissions.ts';
import { db } from '#lib/server/app.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import { listScorecards } from '#lib/server/scorecards/scorecards.ts';
import type { PageServerLoad } from './$types';
import { templateChoices } from './template-choices.ts';

export const load: PageServerLoad = async ({ locals, url }) => {
	const viewer = requirePermission(locals, 'scorecards:read');
	const isArchive = url.searchParams.has('archived');
	const all = await listScorecards(db, viewer);
	const scorecards = all.filter(({ archivedAt }) => Boolean(archivedAt) === isArchive);
	const mayManage = can(viewer, 'scorecards:manage');
	return {
		title: m.nav_scorecards(),
		scorecards,
		archived: all.filter(({ archivedAt }) => archivedAt).length,
		isArchive,
		mayManage,
		templates: all.length || !mayManage ? [] : templateChoices()
	};
};
