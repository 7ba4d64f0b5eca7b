import { z } from 'zod';
import { endpoint } from '#lib/server/api/endpoint.ts';
import { readReview, reviewAnswer, reviewEntry, reviewStates } from '#lib/server/api/reviews.ts';
import { pageFrom, pageOf, pageQuery } from '#lib/server/api/shapes.ts';
import { startReview } from '#lib/server/reviews/drafts.ts';
import { listReviews } from '#lib/server/reviews/reviews.ts';
import { line } from '#lib/text.ts';
import { boundsOfDay } from '#lib/time-zone.ts';

const firstDay = z.iso.date().transform((day) => boundsOfDay(day).start);
const lastDay = z.iso.date().transform((day) => boundsOfDay(day).end);

export const GET = endpoint(
	{
		summary: 'Reviews, newest first',
		description: 'Of drafts, your own only.',
		permission: 'reviews:read',
		query: pageQuery(
			{
				state: z.enum(reviewStates).optional(),
				employeeId: z.uuid().optional(),
				tag: line(60).optional(),
				mine: z.stringbool().default(false),
				from: firstDay
					.optional()
					.meta({ description: 'First day of the conversation, by the calendar of the house.' }),
				to: lastDay
					.optional()
					.meta({ description: 'Last day of the conversation, by the calendar of the house.' })
			},
			z.object({ at: z.iso.datetime().transform((text) => new Date(text)), id: z.uuid() })
		),
		answer: pageOf(reviewEntry)
	},
	async ({ db, viewer, query: { cursor, ...filter } }) =>
		pageFrom(await listReviews(db, viewer, { ...filter, after: cursor }))
);

export const POST = endpoint(
	{
		summary: 'Start a review',
		description:
			'Safe to repeat: you have one review for a conversation and a scorecard version, and a second call returns it.',
		permission: 'reviews:score',
		body: z.strictObject({
			conversationId: z.uuid(),
			scorecardVersionId: z
				.uuid()
				.optional()
				.meta({ description: 'Unset: the scorecard that fits channel and team best.' })
		}),
		answer: reviewAnswer,
		status: 201
	},
	async ({ db, viewer, body }) => readReview(db, viewer, await startReview(db, viewer, body))
);
