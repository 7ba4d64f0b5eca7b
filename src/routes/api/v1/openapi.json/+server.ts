import { json } from '@sveltejs/kit';
import { describe, type Routes } from '#lib/server/api/document.ts';
import { settings } from '#lib/server/app.ts';

const files = import.meta.glob<Routes>(['../**/+server.ts', '!./+server.ts']);

/** The description of this API, made from the routes themselves. Public. */
export const GET = async () => {
	const routes: Record<string, Routes> = {};
	for (const [file, load] of Object.entries(files))
		routes[file.slice('..'.length, -'/+server.ts'.length)] = await load();
	return json(describe(routes, settings.origin), { headers: { 'cache-control': 'max-age=300' } });
};
