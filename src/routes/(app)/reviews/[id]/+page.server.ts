import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import { can } from '#lib/permissions.ts';
import { findAiDraft } from '#lib/server/ai/suggestions.ts';
import { db } from '#lib/server/app.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import { getRecord } from '#lib/server/reviews/record.ts';
import { invalid, notFound } from '#lib/server/errors.ts';
import {
	acknowledgeReview,
	decideDispute,
	disputeReview,
	listDisputes
} from '#lib/server/reviews/answers.ts';
import { listCommentTemplates } from '#lib/server/reviews/comment-templates.ts';
import { discardDraft, findDraft, reviseReview } from '#lib/server/reviews/drafts.ts';
import { findRecording } from '#lib/server/recordings/recordings.ts';
import { findNextConversation, getReview } from '#lib/server/reviews/reviews.ts';
import { getReadableRevision, listRevisions } from '#lib/server/reviews/revisions.ts';
import { difficultCustomers } from '#lib/server/scorecards/templates/index.ts';
import { getScorecardVersion } from '#lib/server/scorecards/versions.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const viewer = requirePermission(locals, 'reviews:read');
	const review = await getReview(db, viewer, params.id);
	const { conversationId, submittedAt } = review;
	// Older revisions can be read while a new one is being written
	const asked = submittedAt && Number(url.searchParams.get('revision'));
	const hasDraft = review.hasDraft && !asked;
	const mayScore = can(viewer, 'reviews:score');
	const [record, recording, version, draft, aiDraft, revisions, disputes, templates, next] =
		await Promise.all([
			getRecord(db, review),
			conversationId && review.channel === 'call' ? findRecording(db, conversationId) : null,
			getScorecardVersion(db, review.scorecardVersionId),
			hasDraft ? findDraft(db, viewer, params.id) : null,
			hasDraft ? findAiDraft(db, viewer, params.id) : null,
			submittedAt ? listRevisions(db, params.id) : [],
			submittedAt ? listDisputes(db, viewer, params.id) : [],
			hasDraft ? listCommentTemplates(db) : [],
			mayScore ? findNextConversation(db, viewer, conversationId ?? undefined) : null
		]);
	const chosen = draft
		? undefined
		: revisions.find((r) => r.number === (asked || revisions.length));
	if (!draft && !chosen) throw notFound();
	const revision = chosen ? await getReadableRevision(db, viewer, chosen.id) : null;
	const isOwn = review.employeeId === viewer.employeeId;
	const isDisputed = disputes.some(({ decidedAt }) => !decidedAt);
	return {
		title: review.externalId ? m.review_title({ id: review.externalId }) : m.visits_visit(),
		review,
		segments: record.segments,
		standardMs: record.standardMs,
		recording,
		definition: version.definition,
		draft,
		aiDraft,
		revision,
		revisions,
		disputes,
		commentTemplates: templates,
		difficultCustomers: difficultCustomers,
		next,
		may: {
			list: can(viewer, 'employees:read'),
			// A visit is checked on its own page; its marks are the shopper's.
			revise: mayScore && review.reviewerId === viewer.id && review.channel !== 'visit',
			acknowledge: isOwn && !review.acknowledgedAt,
			dispute: isOwn && !isDisputed,
			// An appeal of a visit is decided on the visit's page.
			decide:
				can(viewer, 'disputes:decide') &&
				isDisputed &&
				review.reviewerId !== viewer.id &&
				review.channel !== 'visit'
		}
	};
};

const text = z.string().trim().max(5000);

export const actions: Actions = {
	revise: async ({ locals, params }) => {
		const viewer = requirePermission(locals, 'reviews:score');
		await reviseReview(db, viewer, params.id);
	},
	discard: async ({ locals, params }) => {
		const viewer = requirePermission(locals, 'reviews:score');
		await discardDraft(db, viewer, params.id);
		redirect(303, '/reviews');
	},
	acknowledge: async ({ locals, params, request }) => {
		const viewer = requirePermission(locals, 'reviews:acknowledge');
		const comment = text.safeParse((await request.formData()).get('comment') ?? '');
		if (!comment.success) throw invalid(m.validation_wrong());
		await acknowledgeReview(db, viewer, params.id, comment.data);
	},
	dispute: async ({ locals, params, request }) => {
		const viewer = requirePermission(locals, 'reviews:acknowledge');
		const reason = text.min(1).safeParse((await request.formData()).get('reason'));
		if (!reason.success) throw invalid(m.validation_required());
		await disputeReview(db, viewer, params.id, reason.data);
	},
	decide: async ({ locals, params, request }) => {
		const viewer = requirePermission(locals, 'disputes:decide');
		const form = Object.fromEntries(await request.formData());
		const decision = z
			.object({ outcome: z.enum(['accepted', 'rejected']), text: text.min(1) })
			.safeParse(form);
		if (!decision.success) throw invalid(m.validation_required());
		await decideDispute(db, viewer, params.id, decision.data);
	}
};
