import { db, listener } from '#lib/server/app.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import { getConversation } from '#lib/server/conversations/conversations.ts';
import { progressStream } from '#lib/server/jobs/progress-stream.ts';
import { transcriptionProgress } from '#lib/server/recordings/transcription/state.ts';
import type { RequestHandler } from './$types';

/** How far the transcript of its recording is, as server-sent events. */
export const GET: RequestHandler = async ({ locals, params }) => {
	const viewer = requirePermission(locals, 'conversations:read');
	await getConversation(db, viewer, params.id);
	const read = () => transcriptionProgress(db, params.id);
	return progressStream(listener, params.id, await read(), read);
};
