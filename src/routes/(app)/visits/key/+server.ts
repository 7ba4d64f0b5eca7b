import { json } from '@sveltejs/kit';
import { settings } from '#lib/server/app.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import { journalKey } from '#lib/server/visits/journal-key.ts';
import type { RequestHandler } from './$types';

/** With it the shopper's phone seals what it has not sent yet. */
export const GET: RequestHandler = async ({ locals }) => {
	const viewer = requirePermission(locals, 'visits:file');
	const key = await journalKey(settings, viewer.id);
	return json({ userId: viewer.id, key: key.toString('base64') });
};
