import { json } from '@sveltejs/kit';
import { db } from '#lib/server/app.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import { listLibrary } from '#lib/server/scorecards/library.ts';
import type { RequestHandler } from './$types';

/** Criteria that are measured already, for a scorecard to take over. */
export const GET: RequestHandler = async ({ locals }) => {
	requirePermission(locals, 'scorecards:manage');
	return json(await listLibrary(db));
};
