import { json } from '@sveltejs/kit';
import { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import { db } from '#lib/server/app.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import { invalid, notFound } from '#lib/server/errors.ts';
import { findVisitDraft, saveVisitDraft } from '#lib/server/visits/writing.ts';
import { visitDocumentSchema } from '#lib/visit-document.ts';
import type { RequestHandler } from './$types';

const saveSchema = z.object({
	document: visitDocumentSchema,
	version: z.number().int().min(1),
	tab: z.string().max(64)
});

export const GET: RequestHandler = async ({ locals, params }) => {
	const viewer = requirePermission(locals, 'visits:file');
	const draft = await findVisitDraft(db, viewer, params.id);
	if (!draft) throw notFound();
	return json(draft);
};

/** 409 brings what another tab saved meanwhile. */
export const PUT: RequestHandler = async ({ locals, params, request }) => {
	const viewer = requirePermission(locals, 'visits:file');
	const save = saveSchema.safeParse(await request.json().catch(() => null));
	if (!save.success) throw invalid(m.validation_wrong());
	const result = await saveVisitDraft(db, viewer, params.id, save.data);
	return json(result, { status: result.saved ? 200 : 409 });
};
