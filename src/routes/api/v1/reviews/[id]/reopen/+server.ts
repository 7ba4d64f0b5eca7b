import { endpoint } from '#lib/server/api/endpoint.ts';
import { readReview, reviewAnswer } from '#lib/server/api/reviews.ts';
import { reviseReview } from '#lib/server/reviews/drafts.ts';

export const POST = endpoint(
	{
		summary: 'Open your submitted review for a new revision',
		description: 'Safe to repeat: a draft that is there stays.',
		permission: 'reviews:score',
		answer: reviewAnswer
	},
	async ({ db, viewer, params }) => {
		await reviseReview(db, viewer, params.id);
		return readReview(db, viewer, params.id);
	}
);
