import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';
import { can } from '#lib/permissions.ts';
import { db } from '#lib/server/app.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import { readKeyset, writeKeyset } from '#lib/server/keyset.ts';
import { listCoverage } from '#lib/server/visits/planning.ts';
import { pageOfPhotos } from '#lib/server/visits/programme-results/gallery.ts';
import { getProgrammeResults } from '#lib/server/visits/programme-results/programme-results.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const viewer = requirePermission(locals, 'visits:check');
	const before = readKeyset(url.searchParams.get('photos'));
	const { programme, figures } = await getProgrammeResults(db, viewer, params.id, getLocale());
	const [coverage, photos] = await Promise.all([
		listCoverage(db, programme.id),
		pageOfPhotos(db, viewer, programme.id, { before })
	]);
	return {
		title: m.programmes_results_of({ name: programme.name }),
		programme,
		figures,
		coverage,
		photos: photos.rows.map(({ at, ...photo }) => ({ ...photo, at: at.toISOString() })),
		next: photos.next && writeKeyset(photos.next),
		mayManage: can(viewer, 'programmes:manage')
	};
};
