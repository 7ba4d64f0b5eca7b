import { eq, sql } from 'drizzle-orm';
import { v7 } from 'uuid';
import { m } from '#lib/paraglide/messages.js';
import type { Viewer } from '../../permissions.ts';
import type { ReviewDraft } from '../../review.ts';
import { writeTime } from '../../recording.ts';
import { criteriaOf, isQuote, isStretch, type Definition, type Evidence } from '../../scorecard.ts';
import { levelValue, missing, score, type Missing } from '../../scoring.ts';
import type { Db } from '../db/database.ts';
import { reviews } from '../db/schema/index.ts';
import { invalid, notFound } from '../errors.ts';
import { getScorecardVersion } from '../scorecards/versions.ts';

export type Submission = { document: ReviewDraft; reason?: string };
export type Submitted = { submitted: true } | { submitted: false; missing: Missing[] };

/**
 * Freezes the review and its score as a new revision. The scorecard version stays with it for ever.
 * A second submit of the same draft changes nothing. Four round trips, however many criteria.
 */
export async function submitReview(
	db: Db,
	viewer: Viewer,
	id: string,
	{ document, reason = '' }: Submission
): Promise<Submitted> {
	return db.transaction(async (db) => {
		const review = await lockOwnReview(db, viewer, id, document);
		if (!review.hasDraft) return { submitted: true };
		if (review.revisions > 0 && !reason.trim()) throw invalid(m.review_reason_missing());
		const { definition } = await getScorecardVersion(db, review.scorecardVersionId);
		const open = missing(definition, document.ratings);
		if (open.length) return { submitted: false, missing: open };
		requireProof(review, document);
		requireKnownCauses(definition, document);
		await writeRevision(db, viewer, review, document, reason, definition);
		return { submitted: true };
	});
}

export type VisitJudgement = {
	visitId: string;
	locationId: string;
	/** null: nobody could be identified, the review is the location's only. */
	employeeId: string | null;
	scorecardVersionId: string;
	occurredAt: Date;
	document: ReviewDraft;
};

/** A checked visit as a review by its editor, in the transaction of the approval; hidden until it is released. */
export async function recordVisitReview(db: Db, viewer: Viewer, judged: VisitJudgement) {
	const { document, ...subject } = judged;
	const { definition } = await getScorecardVersion(db, subject.scorecardVersionId);
	requireKnownCauses(definition, document);
	const [{ id }] = await db
		.insert(reviews)
		.values({ ...subject, reviewerId: viewer.id, channel: 'visit' })
		.returning({ id: reviews.id });
	const review = { id, revisions: 0, releaseAfterHours: null };
	await writeRevision(db, viewer, review, document, '', definition);
	return id;
}

/** A visit's review as an appeal decided it: a further revision, in the transaction of the decision. */
export async function reviseVisitReview(
	db: Db,
	viewer: Viewer,
	id: string,
	{ document, reason }: Required<Submission>
) {
	const [review] = await db
		.select({
			versionId: reviews.scorecardVersionId,
			revisions: sql<number>`(select count(*)::int from review_revisions v where v.review_id = ${id})`
		})
		.from(reviews)
		.where(eq(reviews.id, id))
		.for('update');
	const { definition } = await getScorecardVersion(db, review.versionId);
	const locked = { id, revisions: review.revisions, releaseAfterHours: null };
	await writeRevision(db, viewer, locked, document, reason, definition);
}

type Locked = {
	id: string;
	scorecardVersionId: string;
	hasDraft: boolean;
	revisions: number;
	/** Text by ordinal of the segments that the evidence points at. */
	texts: Record<string, string>;
	/** Of the recording; null where there is none. */
	durationMs: number | null;
	releaseAfterHours: number;
};

async function lockOwnReview(db: Db, viewer: Viewer, id: string, document: ReviewDraft) {
	const quotes = allEvidence(document).filter(isQuote);
	const ordinals = quotes.map(({ segment }) => segment);
	// After a wait for the lock only `r` is new: a revision that the rest does not see ended this draft
	const { rows } = await db.execute<Locked>(sql`
		with record as (
			select c.id from conversations c where c.id = (select conversation_id from reviews where id = ${id})
				and c.erased_at is null for share
		)
		select r.id, r.scorecard_version_id as "scorecardVersionId",
			exists (select from review_drafts d where d.review_id = r.id)
				and r.current_revision_id is not distinct from (select v.id from review_revisions v
					where v.review_id = r.id order by v.number desc limit 1) as "hasDraft",
			(select count(*)::int from review_revisions v where v.review_id = r.id) as revisions,
			(select coalesce(jsonb_object_agg(s->>'ordinal', s->>'text'), '{}') from transcripts t,
				jsonb_array_elements(t.segments) s where t.conversation_id = r.conversation_id
				and exists (select from record)
				and (s->>'ordinal')::int = any(${sql.param(ordinals)}::int[])) as texts,
			(select duration_ms from recordings where conversation_id = r.conversation_id) as "durationMs",
			(select release_after_hours from house) as "releaseAfterHours"
		from reviews r where r.id = ${id} and r.reviewer_id = ${viewer.id} for update of r`);
	if (!rows[0]) throw notFound();
	return rows[0];
}

