import { json } from '@sveltejs/kit';
import { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import { reviewDraftSchema } from '#lib/review.ts';
import { db } from '#lib/server/app.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import { invalid } from '#lib/server/errors.ts';
import { submitReview } from '#lib/server/reviews/submit.ts';
import type { RequestHandler } from './$types';

const schema = z.object({
	document: reviewDraftSchema,
	reason: z.string().trim().max(2000).default('')
});

/** Freezes the review; 422 says what is missing. */
export const POST: RequestHandler = async ({ locals, params, request }) => {
	const viewer = requirePermission(locals, 'reviews:score');
	const submission = schema.safeParse(await request.json().catch(() => null));
	if (!submission.success) throw invalid(m.validation_wrong());
	const result = await submitReview(db, viewer, params.id, submission.data);
	return json(result, { status: result.submitted ? 200 : 422 });
};
