import { db, listener } from '#lib/server/app.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import { batchProgress } from '#lib/server/coaching/batch-list.ts';
import { progressStream } from '#lib/server/jobs/progress-stream.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params }) => {
	const viewer = requirePermission(locals, 'coaching:write');
	const read = () => batchProgress(db, viewer, params.id);
	return progressStream(listener, params.id, await read(), read);
};
