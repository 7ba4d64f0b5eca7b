import { json } from '@sveltejs/kit';
import { db } from '#lib/server/app.ts';
import { requireViewer } from '#lib/server/auth/guards.ts';
import { searchHouse } from '#lib/server/search/search.ts';
import type { RequestHandler } from './$types';

/** Hits for the search box; each kind only for those who may open it. */
export const GET: RequestHandler = async ({ locals, url }) => {
	const viewer = requireViewer(locals);
	const words = (url.searchParams.get('q') ?? '').trim().slice(0, 200);
	return json(words.length < 2 ? [] : await searchHouse(db, viewer, words));
};
