import { and, asc, desc, eq, gte, inArray, isNotNull, isNull, lt, lte, sql } from 'drizzle-orm';
import type { Viewer } from '../../permissions.ts';
import { boundsOf, type Period } from '../../periods.ts';
import type { Db } from '../db/database.ts';
import { employees, reports, reviews, teams, users } from '../db/schema/index.ts';
import { visibleEmployees } from '../people/visibility.ts';
import { hasOpenDispute, inWindow, readableReviews } from './rows.ts';
import { visibleReports } from './visibility.ts';

export type ReportState = 'draft' | 'issued' | 'acknowledged';
export type ReportFilter = {
	employeeId?: string;
	state?: ReportState;
	/** The id that the page before ended with. */
	after?: string;
	limit?: number;
};

/** Newest first, superseded ones among them. `next` is null on the last page. One statement. */
export async function listReports(db: Db, viewer: Viewer, filter: ReportFilter = {}) {
	const { employeeId, state, after, limit = 50 } = filter;
	const rows = await db
		.select({
			id: reports.id,
			employeeId: reports.employeeId,
			employee: employees.name,
			team: sql<string>`coalesce(${teams.name}, '')`,
			author: users.name,
			periodFrom: reports.periodFrom,
			periodTo: reports.periodTo,
			locale: reports.locale,
			updatedAt: reports.updatedAt,
			issuedAt: reports.issuedAt,
			supersededAt: reports.supersededAt,
			acknowledgedAt: reports.acknowledgedAt,
			agreed: reports.agreed
		})
		.from(reports)
		.innerJoin(employees, eq(employees.id, reports.employeeId))
		.innerJoin(users, eq(users.id, reports.createdBy))
		.leftJoin(teams, eq(teams.id, employees.teamId))
		.where(
			and(
				visibleReports(viewer),
				employeeId ? eq(reports.employeeId, employeeId) : undefined,
				state && inState[state],
				after ? lt(reports.id, after) : undefined
			)
		)
		.orderBy(desc(reports.id))
		.limit(limit + 1);
	const page = rows.slice(0, limit);
	return { rows: page, next: rows.length > limit ? page.at(-1)!.id : null };
}
export type ReportRow = Awaited<ReturnType<typeof listReports>>['rows'][number];

const inState = {
	draft: isNull(reports.issuedAt),
	issued: and(isNotNull(reports.issuedAt), isNull(reports.acknowledgedAt)),
	acknowledged: isNotNull(reports.acknowledgedAt)
};

/** Employees with reviews that count in the period and no report, not even a draft, about any of its days. */
export async function listDueReports(db: Db, viewer: Viewer, period: Period) {
	const covered = db
		.select({ id: reports.employeeId })
		.from(reports)
		.where(
			and(
				isNull(reports.supersededAt),
				lte(reports.periodFrom, period.to),
				gte(reports.periodTo, period.from)
			)
		);
	return db
		.select({
			id: employees.id,
			name: employees.name,
			team: sql<string>`coalesce(${teams.name}, '')`,
			reviews: sql<number>`count(*)::int`
		})
		.from(employees)
		.innerJoin(reviews, eq(reviews.employeeId, employees.id))
		.leftJoin(teams, eq(teams.id, employees.teamId))
		.where(
			and(
				visibleEmployees(viewer),
				isNull(employees.deactivatedAt),
				inWindow(boundsOf(period)),
				readableReviews('released'),
				sql`not ${hasOpenDispute}`,
				sql`not ${inArray(employees.id, covered)}`
			)
		)
		.groupBy(employees.id, teams.name)
		.orderBy(asc(employees.name), asc(employees.id));
}
