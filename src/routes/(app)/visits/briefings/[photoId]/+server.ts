import { db, recordingDesk } from '#lib/server/app.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import { readBriefingPhoto } from '#lib/server/visits/briefing-photos.ts';
import { photoResponse } from '#lib/server/visits/photos/serving.ts';
import type { RequestHandler } from './$types';

/** A photo of a briefing, for those who may read the briefing. */
export const GET: RequestHandler = async ({ locals, params }) => {
	const viewer = requirePermission(locals, 'visits:read');
	const bytes = await readBriefingPhoto(db, await recordingDesk.files(), viewer, params.photoId);
	return photoResponse(bytes, 'image/jpeg', 'inline; filename="briefing.jpg"');
};
