import { asc, eq } from 'drizzle-orm';
import type { VisitDocument } from '../../visit-document.ts';
import type { Db } from '../db/database.ts';
import {
	scorecardVersions,
	visitFiles,
	visitFilingConflicts,
	visitFilings
} from '../db/schema/index.ts';

/**
 * What else came for a visit: other filings, and other content under an id already used, each on the form it was
 * filled in on. Without a filing that is checked: all that came.
 */
export async function listKept(db: Db, visitId: string, filingId: string | null) {
	const [filings, conflicts, photos] = await Promise.all([
		db
			.select({
				id: visitFilings.id,
				document: visitFilings.document,
				marks: visitFilings.marks,
				receivedAt: visitFilings.receivedAt,
				definition: scorecardVersions.definition
			})
			.from(visitFilings)
			.innerJoin(scorecardVersions, eq(scorecardVersions.id, visitFilings.scorecardVersionId))
			.where(eq(visitFilings.visitId, visitId))
			.orderBy(asc(visitFilings.receivedAt)),
		db
			.select({
				id: visitFilingConflicts.id,
				document: visitFilingConflicts.document,
				receivedAt: visitFilingConflicts.receivedAt,
				definition: scorecardVersions.definition
			})
			.from(visitFilingConflicts)
			.innerJoin(visitFilings, eq(visitFilings.id, visitFilingConflicts.filingId))
			.innerJoin(scorecardVersions, eq(scorecardVersions.id, visitFilings.scorecardVersionId))
			.where(eq(visitFilings.visitId, visitId))
			.orderBy(asc(visitFilingConflicts.receivedAt)),
		db
			.select({ id: visitFiles.id, name: visitFiles.name, sha256: visitFiles.sha256 })
			.from(visitFiles)
			.where(eq(visitFiles.visitId, visitId))
			.orderBy(asc(visitFiles.receivedAt), asc(visitFiles.id))
	]);
	const photosOf = ({ files = [] }: Partial<VisitDocument>) =>
		photos
			.filter((one) => files.some((file) => file.name === one.name && file.sha256 === one.sha256))
			.map(({ id }) => id);
	return [
		...filings.filter(({ id }) => id !== filingId),
		...conflicts.map((conflict) => ({ ...conflict, marks: ['conflict'] }))
	].map((kept) => ({ ...kept, photos: photosOf(kept.document) }));
}
export type Kept = Awaited<ReturnType<typeof listKept>>[number];
