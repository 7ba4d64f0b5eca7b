import { settings } from '#lib/server/app.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import { readMapTile } from '#lib/server/visits/map-tile.ts';
import { photoResponse } from '#lib/server/visits/photos/serving.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params: { z, x, y } }) => {
	requirePermission(locals, 'visits:check');
	const tile = await readMapTile(settings.mapTilesUrl, Number(z), Number(x), Number(y));
	if (!tile) return new Response(null, { status: 502 });
	const response = photoResponse(tile.bytes, tile.type, 'inline');
	response.headers.set('cache-control', 'private, max-age=604800');
	return response;
};
