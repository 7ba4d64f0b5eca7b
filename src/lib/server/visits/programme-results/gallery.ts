import { and, desc, eq, isNotNull, sql } from 'drizzle-orm';
import type { Viewer } from '../../../permissions.ts';
import type { Db } from '../../db/database.ts';
import { locations, reviews, visitFiles, visitFilings, visits } from '../../db/schema/index.ts';
import type { Place } from '../../keyset.ts';
import { visibleResults } from '../results-scope.ts';
import { isInFiling } from '../results-photos.ts';

/** Photos of a programme's approved visits that can be shown, of the newest visit first; `next` is null on the last page. */
export async function pageOfPhotos(
	db: Db,
	viewer: Viewer,
	programmeId: string,
	{ before, limit = 24 }: { before?: Place; limit?: number } = {}
) {
	const at = sql`date_trunc('milliseconds', ${reviews.occurredAt})`;
	const rows = await db
		.select({
			id: visitFiles.id,
			visitId: visits.id,
			name: visitFiles.name,
			location: locations.name,
			number: visits.number,
			at: reviews.occurredAt
		})
		.from(visitFiles)
		.innerJoin(visits, eq(visits.id, visitFiles.visitId))
		.innerJoin(locations, eq(locations.id, visits.locationId))
		.innerJoin(visitFilings, eq(visitFilings.id, visits.filingId))
		.innerJoin(reviews, eq(reviews.visitId, visits.id))
		.where(
			and(
				eq(visits.programmeId, programmeId),
				isNotNull(visitFiles.shownKey),
				isInFiling,
				visibleResults(db, viewer),
				before &&
					sql`(${at}, ${visitFiles.id}) < (${before.at.toISOString()}::timestamptz, ${before.id}::uuid)`
			)
		)
		.orderBy(desc(at), desc(visitFiles.id))
		.limit(limit + 1);
	const page = rows.slice(0, limit);
	const last = page.at(-1);
	return { rows: page, next: rows.length > limit && last ? { at: last.at, id: last.id } : null };
}
