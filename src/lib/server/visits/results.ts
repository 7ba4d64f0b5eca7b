import { and, desc, eq, isNotNull, lt, ne, sql } from 'drizzle-orm';
import { answerText, isLongText, photoWords } from '../../answer-text.ts';
import { quantile } from '../../bootstrap.ts';
import { metresBetween } from '../../distance.ts';
import { inWords, regions, type Locale } from '../../locales.ts';
import { cents, fromCents, moneyText } from '../../money.ts';
import type { Viewer } from '../../permissions.ts';
import { shownQuestions, takesPhotos, wrongIntegrity } from '../../questions.ts';
import { criteriaOf } from '../../scorecard.ts';
import { levelValue, score } from '../../scoring.ts';
import type { VisitResult } from '../../visit-result.ts';
import { hasOpenDispute } from '../coaching/rows.ts';
import type { Db } from '../db/database.ts';
import {
	employees,
	locations,
	programmes,
	reviews,
	scorecardVersions,
	shoppers,
	visitFilings,
	visits
} from '../db/schema/index.ts';
import { notFound } from '../errors.ts';
import { getRevision } from '../reviews/revisions.ts';
import { listAppeals } from './appeals.ts';
import { listCorrections } from './corrections.ts';
import { listFlags } from './flags/flags.ts';
import { getFacts } from './flags/found.ts';
import { writtenStay } from './flags/stay.ts';
import { visibleResults } from './results-scope.ts';

/** Fewer would be somebody's own score. */
const fewestForMedian = 3;

/** An approved visit with everything that the report says of it, in the reader's language. Throws 404. */
export async function getResult(
	db: Db,
	viewer: Viewer,
	id: string,
	locale: Locale
): Promise<VisitResult> {
	const row = await findRow(db, viewer, id);
	const { visit, location, programme, review } = row;
	const filingId = visit.filingId!;
	const [{ facts }, corrections, flags, revision, { appeals }, last, median] = await Promise.all([
		getFacts(db, filingId),
		listCorrections(db, filingId),
		listFlags(db, filingId),
		getRevision(db, review.currentRevisionId!),
		listAppeals(db, viewer, id),
		findLast(db, visit, review.occurredAt),
		medianOf(db, visit.programmeId)
	]);
	const { definition, document } = facts;
	const words = (key: string, text: string) => corrections[key]?.text ?? text;
	const isHidden = programme.staff === 'hidden';
	const shown = shownQuestions(definition, document.answers, document.ratings)
		.map(({ question }) => question)
		.filter(({ kind }) => kind !== 'integrity' && !(kind === 'staff' && isHidden));
	const answered = shown.flatMap((question) => {
		const answer = document.answers[question.key];
		return answer === undefined ? [] : [{ question, answer }];
	});
	const result = score(definition, revision.ratings);
	const stay = writtenStay(facts);
	const { position } = document;
	const { latitude, longitude } = facts;
	const hasPlace = position && latitude !== null && longitude !== null;
	return {
		id,
		location: location.name,
		address: location.address,
		programme: programme.name,
		scenario: programme.scenario,
		number: visit.number,
		timeZone: location.timeZone,
		date: review.occurredAt.toISOString(),
		arrived: stay.arrived,
		left: stay.left,
		minutes: stay.minutes,
		shopper: viewer.role === 'employee' ? null : row.shopperCode,
		staffRule: programme.staff,
		employee: isHidden ? null : row.employeeName,
		scorecard: `${inWords(row.scorecardName, locale)} v${row.scorecardNumber}`,
		revision: revision.number,
		score: review.score,
		withoutCritical: review.scoreWithoutCritical,
		last,
		median,
		journey: answered.flatMap(({ question, answer }) =>
			question.kind === 'stopwatch' && typeof answer === 'number'
				? [
						{
							name: inWords(question.name, locale),
							seconds: answer,
							standard: question.standardSeconds
						}
					]
				: []
		),
		sections: definition.sections.map((section) => ({
			name: inWords(section.name, locale),
			score: result.sections.find(({ key }) => key === section.key)?.score ?? null,
			items: [
				...answered
					.filter(({ question }) => section.questions?.some(({ key }) => key === question.key))
					.filter(({ question, answer }) => !isLongText(question, answer))
					.filter(({ question: { kind } }) => kind !== 'stopwatch' && !takesPhotos(kind))
					.map(({ question, answer }) => {
						const text = question.kind === 'text' ? words(question.key, String(answer)) : '';
						return {
							key: question.key,
							name: inWords(question.name, locale),
							answer: text ? '' : answerText(question, answer, locale),
							value: null,
							comment: text
						};
					}),
				...section.criteria.map((criterion) => {
					const rating = revision.ratings[criterion.key];
					const level = rating?.level ?? null;
					return {
						key: criterion.key,
						name: inWords(criterion.name, locale),
						answer: level
							? `${level}/${criterion.levels.length} · ${inWords(criterion.levels[level - 1], locale)}`
							: '–',
						value: level ? levelValue(criterion, level) : null,
						comment: rating?.comment ?? ''
					};
				})
			]
		})),
		narrative: answered.flatMap(({ question, answer }) =>
			isLongText(question, answer)
				? [{ name: inWords(question.name, locale), text: words(question.key, String(answer)) }]
				: []
		),
		overallComment: revision.overallComment,
		receipts: answered.flatMap(({ answer }) =>
			typeof answer === 'object' && 'amount' in answer
				? [
						{
							amount: moneyText(
								fromCents(cents(answer.amount)),
								programme.currency,
								regions[locale]
							),
							number: answer.number
						}
					]
				: []
		),
		photoWords: photoWords(answered, document.answers, locale),
		failed: criteriaOf(definition).flatMap((criterion) => {
			const rating = revision.ratings[criterion.key];
			if (!rating?.level || levelValue(criterion, rating.level) >= 0.5) return [];
			return [
				{
					name: inWords(criterion.name, locale),
					level: inWords(criterion.levels[rating.level - 1], locale),
					comment: rating.comment,
					tip: inWords(criterion.coachingTip, locale)
				}
			];
		}),
		validity: {
			metres: hasPlace ? Math.round(metresBetween(position, { latitude, longitude })) : null,
			limit: facts.maxDistanceMetres,
			integrity: integrityOf(facts),
			flags: flags.map(({ rule, details, verdict, word }) => ({
				rule,
				details: withoutOthers(details),
				verdict,
				word: viewer.role === 'employee' ? '' : word
			}))
		},
		appeals: appeals.map(({ createdAt, ...appeal }) => ({
			ground: appeal.ground,
			reason: appeal.reason,
			evidence: appeal.evidence,
			date: createdAt.toISOString(),
			raisedBy: appeal.raisedBy,
			outcome: appeal.outcome,
			decision: appeal.decision,
			decidedBy: viewer.role === 'employee' ? null : appeal.decidedBy,
			decidedAt: appeal.decidedAt?.toISOString() ?? null,
			before: appeal.before,
			after: appeal.after
		}))
	};
}

