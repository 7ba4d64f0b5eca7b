import { isDeepStrictEqual } from 'node:util';
import { and, desc, eq } from 'drizzle-orm';
import { m } from '#lib/paraglide/messages.js';
import type { Viewer } from '../../permissions.ts';
import { withoutKnownAnswers } from '../../questions.ts';
import { visitDocumentSchema, type VisitDocument } from '../../visit-document.ts';
import type { Db } from '../db/database.ts';
import { visitComments, visitDrafts, visitFilings } from '../db/schema/index.ts';
import { conflict, notFound } from '../errors.ts';
import { getScorecardVersion } from '../scorecards/versions.ts';
import { getVisit, lockVisit, moveVisit } from './visits.ts';

export type SavedVisitDraft = {
	document: VisitDocument;
	version: number;
	tab: string;
	updatedAt: Date;
};

/** Begins or goes on: the form without the answers it must not give away, the draft, and what the editor asks. */
export async function openVisitForm(db: Db, viewer: Viewer, id: string) {
	await db.transaction(async (db) => {
		const visit = await lockVisit(db, viewer, id);
		if (visit.shopperId !== viewer.id) throw notFound();
		if (!['taken', 'in_progress', 'returned'].includes(visit.state))
			throw conflict(m.visits_not_to_write());
		if (visit.state === 'taken') await moveVisit(db, viewer, visit, { to: 'in_progress' });
		const document = await lastDocument(db, visit.filingId);
		await db
			.insert(visitDrafts)
			.values({ visitId: id, shopperId: viewer.id, document })
			.onConflictDoNothing();
	});
	const visit = await getVisit(db, viewer, id);
	const [draft, { definition }, comments] = await Promise.all([
		findVisitDraft(db, viewer, id),
		getScorecardVersion(db, visit.scorecardVersionId),
		visit.filingId && visit.state === 'returned' ? listComments(db, visit.filingId) : []
	]);
	return { visit, draft: draft!, definition: withoutKnownAnswers(definition), comments };
}

async function lastDocument(db: Db, filingId: string | null) {
	if (!filingId) return visitDocumentSchema.parse({});
	const [filing] = await db
		.select({ document: visitFilings.document })
		.from(visitFilings)
		.where(eq(visitFilings.id, filingId));
	return filing.document;
}

const listComments = (db: Db, filingId: string) =>
	db
		.select({ key: visitComments.key, text: visitComments.text })
		.from(visitComments)
		.where(eq(visitComments.filingId, filingId))
		.orderBy(desc(visitComments.id));

/** The shopper's own draft; null when there is none. */
export async function findVisitDraft(
	db: Db,
	viewer: Viewer,
	id: string
): Promise<SavedVisitDraft | null> {
	const [draft] = await db
		.select({
			document: visitDrafts.document,
			version: visitDrafts.version,
			tab: visitDrafts.tab,
			updatedAt: visitDrafts.updatedAt
		})
		.from(visitDrafts)
		.where(own(viewer, id));
	return draft ?? null;
}

/** Saves over the version that the writer saw; `saved: false` brings what stands there instead. */
export async function saveVisitDraft(
	db: Db,
	viewer: Viewer,
	id: string,
	{ document, version, tab }: { document: VisitDocument; version: number; tab: string }
): Promise<{ saved: true; version: number } | ({ saved: false } & SavedVisitDraft)> {
	const [saved] = await db
		.update(visitDrafts)
		.set({ document, tab, version: version + 1, updatedAt: new Date() })
		.where(and(own(viewer, id), eq(visitDrafts.version, version)))
		.returning({ version: visitDrafts.version });
	if (saved) return { saved: true, version: saved.version };
	const standing = await findVisitDraft(db, viewer, id);
	if (!standing) throw notFound();
	// The answer to an earlier save of the same may have been lost on the way, or its tab closed.
	if (isDeepStrictEqual(standing.document, document))
		return { saved: true, version: standing.version };
	if (standing.tab === tab && standing.version === version + 1)
		return saveVisitDraft(db, viewer, id, { document, version: version + 1, tab });
	return { saved: false, ...standing };
}

const own = (viewer: Viewer, id: string) =>
	and(eq(visitDrafts.visitId, id), eq(visitDrafts.shopperId, viewer.id));
