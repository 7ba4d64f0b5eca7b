import { fail } from '@sveltejs/kit';
import { measureCall } from '#lib/call-metrics.ts';
import { m } from '#lib/paraglide/messages.js';
import { can } from '#lib/permissions.ts';
import { db, recordingDesk, settings } from '#lib/server/app.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import { assignConversation } from '#lib/server/conversations/assigning.ts';
import { getConversation, getTranscript } from '#lib/server/conversations/conversations.ts';
import { listChoices } from '#lib/server/conversations/list.ts';
import { getStandards, standardFor } from '#lib/server/conversations/standards.ts';
import { eraseConversation } from '#lib/server/house/erasing.ts';
import {
	findRecording,
	measureRecording,
	swapChannels
} from '#lib/server/recordings/recordings.ts';
import { isOn, orderTranscription } from '#lib/server/recordings/transcription/order.ts';
import { findTranscription } from '#lib/server/recordings/transcription/state.ts';
import { listReviews } from '#lib/server/reviews/reviews.ts';
import { withoutWords } from '#lib/transcript.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const viewer = requirePermission(locals, 'conversations:read');
	const [conversation, recording, segments, standards, reviews, transcription, isTranscribing] =
		await Promise.all([
			getConversation(db, viewer, params.id),
			findRecording(db, params.id),
			getTranscript(db, viewer, params.id),
			getStandards(db),
			listReviews(db, viewer, { conversationId: params.id }),
			findTranscription(db, params.id),
			isOn(db)
		]);
	const isCall = conversation.channel === 'call';
	const measured = isCall ? measureCall(segments) : null;
	const sound = recording && !measured ? await measureRecording(db, params.id) : null;
	const mayAssign = can(viewer, 'conversations:import') && reviews.rows.length === 0;
	const mustAssign = mayAssign && conversation.employeeId === null;
	return {
		title: m.conversation_title({ id: conversation.externalId }),
		conversation,
		segments: withoutWords(segments),
		recording,
		maxBytes: settings.recordingMaxBytes,
		mayUpload: can(viewer, 'conversations:import'),
		transcription,
		canTranscribe: isTranscribing && can(viewer, 'conversations:import'),
		// How long a phone rang is in no transcript
		standardMs: isCall ? null : standardFor(standards, conversation.channel).firstAnswerMs,
		callStandardMs: isCall ? standardFor(standards, 'call').firstAnswerMs : null,
		measured: measured ?? sound,
		isFromSound: !measured && sound !== null,
		mayErase: can(viewer, 'conversations:erase'),
		reviews: reviews.rows.map(({ id, reviewerName, submittedAt, hasDraft, isDisputed, score }) => {
			return { id, reviewerName, submittedAt, hasDraft, isDisputed, score };
		}),
		employees: mustAssign ? (await listChoices(db, viewer)).employees : [],
		mayReview: can(viewer, 'reviews:score')
	};
};

export const actions: Actions = {
	assign: async ({ locals, params, request }) => {
		const viewer = requirePermission(locals, 'conversations:import');
		const employee = (await request.formData()).get('employee');
		if (typeof employee !== 'string' || employee === '')
			return fail(422, { message: m.validation_choose() });
		await assignConversation(db, viewer, params.id, employee);
		return { assigned: true };
	},
	swap: async ({ locals, params }) => {
		const viewer = requirePermission(locals, 'conversations:import');
		await swapChannels(db, viewer, params.id);
	},
	transcribe: async ({ locals, params }) => {
		const viewer = requirePermission(locals, 'conversations:import');
		await orderTranscription(db, viewer, params.id);
	},
	erase: async ({ locals, params }) => {
		const viewer = requirePermission(locals, 'conversations:erase');
		await eraseConversation(db, recordingDesk.files, viewer, params.id);
	}
};
