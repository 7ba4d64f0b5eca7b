import {
	conversationEntry,
	conversationFilter,
	conversationQuery
} from '#lib/server/api/conversations.ts';
import { endpoint } from '#lib/server/api/endpoint.ts';
import { pageFrom, pageOf } from '#lib/server/api/shapes.ts';
import { listConversations } from '#lib/server/conversations/list.ts';

export const GET = endpoint(
	{
		summary: 'Conversations, newest first',
		permission: 'conversations:read',
		query: conversationQuery,
		answer: pageOf(conversationEntry)
	},
	async ({ db, viewer, query: { limit, cursor, ...filter } }) => {
		const place = cursor ? { older: cursor } : null;
		const page = await listConversations(db, viewer, conversationFilter(filter), place, limit);
		return pageFrom({ rows: page.rows, next: page.older });
	}
);
