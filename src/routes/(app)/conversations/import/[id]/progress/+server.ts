import { json } from '@sveltejs/kit';
import { db } from '#lib/server/app.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import { getImport } from '#lib/server/conversations/imports.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params }) => {
	requirePermission(locals, 'conversations:import');
	const { state, read, added, refused } = await getImport(db, params.id);
	return json({ state, read, added, refused });
};
