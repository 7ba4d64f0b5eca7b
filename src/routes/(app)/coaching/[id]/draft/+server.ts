import { json } from '@sveltejs/kit';
import { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import { reportWordsSchema } from '#lib/report-words.ts';
import { db } from '#lib/server/app.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import { getStanding, saveReportDraft } from '#lib/server/coaching/reports.ts';
import { invalid } from '#lib/server/errors.ts';
import type { RequestHandler } from './$types';

const saveSchema = z.object({
	document: z.object({
		words: reportWordsSchema,
		privateNote: z.string().max(30_000).nullable()
	}),
	version: z.number().int().min(1)
});

/** What stands on the server now. */
export const GET: RequestHandler = async ({ locals, params }) => {
	const viewer = requirePermission(locals, 'coaching:write');
	return json(await getStanding(db, viewer, params.id));
};

/** Saves the draft; 409 brings what somebody else saved meanwhile. */
export const PUT: RequestHandler = async ({ locals, params, request }) => {
	const viewer = requirePermission(locals, 'coaching:write');
	const save = saveSchema.safeParse(await request.json().catch(() => null));
	if (!save.success) throw invalid(m.validation_wrong());
	const result = await saveReportDraft(db, viewer, params.id, save.data);
	return json(result, { status: result.saved ? 200 : 409 });
};