const allEvidence = (document: ReviewDraft): Evidence[] =>
	Object.values(document.ratings).flatMap((rating) => rating.evidence);

/** The quote must stand in the record, letter for letter; the stretch must lie in the recording. */
function requireProof({ texts, durationMs }: Locked, document: ReviewDraft) {
	for (const evidence of allEvidence(document))
		if (isStretch(evidence)) {
			const stretch = `${writeTime(evidence.fromMs)}–${writeTime(evidence.toMs)}`;
			if (evidence.toMs > (durationMs ?? 0)) throw invalid(m.review_stretch_wrong({ stretch }));
		} else {
			const { segment, start, end, quote } = evidence;
			const stands = texts[segment]?.slice(start, end) === quote;
			if (!stands) throw invalid(m.review_quote_wrong({ quote }));
		}
}

function requireKnownCauses(definition: Definition, document: ReviewDraft) {
	for (const { key, rootCauses } of criteriaOf(definition)) {
		const known = rootCauses.map((cause) => cause.key);
		const unknown = document.ratings[key].rootCauses.find((cause) => !known.includes(cause));
		if (unknown) throw invalid(m.review_cause_unknown({ cause: unknown }));
	}
}

async function writeRevision(
	db: Db,
	viewer: Viewer,
	/** `releaseAfterHours` null: only when somebody releases it. */
	review: Pick<Locked, 'id' | 'revisions'> & { releaseAfterHours: number | null },
	document: ReviewDraft,
	reason: string,
	definition: Definition
) {
	const result = score(definition, document.ratings);
	const rows = ratingRows(definition, document);
	const proofs = rows.flatMap(({ id, evidence }) =>
		evidence.map((one) => {
			const place = isStretch(one) ? { from_ms: one.fromMs, to_ms: one.toMs } : one;
			return { ...place, id: v7(), rating_id: id };
		})
	);
	const revisionId = v7();
	const number = review.revisions + 1;
	const action = number === 1 ? 'review.submitted' : 'review.revised';
	const after = { number, reason, score: result.score };
	await db.execute(sql`
		with revision as (
			insert into review_revisions (id, review_id, number, reason, overall_comment, private_note,
				tags, difficult_customer, score, score_without_critical, created_by)
			values (${revisionId}, ${review.id}, ${number}, ${reason}, ${document.overallComment},
				${document.privateNote}, ${sql.param(document.tags)}::text[], ${document.difficultCustomer},
				${result.score}, ${result.withoutCritical}, ${viewer.id})
		), rated as (
			insert into ratings (id, revision_id, criterion, level, value, weight, na, comment, root_causes,
				other_cause)
			select id, ${revisionId}::uuid, criterion, level, value, weight, na, comment, root_causes,
				other_cause
			from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row (id uuid, criterion text, level int,
				value numeric, weight numeric, na text, comment text, root_causes text[], other_cause text)
		), proved as (
			insert into evidence (id, rating_id, segment, start, "end", quote, from_ms, to_ms)
			select id, rating_id, segment, start, "end", quote, from_ms, to_ms
			from jsonb_to_recordset(${JSON.stringify(proofs)}::jsonb) as row (id uuid, rating_id uuid,
				segment int, start int, "end" int, quote text, from_ms int, to_ms int)
		), closed as (
			delete from review_drafts where review_id = ${review.id}
		), audited as (
			insert into audit_events (actor_id, actor_name, address, action, subject, after)
			values (${viewer.id}, ${viewer.name}, ${viewer.address}, ${action}, ${review.id},
				${JSON.stringify(after)}::jsonb)
		)
		update reviews set current_revision_id = ${revisionId}, score = ${result.score},
			score_without_critical = ${result.withoutCritical},
			critical_failures = ${result.criticalFailures.length},
			active_seconds = ${document.activeSeconds},
			submitted_at = coalesce(submitted_at, now()), acknowledged_at = null,
			release_at = coalesce(${document.releaseAt}::timestamptz, release_at,
				now() + make_interval(hours => ${review.releaseAfterHours}::int))
		where id = ${review.id}`);
}

function ratingRows(definition: Definition, document: ReviewDraft) {
	return criteriaOf(definition).map((criterion) => {
		const rating = document.ratings[criterion.key];
		const level = rating.na ? null : rating.level;
		return {
			id: v7(),
			criterion: criterion.key,
			level,
			value: level && levelValue(criterion, level),
			weight: criterion.weight,
			na: rating.na,
			comment: rating.comment,
			root_causes: rating.rootCauses,
			other_cause: rating.otherCause,
			evidence: rating.evidence
		};
	});
}
