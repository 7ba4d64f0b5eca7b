import { recordingDesk } from '#lib/server/app.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import type { RequestHandler } from './$types';

/** Begins an upload. */
export const POST: RequestHandler = ({ locals, request }) =>
	recordingDesk.uploads.handle(request, requirePermission(locals, 'conversations:import'));
