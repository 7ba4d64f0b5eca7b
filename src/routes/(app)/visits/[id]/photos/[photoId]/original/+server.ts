import { db, recordingDesk } from '#lib/server/app.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import { notFound } from '#lib/server/errors.ts';
import { getVisitPhoto, readOriginalPhoto } from '#lib/server/visits/photos/photos.ts';
import { photoResponse } from '#lib/server/visits/photos/serving.ts';
import type { RequestHandler } from './$types';

/** The evidence, byte for byte, to keep and not to look at; only where the shopper agreed to what is hidden in it. */
export const GET: RequestHandler = async ({ locals, params }) => {
	const viewer = requirePermission(locals, 'visits:read');
	const photo = await getVisitPhoto(db, viewer, params.id, params.photoId);
	if (!photo.agreed) throw notFound();
	const bytes = await readOriginalPhoto(await recordingDesk.files(), photo);
	return photoResponse(bytes, 'application/octet-stream', 'attachment; filename="photo"');
};
