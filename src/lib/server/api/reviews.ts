import { z } from 'zod';
import type { Viewer } from '../../permissions.ts';
import { reviewDraftSchema } from '../../review.ts';
import { subjects } from '../../scorecard.ts';
import { ratingSchema } from '../../scorecard-schema.ts';
import type { Db } from '../db/database.ts';
import { findDraft } from '../reviews/drafts.ts';
import { getReview } from '../reviews/reviews.ts';
import { getReadableRevision } from '../reviews/revisions.ts';
import { instant } from './shapes.ts';

const share = z.number().min(0).max(1).nullable();

export const reviewStates = ['draft', 'submitted', 'acknowledged', 'disputed'] as const;

/** A review in a list. */
export const reviewEntry = z
	.object({
		id: z.uuid(),
		channel: z.enum(subjects),
		externalId: z.string().nullable().meta({ description: 'Of the conversation, at its source.' }),
		employeeId: z.uuid(),
		employeeName: z.string(),
		reviewerName: z.string(),
		occurredAt: instant,
		submittedAt: instant.nullable(),
		releaseAt: instant.nullable(),
		acknowledgedAt: instant.nullable(),
		score: share,
		criticalFailures: z.int(),
		hasDraft: z.boolean().meta({ description: 'You are writing on it.' }),
		isDisputed: z.boolean()
	})
	.meta({ id: 'ReviewEntry' });

const revision = z.object({
	number: z.int(),
	reason: z.string().meta({ description: 'Why it was revised; empty for the first.' }),
	ratings: z.record(z.string(), ratingSchema).meta({ description: 'By key of the criterion.' }),
	overallComment: z.string(),
	privateNote: z.string().meta({ description: 'Empty for those who do not score.' }),
	tags: z.array(z.string()),
	difficultCustomer: z.string().nullable(),
	score: share,
	scoreWithoutCritical: share,
	createdAt: instant,
	createdBy: z.string()
});

export const reviewAnswer = z
	.object({
		id: z.uuid(),
		conversationId: z.uuid().nullable(),
		scorecardId: z.uuid(),
		scorecardNumber: z.int().meta({ description: 'Of the version that made it, for ever.' }),
		scorecardVersionId: z.uuid(),
		employeeId: z.uuid(),
		employeeName: z.string(),
		reviewerName: z.string(),
		channel: z.enum(subjects),
		externalId: z.string().nullable(),
		occurredAt: instant,
		submittedAt: instant.nullable(),
		releaseAt: instant.nullable(),
		acknowledgedAt: instant.nullable(),
		employeeComment: z.string().nullable(),
		score: share,
		scoreWithoutCritical: share,
		criticalFailures: z.int(),
		revision: revision.nullable().meta({ description: 'The current one; null before submit.' }),
		draftVersion: z
			.int()
			.nullable()
			.meta({ description: 'Of your draft; a save must name it. null: you have none.' })
	})
	.meta({ id: 'Review' });

export const draftDocument = reviewDraftSchema.strict().meta({ id: 'ReviewDocument' });

export const draftAnswer = z
	.object({ document: reviewDraftSchema, version: z.int(), updatedAt: instant })
	.meta({ id: 'ReviewDraft' });

/** A review as the API tells it. Throws 404. */
export async function readReview(
	db: Db,
	viewer: Viewer,
	id: string
): Promise<z.input<typeof reviewAnswer>> {
	const review = await getReview(db, viewer, id);
	const [revision, draft] = await Promise.all([
		review.currentRevisionId ? getReadableRevision(db, viewer, review.currentRevisionId) : null,
		findDraft(db, viewer, id)
	]);
	return { ...review, revision, draftVersion: draft?.version ?? null };
}
