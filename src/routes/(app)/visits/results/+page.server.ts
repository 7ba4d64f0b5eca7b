import { m } from '#lib/paraglide/messages.js';
import { db } from '#lib/server/app.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import { readKeyset, writeKeyset } from '#lib/server/keyset.ts';
import { listResults } from '#lib/server/visits/results.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const viewer = requirePermission(locals, 'visits:results');
	const before = readKeyset(url.searchParams.get('before'));
	const { rows, next } = await listResults(db, viewer, { before });
	return { title: m.results_title(), results: rows, next: next && writeKeyset(next) };
};
