import { batchProgress } from '#lib/server/ai/batches.ts';
import { db, listener } from '#lib/server/app.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import { progressStream } from '#lib/server/jobs/progress-stream.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params }) => {
	const viewer = requirePermission(locals, 'reviews:score');
	const read = () => batchProgress(db, viewer, params.batch);
	return progressStream(listener, params.batch, await read(), read);
};
