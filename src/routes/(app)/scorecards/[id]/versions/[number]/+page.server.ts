import { inWords } from '#lib/locales.ts';
import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';
import { db } from '#lib/server/app.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import { getScorecard } from '#lib/server/scorecards/scorecards.ts';
import { getPublishedVersion, listVersions } from '#lib/server/scorecards/versions.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const viewer = requirePermission(locals, 'scorecards:read');
	const entry = await getScorecard(db, viewer, params.id);
	const number = Number(params.number);
	const [version, versions, previous] = await Promise.all([
		getPublishedVersion(db, entry.id, number),
		listVersions(db, entry.id),
		number > 1 ? getPublishedVersion(db, entry.id, number - 1) : null
	]);
	const name = inWords(version.name, getLocale());
	return {
		title: m.scorecards_version_of({ name, number }),
		id: entry.id,
		name: inWords(entry.name, getLocale()),
		version,
		versions,
		previous
	};
};
