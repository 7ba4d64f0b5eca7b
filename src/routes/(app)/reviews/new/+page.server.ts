import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import { db } from '#lib/server/app.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import { getConversation } from '#lib/server/conversations/conversations.ts';
import { notFound } from '#lib/server/errors.ts';
import { startReview } from '#lib/server/reviews/drafts.ts';
import { scorecardsFor } from '#lib/server/scorecards/versions.ts';
import type { Actions, PageServerLoad } from './$types';

const id = z.uuid();

export const load: PageServerLoad = async ({ locals, url }) => {
	const viewer = requirePermission(locals, 'reviews:score');
	const wanted = id.safeParse(url.searchParams.get('conversation'));
	if (!wanted.success) throw notFound();
	const conversation = await getConversation(db, viewer, wanted.data);
	const { id: conversationId, externalId, opening, employeeName } = conversation;
	return {
		title: m.review_start_title(),
		conversation: { id: conversationId, externalId, opening, employeeName },
		scorecards: await scorecardsFor(db, conversation)
	};
};

export const actions: Actions = {
	default: async ({ locals, request }) => {
		const viewer = requirePermission(locals, 'reviews:score');
		const form = await request.formData();
		const conversation = id.safeParse(form.get('conversation'));
		if (!conversation.success) throw notFound();
		const scorecard = id.safeParse(form.get('scorecard'));
		const reviewId = await startReview(db, viewer, {
			conversationId: conversation.data,
			scorecardVersionId: scorecard.data
		});
		redirect(303, `/reviews/${reviewId}`);
	}
};
