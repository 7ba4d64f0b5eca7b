import { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import { endpoint } from '#lib/server/api/endpoint.ts';
import { ProblemError } from '#lib/server/api/problems.ts';
import { draftDocument, readReview, reviewAnswer } from '#lib/server/api/reviews.ts';
import { submitReview } from '#lib/server/reviews/submit.ts';

export const POST = endpoint(
	{
		summary: 'Submit a review: its ratings and score are frozen',
		description:
			'422 lists what is still missing, by criterion. Safe to repeat: what was submitted is left as it is.',
		permission: 'reviews:score',
		body: z.strictObject({
			document: draftDocument,
			reason: z
				.string()
				.trim()
				.max(2000)
				.default('')
				.meta({ description: 'Why it is revised; not for the first submit.' })
		}),
		answer: reviewAnswer
	},
	async ({ db, viewer, params, body }) => {
		const result = await submitReview(db, viewer, params.id, body);
		if (result.submitted) return readReview(db, viewer, params.id);
		const errors = result.missing.map(({ criterion, what }) => ({
			path: `document.ratings.${criterion}`,
			message: what
		}));
		const detail = m.api_review_incomplete();
		throw new ProblemError({ status: 422, code: 'incomplete', detail, errors });
	}
);
