import { createHash } from 'node:crypto';
import { and, eq, sql } from 'drizzle-orm';
import { m } from '#lib/paraglide/messages.js';
import type { Viewer } from '../../permissions.ts';
import type { Definition } from '../../scorecard.ts';
import type { VisitDocument, VisitFiling } from '../../visit-document.ts';
import { visitProblems, type VisitProblem } from '../../visit-problems.ts';
import type { VisitState } from '../../visit-states.ts';
import { localTime } from '../../visit-windows.ts';
import { audit } from '../audit/audit.ts';
import type { Db } from '../db/database.ts';
import {
	locations,
	programmes,
	visitFilingConflicts,
	visitFilings,
	visits
} from '../db/schema/index.ts';
import { conflict, invalid, notFound } from '../errors.ts';
import { getScorecardVersion } from '../scorecards/versions.ts';
import { orderCommentReading } from './flags/comments-job.ts';
import { raiseFlags } from './flags/raise.ts';
import { receivedFiles, type ReceivedFile } from './photos/photos.ts';
import { fileableVisits } from './scope.ts';
import { moveVisit } from './visits.ts';

type Stored = Pick<
	typeof visitFilings.$inferSelect,
	'id' | 'visitId' | 'shopperId' | 'hash' | 'document' | 'marks' | 'receivedAt'
>;

/** What is here for ever: the answers, and each file of the manifest that has arrived. */
export type Receipt = Pick<Stored, 'id' | 'visitId' | 'hash' | 'marks' | 'receivedAt'> & {
	files: ReceivedFile[];
	/** Nothing of the manifest is missing: the phone may forget the visit. */
	isComplete: boolean;
};
export type Filed = { filed: true; receipt: Receipt } | { filed: false; problems: VisitProblem[] };

/**
 * Takes a visit as it was filled in on a phone. `id` was made there and is the key to it: the same content again
 * gives the stored receipt; other content is kept for the editor and refused with 409. What comes late, or after the
 * visit went to somebody else, is kept and marked. What is missing comes back by name and nothing is stored.
 * `phoneTime` is what the phone's clock says now.
 */
export async function fileVisit(
	db: Db,
	viewer: Viewer,
	id: string,
	filing: VisitFiling,
	phoneTime: Date | null = null
): Promise<Filed> {
	const hash = hashOf(filing);
	const result = await db.transaction(async (db) => {
		await db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${id}, 0))`);
		const stored = await findFiling(db, viewer, id);
		if (!stored) return fileNew(db, viewer, id, { filing, hash, phoneTime });
		if (stored.hash === hash) return { filed: true as const, receipt: await receiptOf(db, stored) };
		await keepConflict(db, viewer, id, filing, hash);
		return null;
	});
	if (!result) throw conflict(m.visits_filed_otherwise());
	return result;
}

/** What was received under this id by this shopper. Throws 404. */
export async function getReceipt(db: Db, viewer: Viewer, id: string): Promise<Receipt> {
	const stored = await findFiling(db, viewer, id);
	if (!stored) throw notFound();
	return receiptOf(db, stored);
}

async function findFiling(db: Db, viewer: Viewer, id: string) {
	const [stored] = await db.select().from(visitFilings).where(eq(visitFilings.id, id));
	if (stored && stored.shopperId !== viewer.id) throw notFound();
	return stored;
}

async function receiptOf(db: Db, stored: Stored): Promise<Receipt> {
	const { id, visitId, hash, marks, receivedAt } = stored;
	const files = await receivedFiles(db, stored);
	const isComplete = files.every((one) => one.receivedAt);
	return { id, visitId, hash, marks, receivedAt, files, isComplete };
}

/** SHA-256 of the content, whatever the order of its fields. */
const hashOf = (filing: VisitFiling) =>
	createHash('sha256')
		.update(JSON.stringify(sorted(filing)))
		.digest('hex');

function sorted(value: unknown): unknown {
	if (typeof value !== 'object' || value === null) return value;
	if (Array.isArray(value)) return value.map(sorted);
	const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
	return entries.map(([key, inner]) => [key, sorted(inner)]);
}

async function keepConflict(
	db: Db,
	viewer: Viewer,
	filingId: string,
	filing: VisitFiling,
	hash: string
) {
	const [kept] = await db
		.insert(visitFilingConflicts)
		.values({ filingId, hash, document: documentOf(filing) })
		.onConflictDoNothing()
		.returning({ id: visitFilingConflicts.id });
	if (kept) await audit(db, viewer, 'visit.filed_otherwise', filing.visitId, { after: { hash } });
}

const documentOf = ({ answers, ratings, startedAt, endedAt, files, position }: VisitFiling) => ({
	answers,
	ratings,
	startedAt,
	endedAt,
	files,
	position
});

async function fileNew(
	db: Db,
	viewer: Viewer,
	id: string,
	{ filing, hash, phoneTime }: { filing: VisitFiling; hash: string; phoneTime: Date | null }
): Promise<Filed> {
	const visit = await lockFileable(db, viewer, filing.visitId);
	const definition = await formOf(db, visit.scorecardVersionId, filing.scorecardVersionId);
	const problems = visitProblems(definition, filing.answers, filing.ratings, filing.files);
	if (problems.length) return { filed: false, problems };
	const isTheirs = visit.shopperId === viewer.id;
	const to = isTheirs ? nextState(visit.state) : null;
	if (isTheirs && visit.state === 'planned') throw conflict(m.visits_accept_first());
	const marks = [
		...marksOf(visit, filing),
		...clockMarks(phoneTime),
		...(to ? [] : ['not_current'])
	];
	const { visitId, scorecardVersionId } = filing;
	const document = await withFirst(db, visit, documentOf(filing));
	const [stored] = await db
		.insert(visitFilings)
		.values({
			id,
			visitId,
			shopperId: viewer.id,
			scorecardVersionId,
			hash,
			document,
			marks
		})
		.returning();
	await raiseFlags(db, id);
	if (to) await orderCommentReading(db, id, `${visit.location} #${visit.number}`);
	if (to) {
		const startedAt = document.startedAt ? new Date(document.startedAt) : new Date();
		const set = { filingId: id, startedAt, filedAt: new Date(), returnDueAt: null };
		await moveVisit(db, viewer, visit, { to, set });
	} else await audit(db, viewer, 'visit.filing_kept', visitId, { after: { id, marks } });
	return { filed: true, receipt: await receiptOf(db, stored) };
}

