import { eq } from 'drizzle-orm';
import type { Db } from '../../db/database.ts';
import { locations, programmes, visitFilings, visitFlags, visits } from '../../db/schema/index.ts';
import { getScorecardVersion } from '../../scorecards/versions.ts';
import { commentContradicts } from './comment-contradicts.ts';
import type { Facts, Found, Rule } from './facts.ts';
import { integrityWrong, straightLined } from './honesty.ts';
import { tooFast } from './pace.ts';
import { offPlace } from './place.ts';
import { findReusedTexts } from './text-reused.ts';
import { closedThen, offWindow, timesImpossible, tooShort } from './times.ts';

const rules: Rule[] = [
	integrityWrong,
	commentContradicts,
	straightLined,
	tooFast,
	tooShort,
	timesImpossible,
	closedThen,
	offWindow,
	offPlace
];

/** Writes down what the rules see in a filing, in the transaction that took it. Twice is once. */
export async function raiseFlags(db: Db, filingId: string) {
	const { visitId, facts } = await getFacts(db, filingId);
	const seen = rules.flatMap((rule) => rule(facts));
	const reused = await findReusedTexts(db, { filingId, visitId }, facts);
	await saveFlags(db, filingId, [...seen, ...reused]);
}

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
