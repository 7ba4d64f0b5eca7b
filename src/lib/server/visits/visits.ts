import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { m } from '#lib/paraglide/messages.js';
import type { Viewer } from '../../permissions.ts';
import { canMove, type VisitState } from '../../visit-states.ts';
import { audit } from '../audit/audit.ts';
import type { Db } from '../db/database.ts';
import {
	employees,
	locations,
	programmes,
	reviews,
	shoppers,
	users,
	visitEvents,
	visits
} from '../db/schema/index.ts';
import { conflict, notFound } from '../errors.ts';
import { personName, shopperName, visibleVisits } from './scope.ts';

/** One visit with what stands around it; throws 404 for those who may not see it. */
export async function getVisit(db: Db, viewer: Viewer, id: string) {
	const [row] = await db
		.select({
			id: visits.id,
			programmeId: visits.programmeId,
			programmeName: programmes.name,
			scorecardVersionId: programmes.scorecardVersionId,
			locationId: visits.locationId,
			locationName: locations.name,
			address: locations.address,
			timeZone: locations.timeZone,
			number: visits.number,
			state: visits.state,
			opensOn: visits.opensOn,
			dueOn: visits.dueOn,
			shopperId: visits.shopperId,
			shopperCode: shoppers.code,
			shopperName: shopperName(viewer),
			shopperRating: visits.shopperRating,
			filingId: visits.filingId,
			employeeId: visits.employeeId,
			employeeName: employees.name,
			startedAt: visits.startedAt,
			filedAt: visits.filedAt,
			approvedAt: visits.approvedAt,
			returnDueAt: visits.returnDueAt,
			reviewId: reviews.id,
			score: reviews.score
		})
		.from(visits)
		.innerJoin(programmes, eq(programmes.id, visits.programmeId))
		.innerJoin(locations, eq(locations.id, visits.locationId))
		.leftJoin(shoppers, eq(shoppers.userId, visits.shopperId))
		.leftJoin(users, eq(users.id, visits.shopperId))
		.leftJoin(employees, eq(employees.id, visits.employeeId))
		.leftJoin(reviews, eq(reviews.visitId, visits.id))
		.where(and(eq(visits.id, id), visibleVisits(viewer)));
	if (!row) throw notFound();
	return row;
}
export type Visit = Awaited<ReturnType<typeof getVisit>>;

export type VisitFilter = {
	programmeId?: string;
	states?: VisitState[];
	/** Id of the last visit of the page before. */
	after?: string;
	limit?: number;
};

/** Visits by the day they are due. */
export function listVisits(db: Db, viewer: Viewer, filter: VisitFilter = {}) {
	return db
		.select({
			id: visits.id,
			programmeId: visits.programmeId,
			programmeName: programmes.name,
			locationName: locations.name,
			number: visits.number,
			state: visits.state,
			opensOn: visits.opensOn,
			dueOn: visits.dueOn,
			shopperId: visits.shopperId,
			shopperCode: shoppers.code,
			shopperName: shopperName(viewer),
			filedAt: visits.filedAt,
			score: reviews.score
		})
		.from(visits)
		.innerJoin(programmes, eq(programmes.id, visits.programmeId))
		.innerJoin(locations, eq(locations.id, visits.locationId))
		.leftJoin(shoppers, eq(shoppers.userId, visits.shopperId))
		.leftJoin(users, eq(users.id, visits.shopperId))
		.leftJoin(reviews, eq(reviews.visitId, visits.id))
		.where(
			and(
				visibleVisits(viewer),
				filter.programmeId ? eq(visits.programmeId, filter.programmeId) : undefined,
				filter.states && inArray(visits.state, filter.states),
				filter.after ? isAfter(filter.after) : undefined
			)
		)
		.orderBy(asc(visits.dueOn), asc(locations.name), asc(visits.number), asc(visits.id))
		.limit(filter.limit ?? 500);
}

const isAfter = (id: string) =>
	sql`(${visits.dueOn}, ${locations.name}, ${visits.number}, ${visits.id}) > (select v.due_on, l.name, v.number, v.id
		from visits v join locations l on l.id = v.location_id where v.id = ${id})`;

/** A page of them; `next` is null on the last one. */
export async function pageOfVisits(
	db: Db,
	viewer: Viewer,
	{ limit = 50, ...filter }: VisitFilter = {}
) {
	const rows = await listVisits(db, viewer, { ...filter, limit: limit + 1 });
	const page = rows.slice(0, limit);
	return { rows: page, next: rows.length > limit ? page.at(-1)!.id : null };
}

const offeredUser = alias(users, 'offered_user');
const offeredShopper = alias(shoppers, 'offered_shopper');

/** Who did what when and why, newest first, and whom a visit was offered to. A shopper stands there by code. */
export async function listVisitEvents(db: Db, viewer: Viewer, id: string) {
	await getVisit(db, viewer, id);
	return db
		.select({
			id: visitEvents.id,
			state: visitEvents.state,
			reason: visitEvents.reason,
			at: visitEvents.createdAt,
			by: personName(viewer),
			offeredTo: personName(viewer, { name: offeredUser.name, code: offeredShopper.code })
		})
		.from(visitEvents)
		.leftJoin(users, eq(users.id, visitEvents.userId))
		.leftJoin(shoppers, eq(shoppers.userId, visitEvents.userId))
		.leftJoin(offeredUser, eq(offeredUser.id, visitEvents.offeredTo))
		.leftJoin(offeredShopper, eq(offeredShopper.userId, visitEvents.offeredTo))
		.where(eq(visitEvents.visitId, id))
		.orderBy(desc(visitEvents.createdAt), desc(visitEvents.id));
}

type Change = Partial<typeof visits.$inferInsert>;
type Step = { to: VisitState; reason?: string; set?: Change };

/** The visit, held until the end of the transaction, so that two cannot change it at once. Throws 404. */
export async function lockVisit(db: Db, viewer: Viewer, id: string) {
	const [visit] = await db
		.select()
		.from(visits)
		.where(and(eq(visits.id, id), visibleVisits(viewer)))
		.for('update');
	if (!visit) throw notFound();
	return visit;
}
export type LockedVisit = Awaited<ReturnType<typeof lockVisit>>;

/** One step of a locked visit, with its row and its line in the audit log. `null`: the house, by the calendar. */
export async function moveVisit(
	db: Db,
	viewer: Viewer | null,
	visit: { id: string; state: VisitState },
	{ to, reason = '', set = {} }: Step
) {
	if (!canMove(visit.state, to)) throw conflict(m.visits_wrong_state());
	const [{ shopperId }] = await db
		.update(visits)
		.set({ ...set, state: to })
		.where(eq(visits.id, visit.id))
		.returning({ shopperId: visits.shopperId });
	const offeredTo = to === 'planned' ? shopperId : null;
	await db
		.insert(visitEvents)
		.values({ visitId: visit.id, state: to, userId: viewer?.id ?? null, offeredTo, reason });
	await audit(db, viewer, `visit.${to}`, visit.id, {
		before: { state: visit.state },
		after: { state: to, ...(offeredTo && { offeredTo }), ...(reason && { reason }) }
	});
}

/** Days from the visit's own calendar: today where the location is. */
export const todayThere = sql`(now() at time zone ${locations.timeZone})::date`;
