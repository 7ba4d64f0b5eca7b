import { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import { endpoint } from '#lib/server/api/endpoint.ts';
import { draftAnswer, draftDocument } from '#lib/server/api/reviews.ts';
import { conflict, notFound } from '#lib/server/errors.ts';
import { findDraft, saveDraft } from '#lib/server/reviews/drafts.ts';

export const GET = endpoint(
	{ summary: 'Your draft', permission: 'reviews:score', answer: draftAnswer },
	async ({ db, viewer, params }) => {
		const draft = await findDraft(db, viewer, params.id);
		if (!draft) throw notFound();
		return draft;
	}
);

export const PUT = endpoint(
	{
		summary: 'Save your draft: ratings and comments as far as they are',
		description:
			'`version` is the one that you read; 409 when somebody saved since. Safe to repeat: the same document sent twice is saved once.',
		permission: 'reviews:score',
		body: z.strictObject({ document: draftDocument, version: z.int().min(1) }),
		answer: z.object({ version: z.int().meta({ description: 'For the next save.' }) })
	},
	async ({ db, viewer, params, body }) => {
		const result = await saveDraft(db, viewer, params.id, { ...body, tab: 'api' });
		if (!result.saved) throw conflict(m.api_draft_changed({ version: result.version }));
		return result;
	}
);
