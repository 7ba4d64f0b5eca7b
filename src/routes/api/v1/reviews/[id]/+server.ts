import { endpoint } from '#lib/server/api/endpoint.ts';
import { readReview, reviewAnswer } from '#lib/server/api/reviews.ts';

export const GET = endpoint(
	{
		summary: 'One review with its current ratings and their evidence',
		permission: 'reviews:read',
		answer: reviewAnswer
	},
	({ db, viewer, params }) => readReview(db, viewer, params.id)
);
