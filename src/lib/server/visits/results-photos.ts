import { and, asc, eq, isNotNull, sql } from 'drizzle-orm';
import type { Viewer } from '../../permissions.ts';
import type { Db } from '../db/database.ts';
import { visitFiles, visitFilings, visits } from '../db/schema/index.ts';
import { notFound } from '../errors.ts';
import { visibleResults } from './results-scope.ts';

const columns = {
	id: visitFiles.id,
	name: visitFiles.name,
	shownKey: visitFiles.shownKey,
	width: visitFiles.width,
	height: visitFiles.height
};

/** The photo is one that the joined filing names, of the shopper who filed it. */
export const isInFiling = sql<boolean>`${visitFiles.shopperId} = ${visitFilings.shopperId}
	and ${visitFilings.document}->'files' @> jsonb_build_array(jsonb_build_object(
		'name', ${visitFiles.name}, 'sha256', ${visitFiles.sha256}))`;

/** What the approved filing names and can be shown, in its order of names. */
export const listResultPhotos = (db: Db, viewer: Viewer, visitId: string) =>
	photosOf(db, viewer, visitId).orderBy(asc(visitFiles.name), asc(visitFiles.id));

/** One of them. Throws 404. */
export async function getResultPhoto(db: Db, viewer: Viewer, visitId: string, id: string) {
	const photo = (await listResultPhotos(db, viewer, visitId)).find((one) => one.id === id);
	if (!photo) throw notFound();
	return photo;
}

const photosOf = (db: Db, viewer: Viewer, visitId: string) =>
	db
		.select(columns)
		.from(visitFiles)
		.innerJoin(visits, eq(visits.id, visitFiles.visitId))
		.innerJoin(visitFilings, eq(visitFilings.id, visits.filingId))
		.where(
			and(
				eq(visitFiles.visitId, visitId),
				isNotNull(visitFiles.shownKey),
				isInFiling,
				visibleResults(db, viewer)
			)
		);
