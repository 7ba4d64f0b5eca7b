import { db, recordingDesk } from '#lib/server/app.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import { getPlayable, noteListening } from '#lib/server/recordings/recordings.ts';
import { serveFile } from '#lib/server/files/serve.ts';
import type { RequestHandler } from './$types';

/** The sound, whole or a range; who may hear it is looked up for each request. */
export const GET: RequestHandler = async ({ locals, params, request }) => {
	const viewer = requirePermission(locals, 'reviews:read');
	const { key, bytes, mediaType } = await getPlayable(db, viewer, params.id);
	const response = await serveFile(await recordingDesk.files(), request, { key, bytes, mediaType });
	if (response.ok) await noteListening(db, viewer, params.id);
	return response;
};
