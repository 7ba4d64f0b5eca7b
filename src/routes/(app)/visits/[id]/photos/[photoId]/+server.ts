import { db, recordingDesk } from '#lib/server/app.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import { notFound } from '#lib/server/errors.ts';
import { getVisitPhoto, readShownPhoto } from '#lib/server/visits/photos/photos.ts';
import { photoResponse } from '#lib/server/visits/photos/serving.ts';
import type { RequestHandler } from './$types';

/** The photo as others see it; 404 while its copy is not made, and where there can be none. */
export const GET: RequestHandler = async ({ locals, params }) => {
	const viewer = requirePermission(locals, 'visits:read');
	const photo = await getVisitPhoto(db, viewer, params.id, params.photoId);
	const bytes = await readShownPhoto(await recordingDesk.files(), photo);
	if (!bytes) throw notFound();
	return photoResponse(bytes, 'image/jpeg', 'inline; filename="photo.jpg"');
};
