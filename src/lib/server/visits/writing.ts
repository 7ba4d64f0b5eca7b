import { desc, eq } from 'drizzle-orm';
import { m } from '#lib/paraglide/messages.js';
import type { Viewer } from '../../permissions.ts';
import { withoutKnownAnswers } from '../../questions.ts';
import { visitDocumentSchema } from '../../visit-document.ts';
import type { VisitState } from '../../visit-states.ts';
import type { Db } from '../db/database.ts';
import { visitComments, visitFilings } from '../db/schema/index.ts';
import { conflict, notFound } from '../errors.ts';
import { getScorecardVersion } from '../scorecards/versions.ts';
import { getVisit, lockVisit, moveVisit } from './visits.ts';

const writable: VisitState[] = ['taken', 'in_progress', 'returned'];

/**
 * The form without the answers it must not give away, what was filed before, and what the editor asks. What the
 * shopper writes stays on their phone until it is filed. Throws 404, and 409 when there is nothing to write.
 */
export async function openVisitForm(db: Db, viewer: Viewer, id: string) {
	const visit = await getVisit(db, viewer, id);
	if (visit.shopperId !== viewer.id) throw notFound();
	if (!writable.includes(visit.state)) throw conflict(m.visits_not_to_write());
	const [last, comments] = await Promise.all([
		lastFiling(db, visit.filingId),
		visit.filingId && visit.state === 'returned' ? listComments(db, visit.filingId) : []
	]);
	// What is asked about was filled in on this version, whatever the programme has now
	const scorecardVersionId = last?.scorecardVersionId ?? visit.scorecardVersionId;
	const { definition } = await getScorecardVersion(db, scorecardVersionId);
	const document = visitDocumentSchema.parse(last?.document ?? {});
	return {
		...{ visit, scorecardVersionId, document, comments },
		definition: withoutKnownAnswers(definition)
	};
}

/** The shopper begins to write. Again, it changes nothing. */
export async function beginVisit(db: Db, viewer: Viewer, id: string) {
	await db.transaction(async (db) => {
		const visit = await lockVisit(db, viewer, id);
		if (visit.shopperId !== viewer.id) throw notFound();
		if (visit.state === 'taken') await moveVisit(db, viewer, visit, { to: 'in_progress' });
	});
}

async function lastFiling(db: Db, filingId: string | null) {
	if (!filingId) return null;
	const [filing] = await db
		.select({
			document: visitFilings.document,
			scorecardVersionId: visitFilings.scorecardVersionId
		})
		.from(visitFilings)
		.where(eq(visitFilings.id, filingId));
	return filing;
}

const listComments = (db: Db, filingId: string) =>
	db
		.select({ key: visitComments.key, text: visitComments.text })
		.from(visitComments)
		.where(eq(visitComments.filingId, filingId))
		.orderBy(desc(visitComments.id));
