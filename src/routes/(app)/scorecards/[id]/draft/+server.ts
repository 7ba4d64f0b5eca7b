import { json } from '@sveltejs/kit';
import { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import { db } from '#lib/server/app.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import { invalid, notFound } from '#lib/server/errors.ts';
import { findDraft, saveDraft } from '#lib/server/scorecards/drafts.ts';
import { contentSchema, getScorecard } from '#lib/server/scorecards/scorecards.ts';
import type { ScorecardVersion } from '#lib/server/scorecards/versions.ts';
import type { RequestHandler } from './$types';

const saveSchema = z.object({ document: contentSchema, version: z.number().int().min(1) });

/** What stands on the server now, of the draft `?of=`. */
export const GET: RequestHandler = async ({ locals, params, url }) => {
	const viewer = requirePermission(locals, 'scorecards:manage');
	await getScorecard(db, viewer, params.id);
	const draft = await findDraft(db, params.id);
	if (!draft || draft.id !== url.searchParams.get('of')) throw notFound();
	return json(standing(draft));
};

/** Saves the draft `?of=`; 409 brings what somebody else saved meanwhile. */
export const PUT: RequestHandler = async ({ locals, params, request, url }) => {
	const viewer = requirePermission(locals, 'scorecards:manage');
	const save = saveSchema.safeParse(await request.json().catch(() => null));
	if (!save.success) throw invalid(m.validation_wrong());
	const { document, version: revision } = save.data;
	const versionId = url.searchParams.get('of') ?? '';
	const result = await saveDraft(db, viewer, params.id, { ...document, versionId, revision });
	return result.saved
		? json({ version: result.revision })
		: json(standing(result.draft), { status: 409 });
};

const standing = ({ name, description, definition, revision, updatedAt }: ScorecardVersion) => ({
	document: { name, description, definition },
	version: revision,
	updatedAt
});
