import { json } from '@sveltejs/kit';
import { recordingDesk } from '#lib/server/app.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import type { RequestHandler } from './$types';

const handle: RequestHandler = ({ locals, request }) =>
	recordingDesk.uploads.handle(request, requirePermission(locals, 'conversations:import'));

/** What became of it: the recording, or null while bytes are missing. */
export const GET: RequestHandler = async ({ locals, params }) => {
	const viewer = requirePermission(locals, 'conversations:import');
	return json(await recordingDesk.uploads.find(viewer, params.id));
};

export const HEAD: RequestHandler = handle;
export const PATCH: RequestHandler = handle;
export const DELETE: RequestHandler = handle;
