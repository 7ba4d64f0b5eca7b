import { db } from '#lib/server/app.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import { getPeaks } from '#lib/server/recordings/recordings.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params }) => {
	const viewer = requirePermission(locals, 'reviews:read');
	const peaks = await getPeaks(db, viewer, params.id);
	return new Response(new Uint8Array(peaks), {
		headers: { 'content-type': 'application/octet-stream' }
	});
};
