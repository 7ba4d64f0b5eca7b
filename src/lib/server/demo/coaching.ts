import { and, eq, isNotNull, lt } from 'drizzle-orm';
import { monthOf, periodBefore } from '../../periods.ts';
import type { Viewer } from '../../permissions.ts';
import { issueReport } from '../coaching/issue.ts';
import { startReport } from '../coaching/reports.ts';
import type { Db } from '../db/database.ts';
import { employees, reviews } from '../db/schema/index.ts';

/** Last month but one has its issued report and a plan, so that the next report can say how it went. */
export async function coachFirst(db: Db, viewers: Viewer[], code: string, now: Date) {
	const lead = viewers.find(({ role }) => role === 'lead')!;
	const [employee] = await db.select().from(employees).where(eq(employees.code, code));
	const period = periodBefore(periodBefore(monthOf(now)));
	const { id: employeeId, locale } = employee;
	const id = await startReport(db, lead, { employeeId, period, locale });
	await issueReport(db, lead, id, { version: 1 });
}

/** What is older than a month has been read by its employee. */
export const acknowledgeOld = (db: Db, now: Date) =>
	db
		.update(reviews)
		.set({ acknowledgedAt: now })
		.where(
			and(
				isNotNull(reviews.submittedAt),
				lt(reviews.occurredAt, new Date(now.getTime() - 30 * 86_400_000))
			)
		);
