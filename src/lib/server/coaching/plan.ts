import { validate as isUuid } from 'uuid';
import { and, asc, desc, eq, isNotNull, isNull, ne, or } from 'drizzle-orm';
import type { CoachingReport, Outcome } from '../../coaching-report.ts';
import type { Viewer } from '../../permissions.ts';
import { audit } from '../audit/audit.ts';
import type { Db } from '../db/database.ts';
import { actions, reports } from '../db/schema/index.ts';
import { notFound } from '../errors.ts';
import { writableReports } from './visibility.ts';

/** The report whose plan holds: issued last and not superseded. `draftId` is about to take the place of another. */
const lastReport = (db: Db, employeeId: string, draftId: string | null) =>
	db
		.select({ id: reports.id })
		.from(reports)
		.where(
			and(
				eq(reports.employeeId, employeeId),
				isNotNull(reports.issuedAt),
				isNull(reports.supersededAt),
				draftId ? or(isNull(reports.supersededBy), ne(reports.supersededBy, draftId)) : undefined
			)
		)
		.orderBy(desc(reports.issuedAt), desc(reports.id))
		.limit(1);

/** What was agreed last, in its order, with what became of it. */
export function readLastPlan(db: Db, employeeId: string, draftId: string | null = null) {
	return db
		.select({
			id: actions.id,
			action: actions.action,
			owner: actions.owner,
			due: actions.due,
			measure: actions.measure,
			baseline: actions.baseline,
			target: actions.target,
			outcome: actions.outcome,
			outcomeNote: actions.outcomeNote,
			outcomeAt: actions.outcomeAt
		})
		.from(actions)
		.where(eq(actions.reportId, lastReport(db, employeeId, draftId)))
		.orderBy(asc(actions.ordinal), asc(actions.id));
}
export type PlanRow = Awaited<ReturnType<typeof readLastPlan>>[number];

/** How the last plan went, as a report says it. */
export const previousPlanOf = (rows: PlanRow[]): CoachingReport['previousPlan'] =>
	rows.map(({ action, measure, baseline, target, outcome, outcomeNote }) => ({
		action,
		measure,
		baseline,
		target,
		status: outcome ?? 'open',
		note: outcomeNote
	}));

/** What became of an agreed action; null opens it again. Throws 404 for those who may not write the report. */
export async function setActionOutcome(
	db: Db,
	viewer: Viewer,
	actionId: string,
	{ outcome, note }: { outcome: Outcome | null; note: string }
) {
	if (!isUuid(actionId)) throw notFound();
	return db.transaction(async (db) => {
		const [before] = await db
			.select({ outcome: actions.outcome, note: actions.outcomeNote })
			.from(actions)
			.innerJoin(reports, eq(reports.id, actions.reportId))
			.where(and(eq(actions.id, actionId), writableReports(viewer)))
			.for('update', { of: actions });
		if (!before) throw notFound();
		const decided = outcome && { outcomeAt: new Date(), outcomeBy: viewer.id };
		await db
			.update(actions)
			.set({ outcome, outcomeNote: note, ...(decided ?? { outcomeAt: null, outcomeBy: null }) })
			.where(eq(actions.id, actionId));
		await audit(db, viewer, 'action.outcome_set', actionId, { before, after: { outcome, note } });
	});
}
