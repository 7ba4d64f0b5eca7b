import { and, count, eq, sql, type SQL } from 'drizzle-orm';
import { coachingReportSchema, type CoachingReport } from '../../coaching-report.ts';
import type { Locale } from '../../locales.ts';
import type { Viewer } from '../../permissions.ts';
import { boundsOf, periodLabel, type Period } from '../../periods.ts';
import type { Candidate } from '../../report-words.ts';
import { dayOf, timeZone } from '../../time-zone.ts';
import { maskText } from '../conversations/masking.ts';
import type { Db } from '../db/database.ts';
import { disputes, reviews } from '../db/schema/index.ts';
import { candidatesOf, suggestPriorities, suggestStrengths } from './candidates.ts';
import { readEvidence, readRecords, type RecordRow } from './evidence.ts';
import { figuresOf, type Figures, type Material } from './figures.ts';
import { maskNames } from './names.ts';
import { previousPlanOf, readLastPlan } from './plan.ts';
import { readMaterial } from './report-data.ts';
import {
	countConversations,
	getCoachee,
	inWindow,
	readableReviews,
	type Coachee,
	type Window
} from './rows.ts';
import { samplingSentences, summarySentence } from './sentences.ts';

const daysToAct = 30;
const level = 0.95;

export type Filled = { report: CoachingReport; candidates: Candidate[] };

/**
 * A report with everything that the data can say, for the lead to edit. Only released, undisputed reviews
 * count; customers are initials, reviewers codes. Throws 404 for those who may not see the employee.
 */
export async function fillReport(
	db: Db,
	viewer: Viewer,
	employeeId: string,
	period: Period,
	locale: Locale
): Promise<CoachingReport> {
	return (await prepareReport(db, viewer, employeeId, period, locale)).report;
}

/** The filled report and what else could be chosen. Ten statements, however many reviews. */
export async function prepareReport(
	db: Db,
	viewer: Viewer,
	employeeId: string,
	period: Period,
	locale: Locale,
	draftId: string | null = null
): Promise<Filled> {
	const employee = await getCoachee(db, viewer, employeeId);
	const window = boundsOf(period);
	const [{ material, teamMeans }, evidence, records, contested, total, lastPlan] =
		await Promise.all([
			readMaterial(db, employee, period, 'submitted', 'released'),
			readEvidence(db, employeeId, window, 'released'),
			readRecords(db, employeeId, window, 'released'),
			countDisputes(db, employeeId, window),
			countConversations(db, employeeId, window),
			readLastPlan(db, employeeId, draftId)
		]);
	const figures = figuresOf(material, teamMeans, locale);
	const said = { material, figures, evidence, employee: employee.name };
	const candidates = candidatesOf(said, locale, dayFromNow(daysToAct));
	const priorities = suggestPriorities(said, candidates, locale);
	const strengths = suggestStrengths(said, candidates, priorities, locale);
	const report = coachingReportSchema.parse({
		...figures,
		...headOf(employee, period, locale),
		summary: summarySentence(figures, locale),
		strengths: strengths.map(({ strength }) => strength),
		previousPlan: previousPlanOf(lastPlan),
		priorities: priorities.map(({ priority }) => priority),
		plan: priorities.map(({ action }) => action),
		questions: { goal: '', reality: '', options: '', will: '' },
		disputes: contested,
		signOff: signOffOf(employee, viewer),
		reviews: reviewRows(material, records, employee),
		method: { sampling: samplingSentences(sampled(material, total), locale), level }
	} satisfies CoachingReport & Figures);
	return { report, candidates };
}

function headOf({ name, code, team, lead, house }: Coachee, period: Period, locale: Locale) {
	const label = periodLabel(period, locale);
	return {
		id: null,
		locale,
		timeZone: timeZone(),
		house,
		issuedAt: null,
		employee: { name, code, team, lead },
		period: { from: period.from, to: period.to, label }
	};
}

const signOffOf = (employee: Coachee, viewer: Viewer): CoachingReport['signOff'] => ({
	decision: null,
	comment: '',
	employee: { name: employee.name, on: null },
	lead: { name: viewer.name, on: null },
	nextMeeting: null
});

function reviewRows({ current, marks }: Material, records: RecordRow[], employee: Coachee) {
	return current.map((review) => {
		const record = records.find((one) => one.reviewId === review.id);
		const comment = maskNames(
			maskText(record?.comment ?? ''),
			[record?.customerName],
			employee.name
		);
		return {
			date: dayOf(review.occurredAt),
			channel: review.channel,
			id: (record?.name ?? review.id).slice(0, 500),
			score: review.score,
			withoutCritical: review.withoutCritical,
			critical: marks.filter((mark) => mark.review.id === review.id && mark.critical).length,
			reviewerCode: reviewerCode(record?.reviewerId ?? ''),
			comment
		};
	});
}

/** The same for each review of a reviewer, and no name. */
const reviewerCode = (id: string) => `R-${id.slice(-4).toUpperCase()}`;

function sampled({ current, disputed, unreleased }: Material, total: number) {
	const reviewed = new Set(current.map((review) => review.conversationId ?? review.id)).size;
	return { reviewed, total, disputed, unreleased };
}

/** Disputes about the period's reviews, the decided ones too. */
async function countDisputes(db: Db, employeeId: string, window: Window) {
	const [row] = await db
		.select({
			raised: count(),
			accepted: countWhere(sql`${disputes.outcome} = 'accepted'`),
			open: countWhere(sql`${disputes.decidedAt} is null`)
		})
		.from(disputes)
		.innerJoin(reviews, eq(reviews.id, disputes.reviewId))
		.where(and(eq(reviews.employeeId, employeeId), inWindow(window), readableReviews('submitted')));
	return row;
}

const countWhere = (condition: SQL) => sql<number>`(count(*) filter (where ${condition}))::int`;

function dayFromNow(days: number) {
	return dayOf(new Date(Date.now() + days * 86_400_000));
}
