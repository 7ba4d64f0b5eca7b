import { m } from '#lib/paraglide/messages.js';
import { db } from '#lib/server/app.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import { listProgrammes } from '#lib/server/visits/programmes.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	requirePermission(locals, 'programmes:manage');
	const [programmes, archived] = await Promise.all([
		listProgrammes(db),
		listProgrammes(db, { archived: true })
	]);
	return { title: m.programmes_title(), programmes, archived };
};
