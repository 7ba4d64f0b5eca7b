import { eq } from 'drizzle-orm';
import type { Db } from '../../db/database.ts';
import { locations, programmes, visitFilings, visitFlags, visits } from '../../db/schema/index.ts';
import { getScorecardVersion } from '../../scorecards/versions.ts';
import type { Facts, Found } from './facts.ts';

/** Adds what is not known yet; what a person has closed stays closed. */
export async function saveFlags(db: Db, filingId: string, flags: Found[]) {
	if (!flags.length) return;
	const rows = flags.map((flag) => ({ ...flag, filingId }));
	await db.insert(visitFlags).values(rows).onConflictDoNothing();
}

/** What the rules judge a filing by. */
export async function getFacts(
	db: Db,
	filingId: string
): Promise<{ visitId: string; facts: Facts }> {
	const [{ visitId, versionId, ...row }] = await db
		.select({
			visitId: visitFilings.visitId,
			versionId: visitFilings.scorecardVersionId,
			document: visitFilings.document,
			timeZone: locations.timeZone,
			latitude: locations.latitude,
			longitude: locations.longitude,
			openingHours: locations.openingHours,
			windows: programmes.windows,
			maxDistanceMetres: programmes.maxDistanceMetres,
			minMinutes: programmes.minMinutes
		})
		.from(visitFilings)
		.innerJoin(visits, eq(visits.id, visitFilings.visitId))
		.innerJoin(programmes, eq(programmes.id, visits.programmeId))
		.innerJoin(locations, eq(locations.id, visits.locationId))
		.where(eq(visitFilings.id, filingId));
	const { definition } = await getScorecardVersion(db, versionId);
	return { visitId, facts: { ...row, definition } };
}
