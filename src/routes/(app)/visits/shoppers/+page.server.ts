import { m } from '#lib/paraglide/messages.js';
import { db } from '#lib/server/app.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import { listShoppers } from '#lib/server/visits/shoppers.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	const viewer = requirePermission(locals, 'programmes:manage');
	return { title: m.shoppers_title(), shoppers: await listShoppers(db, viewer) };
};
