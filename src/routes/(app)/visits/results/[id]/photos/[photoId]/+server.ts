import { db, recordingDesk } from '#lib/server/app.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import { notFound } from '#lib/server/errors.ts';
import { readShownPhoto } from '#lib/server/visits/photos/photos.ts';
import { smallPhoto } from '#lib/server/visits/photos/shown.ts';
import { photoResponse } from '#lib/server/visits/photos/serving.ts';
import { getResultPhoto } from '#lib/server/visits/results-photos.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, url }) => {
	const viewer = requirePermission(locals, 'visits:results');
	const photo = await getResultPhoto(db, viewer, params.id, params.photoId);
	const bytes = await readShownPhoto(await recordingDesk.files(), photo);
	if (!bytes) throw notFound();
	const shown = url.searchParams.has('small') ? await smallPhoto(bytes) : bytes;
	return photoResponse(shown, 'image/jpeg', 'inline; filename="photo.jpg"');
};
