import { z } from 'zod';
import { ratingsSchema } from './scorecard-schema.ts';

/** What a reviewer has written so far; saved as it is, judged only on submit. */
export const reviewDraftSchema = z.object({
	ratings: ratingsSchema.default({}),
	overallComment: z.string().max(30_000).default(''),
	privateNote: z.string().max(30_000).default(''),
	tags: z.array(z.string().trim().min(1).max(60)).max(30).default([]),
	difficultCustomer: z.string().max(64).nullable().default(null),
	/** Seconds in which the reviewer really worked on it. */
	activeSeconds: z.number().int().min(0).max(1_000_000).default(0),
	/** The employee sees it from then on; null: as the house does. */
	releaseAt: z.iso.datetime({ offset: true }).nullable().default(null)
});
export type ReviewDraft = z.infer<typeof reviewDraftSchema>;
