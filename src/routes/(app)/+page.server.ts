import { m } from '#lib/paraglide/messages.js';
import { requireViewer } from '#lib/server/auth/guards.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) => {
	requireViewer(locals);
	return { title: m.nav_home() };
};