/** Questions are answered at home: when and where the visit was, its first filing knows. */
async function withFirst(db: Db, { state, filingId }: Fileable, document: VisitDocument) {
	if (state !== 'returned' || !filingId) return document;
	const [{ first }] = await db
		.select({ first: visitFilings.document })
		.from(visitFilings)
		.where(eq(visitFilings.id, filingId));
	return {
		...document,
		startedAt: first.startedAt ?? document.startedAt,
		endedAt: first.endedAt ?? document.endedAt,
		position: first.position ?? document.position
	};
}

const nextState = (state: VisitState): VisitState | null => {
	if (state === 'returned') return 'filed_again';
	return state === 'taken' || state === 'in_progress' || state === 'expired' ? 'filed' : null;
};

async function lockFileable(db: Db, viewer: Viewer, visitId: string) {
	const [visit] = await db
		.select({
			id: visits.id,
			state: visits.state,
			shopperId: visits.shopperId,
			dueOn: visits.dueOn,
			returnDueAt: visits.returnDueAt,
			filingId: visits.filingId,
			number: visits.number,
			location: locations.name,
			scorecardVersionId: programmes.scorecardVersionId,
			timeZone: locations.timeZone
		})
		.from(visits)
		.innerJoin(programmes, eq(programmes.id, visits.programmeId))
		.innerJoin(locations, eq(locations.id, visits.locationId))
		.where(and(eq(visits.id, visitId), fileableVisits(viewer)))
		.for('update', { of: visits });
	if (!visit) throw notFound();
	return visit;
}
type Fileable = Awaited<ReturnType<typeof lockFileable>>;

/** The form as it was filled in: any published version of the programme's scorecard. */
async function formOf(db: Db, wantedId: string, filledId: string): Promise<Definition> {
	const [wanted, filled] = await Promise.all([
		getScorecardVersion(db, wantedId),
		getScorecardVersion(db, filledId)
	]);
	if (filled.scorecardId !== wanted.scorecardId || !filled.publishedAt)
		throw invalid(m.programmes_form_unknown(), 'scorecardVersionId');
	return filled.definition;
}

/** How it came; what stands in it is for the flags. None of it refuses the visit. */
function marksOf(visit: Fileable, { startedAt }: VisitFiling): string[] {
	const now = new Date();
	const isLate =
		visit.state === 'returned' && visit.returnDueAt
			? now > visit.returnDueAt
			: localTime(visit.timeZone, now).date > visit.dueOn;
	return [isLate && 'late', startedAt && new Date(startedAt) > now && 'clock_ahead'].filter(
		(mark): mark is string => Boolean(mark)
	);
}

/** A phone whose clock is this far off, in minutes, tells other times than those of the visit. */
const clockTolerance = 10;

function clockMarks(phoneTime: Date | null): string[] {
	const minutes = phoneTime ? Math.round((phoneTime.getTime() - Date.now()) / 60_000) : 0;
	return Math.abs(minutes) > clockTolerance ? [`clock_off:${minutes}`] : [];
}