/** The link to somebody else's visit is the editor's. */
function withoutOthers({ visit, ...details }: Record<string, string | number>) {
	void visit;
	return details;
}

function integrityOf({ definition, document }: Awaited<ReturnType<typeof getFacts>>['facts']) {
	const { answers, ratings } = document;
	const asked = shownQuestions(definition, answers, ratings).filter(
		({ question }) => question.kind === 'integrity'
	).length;
	return { asked, right: asked - wrongIntegrity(definition, answers, ratings).length };
}

async function findRow(db: Db, viewer: Viewer, id: string) {
	const [row] = await db
		.select({
			visit: visits,
			location: locations,
			programme: programmes,
			review: reviews,
			shopperCode: shoppers.code,
			employeeName: employees.name,
			scorecardName: scorecardVersions.name,
			scorecardNumber: scorecardVersions.number
		})
		.from(visits)
		.innerJoin(locations, eq(locations.id, visits.locationId))
		.innerJoin(programmes, eq(programmes.id, visits.programmeId))
		.innerJoin(reviews, eq(reviews.visitId, visits.id))
		.innerJoin(visitFilings, eq(visitFilings.id, visits.filingId))
		.innerJoin(scorecardVersions, eq(scorecardVersions.id, reviews.scorecardVersionId))
		.leftJoin(shoppers, eq(shoppers.userId, visits.shopperId))
		.leftJoin(employees, eq(employees.id, visits.employeeId))
		.where(and(eq(visits.id, id), visibleResults(db, viewer)));
	if (!row) throw notFound();
	return row;
}

/** The visit of this place before, in any programme. */
async function findLast(db: Db, { id, locationId }: typeof visits.$inferSelect, before: Date) {
	const [last] = await db
		.select({ date: reviews.occurredAt, score: reviews.score })
		.from(reviews)
		.where(
			and(
				eq(reviews.locationId, locationId),
				lt(reviews.occurredAt, before),
				isNotNull(reviews.visitId),
				ne(reviews.visitId, id)
			)
		)
		.orderBy(desc(reviews.occurredAt), desc(reviews.id))
		.limit(1);
	return last ? { date: last.date.toISOString(), score: last.score } : null;
}

async function medianOf(db: Db, programmeId: string) {
	const means = await db
		.select({ mean: sql<number>`avg(${reviews.score})::float8` })
		.from(reviews)
		.innerJoin(visits, eq(visits.id, reviews.visitId))
		.where(
			and(eq(visits.programmeId, programmeId), isNotNull(reviews.score), sql`not ${hasOpenDispute}`)
		)
		.groupBy(visits.locationId);
	const values = means.map(({ mean }) => mean);
	return values.length < fewestForMedian
		? null
		: { value: quantile(values, 0.5), n: values.length };
}

/** Results by when they took place, the newest first; `next` is null on the last page. */
export async function listResults(
	db: Db,
	viewer: Viewer,
	{ before, limit = 50 }: { before?: { at: Date; id: string }; limit?: number } = {}
) {
	const rows = await db
		.select({
			id: visits.id,
			number: visits.number,
			location: locations.name,
			programme: programmes.name,
			employee: sql<
				string | null
			>`case when ${programmes.staff} <> 'hidden' then ${employees.name} end`,
			at: reviews.occurredAt,
			timeZone: locations.timeZone,
			score: reviews.score,
			isAppealed: sql<boolean>`exists (select from disputes d where d.review_id = ${reviews.id}
				and d.decided_at is null)`
		})
		.from(visits)
		.innerJoin(locations, eq(locations.id, visits.locationId))
		.innerJoin(programmes, eq(programmes.id, visits.programmeId))
		.innerJoin(reviews, eq(reviews.visitId, visits.id))
		.leftJoin(employees, eq(employees.id, visits.employeeId))
		.where(
			and(
				visibleResults(db, viewer),
				before &&
					sql`(date_trunc('milliseconds', ${reviews.occurredAt}), ${visits.id}) < (${before.at.toISOString()}::timestamptz, ${before.id}::uuid)`
			)
		)
		.orderBy(desc(sql`date_trunc('milliseconds', ${reviews.occurredAt})`), desc(visits.id))
		.limit(limit + 1);
	const page = rows.slice(0, limit);
	const last = page.at(-1);
	return { rows: page, next: rows.length > limit && last ? { at: last.at, id: last.id } : null };
}
