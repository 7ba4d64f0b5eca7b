import { m } from '#lib/paraglide/messages.js';
import { db } from '#lib/server/app.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import { listServiceStandards } from '#lib/server/house/standards.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	requirePermission(locals, 'settings:manage');
	return { title: m.settings_standards(), standards: await listServiceStandards(db) };
};
