import { json } from '@sveltejs/kit';
import { db } from '#lib/server/app.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import { listChoices } from '#lib/server/conversations/list.ts';
import type { RequestHandler } from './$types';

/** Employees and teams for the filter; asked for when it is opened. */
export const GET: RequestHandler = async ({ locals }) => {
	const viewer = requirePermission(locals, 'conversations:read');
	return json(await listChoices(db, viewer));
};
