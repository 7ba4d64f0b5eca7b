import { and, asc, desc, eq } from 'drizzle-orm';
import type pg from 'pg';
import type { Viewer } from '../../permissions.ts';
import { monthOf } from '../../periods.ts';
import { dayOf, momentOf } from '../../time-zone.ts';
import { listImports } from '../conversations/imports.ts';
import type { Db } from '../db/database.ts';
import { conversations, reviews } from '../db/schema/index.ts';
import { checkHouse } from '../house/doctor.ts';
import { getHouse, listSetupSteps } from '../house/house.ts';
import { listJobs } from '../jobs/jobs.ts';
import {
	countSubmitted,
	findNextConversation,
	listReviews,
	waitingForEmployee
} from '../reviews/reviews.ts';
import { visibleReviews } from '../reviews/scope.ts';
import { findNewestReview, listPeopleFigures } from './people-figures.ts';
import { readLastPlan } from './plan.ts';
import { listReports } from './report-list.ts';

const few = 5;

/** What a reviewer continues, what comes next, and how the week stands against the goal. Four statements. */
export async function reviewerHome(db: Db, viewer: Viewer, now = new Date()) {
	const [drafts, next, submitted, { weeklyGoal }] = await Promise.all([
		listReviews(db, viewer, { mine: true, state: 'draft', limit: few }),
		findNextConversation(db, viewer),
		countSubmitted(db, viewer, mondayOf(now)),
		getHouse(db)
	]);
	return { drafts: drafts.rows, next, week: { submitted, goal: weeklyGoal } };
}

/** A lead's people by name, for the month of the newest review, and disputes to decide. Four statements. */
export async function leadHome(db: Db, viewer: Viewer, now = new Date()) {
	const period = monthOf((await findNewestReview(db, viewer)) ?? now);
	const [people, disputed] = await Promise.all([
		listPeopleFigures(db, viewer, period),
		listReviews(db, viewer, { state: 'disputed', limit: few })
	]);
	return { period, people, disputed: disputed.rows };
}

/** What an employee has not seen yet, what was agreed, and their reports. At most three statements. */
export async function employeeHome(db: Db, viewer: Viewer) {
	const { employeeId } = viewer;
	const [feedback, plan, reports] = await Promise.all([
		listFeedback(db, viewer),
		employeeId ? readLastPlan(db, employeeId) : [],
		listReports(db, viewer, { limit: few })
	]);
	return { employeeId, feedback, plan, reports: reports.rows };
}

/** What the set-up lacks, whether the house is well, the last imports, and jobs that failed. */
export async function adminHome(
	{ db, pool }: { db: Db; pool: pg.Pool },
	viewer: Viewer,
	settings: { smtpUrl?: string; dataDir: string }
) {
	const [steps, imports, failed, checks] = await Promise.all([
		listSetupSteps(db, settings),
		listImports(db, few),
		listJobs(db, viewer, { state: 'failed' }, few),
		checkHouse(pool, settings)
	]);
	return { steps: steps.filter(({ isDone }) => !isDone), imports, failed: failed.rows, checks };
}

function listFeedback(db: Db, viewer: Viewer) {
	return db
		.select({
			id: reviews.id,
			externalId: conversations.externalId,
			opening: conversations.opening,
			occurredAt: reviews.occurredAt,
			score: reviews.score
		})
		.from(reviews)
		.leftJoin(conversations, eq(conversations.id, reviews.conversationId))
		.where(and(visibleReviews(db, viewer), waitingForEmployee()))
		.orderBy(desc(reviews.occurredAt), asc(reviews.id))
		.limit(few);
}

/** The week begins on Monday. */
function mondayOf(now: Date) {
	const today = new Date(dayOf(now));
	today.setUTCDate(today.getUTCDate() - ((today.getUTCDay() + 6) % 7));
	return momentOf(today.toISOString().slice(0, 10));
}
