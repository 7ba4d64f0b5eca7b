import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { inWords } from '#lib/locales.ts';
import { m } from '#lib/paraglide/messages.js';
import { can } from '#lib/permissions.ts';
import { getLocale } from '#lib/paraglide/runtime.js';
import { db } from '#lib/server/app.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import { invalid } from '#lib/server/errors.ts';
import {
	discardDraft,
	draftFromPublished,
	publishScorecard
} from '#lib/server/scorecards/drafts.ts';
import {
	appliesSchema,
	archiveScorecard,
	duplicateScorecard,
	getScorecard,
	listTeamChoices,
	restoreScorecard,
	setApplies
} from '#lib/server/scorecards/scorecards.ts';
import { rootCauses } from '#lib/server/scorecards/templates/index.ts';
import { getScorecardVersion, listVersions } from '#lib/server/scorecards/versions.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const viewer = requirePermission(locals, 'scorecards:read');
	const entry = await getScorecard(db, viewer, params.id);
	const { published, draft, archivedAt } = entry;
	const mayManage = can(viewer, 'scorecards:manage');
	const [newest, drafted, versions, teams] = await Promise.all([
		published && getScorecardVersion(db, published.versionId),
		draft && getScorecardVersion(db, draft.versionId),
		listVersions(db, params.id),
		mayManage ? listTeamChoices(db) : []
	]);
	return {
		title: inWords((drafted ?? newest)!.name, getLocale()),
		id: entry.id,
		channels: entry.channels,
		scorecardTeams: entry.teams,
		isArchived: Boolean(archivedAt),
		mayManage,
		published: newest,
		draft: drafted,
		versions,
		teams,
		rootCauses
	};
};

const seenSchema = z.object({ versionId: z.uuid(), revision: z.coerce.number().int() });

export const actions: Actions = {
	edit: async ({ locals, params }) => {
		const viewer = requirePermission(locals, 'scorecards:manage');
		await draftFromPublished(db, viewer, params.id);
	},
	publish: async ({ locals, params, request }) => {
		const viewer = requirePermission(locals, 'scorecards:manage');
		const seen = seenSchema.safeParse(Object.fromEntries(await request.formData()));
		if (!seen.success) throw invalid(m.validation_wrong());
		await publishScorecard(db, viewer, params.id, seen.data);
	},
	discard: async ({ locals, params }) => {
		const viewer = requirePermission(locals, 'scorecards:manage');
		await discardDraft(db, viewer, params.id);
	},
	applies: async ({ locals, params, request }) => {
		const viewer = requirePermission(locals, 'scorecards:manage');
		const form = await request.formData();
		const applies = appliesSchema.safeParse({
			channels: form.getAll('channel'),
			teamIds: form.getAll('team')
		});
		if (!applies.success) throw invalid(m.validation_wrong());
		await setApplies(db, viewer, params.id, applies.data);
	},
	duplicate: async ({ locals, params }) => {
		const viewer = requirePermission(locals, 'scorecards:manage');
		const { id } = await duplicateScorecard(db, viewer, params.id);
		redirect(303, `/scorecards/${id}`);
	},
	archive: async ({ locals, params }) => {
		const viewer = requirePermission(locals, 'scorecards:manage');
		await archiveScorecard(db, viewer, params.id);
		redirect(303, '/scorecards');
	},
	restore: async ({ locals, params }) => {
		const viewer = requirePermission(locals, 'scorecards:manage');
		await restoreScorecard(db, viewer, params.id);
	}
};
