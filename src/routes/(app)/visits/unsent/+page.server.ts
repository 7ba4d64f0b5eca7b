import { m } from '#lib/paraglide/messages.js';
import { requirePermission } from '#lib/server/auth/guards.ts';
import type { PageServerLoad } from './$types';

/** What is listed is on the phone alone. */
export const load: PageServerLoad = ({ locals }) => {
	requirePermission(locals, 'visits:file');
	return { title: m.visits_unsent_title() };
};
