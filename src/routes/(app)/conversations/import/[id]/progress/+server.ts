import { db, listener } from '#lib/server/app.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import { importProgress } from '#lib/server/conversations/imports.ts';
import { progressStream } from '#lib/server/jobs/progress-stream.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params }) => {
	requirePermission(locals, 'conversations:import');
	const read = () => importProgress(db, params.id);
	return progressStream(listener, params.id, await read(), read);
};
