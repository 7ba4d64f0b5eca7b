import { conversationAnswer } from '#lib/server/api/conversations.ts';
import { endpoint } from '#lib/server/api/endpoint.ts';
import { getConversation, getTranscript } from '#lib/server/conversations/conversations.ts';

export const GET = endpoint(
	{
		summary: 'One conversation with its transcript',
		permission: 'conversations:read',
		answer: conversationAnswer
	},
	async ({ db, viewer, params }) => {
		const [conversation, segments] = await Promise.all([
			getConversation(db, viewer, params.id),
			getTranscript(db, viewer, params.id)
		]);
		return { ...conversation, segments };
	}
);
