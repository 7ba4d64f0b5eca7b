import { and, asc, eq, isNull, sql, type SQL } from 'drizzle-orm';
import { m } from '#lib/paraglide/messages.js';
import type { Viewer } from '../../permissions.ts';
import type { Db } from '../db/database.ts';
import { locations, programmes, shoppers, users, visits } from '../db/schema/index.ts';
import type { VisitState } from '../../visit-states.ts';
import { conflict, invalid, notFound } from '../errors.ts';
import { getReadiness } from './qualification.ts';
import { completeProfiles } from './shoppers.ts';
import { lockVisit, moveVisit, todayThere } from './visits.ts';

/** Visits that this shopper may take: what their profile, the rotation and the calendar allow. */
export async function listBoard(db: Db, viewer: Viewer) {
	await completeProfiles(db);
	return db
		.select({
			id: visits.id,
			programmeId: visits.programmeId,
			programmeName: programmes.name,
			locationName: locations.name,
			address: locations.address,
			opensOn: visits.opensOn,
			dueOn: visits.dueOn,
			fee: programmes.fee,
			currency: programmes.currency
		})
		.from(visits)
		.innerJoin(programmes, eq(programmes.id, visits.programmeId))
		.innerJoin(locations, eq(locations.id, visits.locationId))
		.innerJoin(shoppers, eq(shoppers.userId, viewer.id))
		.where(and(isFree, isOpen, fitsProfile, keepsRotation))
		.orderBy(asc(visits.dueOn), asc(locations.name), asc(visits.id))
		.limit(200);
}

const isFree = and(eq(visits.state, 'planned'), isNull(visits.shopperId)) as SQL;
const isOpen = sql`${visits.dueOn} >= ${todayThere} and ${programmes.archivedAt} is null
	and ${locations.archivedAt} is null`;

const fitsProfile = sql`(cardinality(${programmes.languages}) = 0 or ${programmes.languages} && ${shoppers.languages})
	and (cardinality(${programmes.ageBands}) = 0 or ${shoppers.ageBand} = any(${programmes.ageBands}))
	and (${shoppers.car} or not ${programmes.needsCar})
	and (not exists (select from shopper_locations p where p.user_id = ${shoppers.userId})
		or exists (select from shopper_locations p where p.user_id = ${shoppers.userId}
			and p.location_id = ${visits.locationId}))`;

/** Not at this location within the programme's days, but for visits in these states. */
const rotation = (
	free: VisitState[]
) => sql`(${programmes.rotationDays} = 0 or not exists (select from visits other
	where other.shopper_id = ${shoppers.userId} and other.location_id = ${visits.locationId}
	and other.id <> ${visits.id}
	and other.state <> all(${sql.param(free)}::text[])
	and coalesce(other.started_at, other.filed_at, now()) > now() - make_interval(days => ${programmes.rotationDays})))`;

/** Neither been there nor about to go. */
const keepsRotation = rotation(['planned', 'cancelled', 'expired', 'excluded']);
/** Nor asked to go. */
const keepsRotationOfOffers = rotation(['cancelled', 'expired', 'excluded']);

/** A shopper takes a visit from the board. Of two at once one gets it, the other a 409. */
export async function takeVisit(db: Db, viewer: Viewer, id: string) {
	await db.transaction(async (db) => {
		const [visit] = await db.select().from(visits).where(eq(visits.id, id)).for('update');
		await lockShopper(db, viewer.id);
		if (!visit || (await isBarred(db, viewer.id, id))) throw notFound();
		if (visit.state !== 'planned' || visit.shopperId) throw conflict(m.visits_taken_already());
		const { isReady } = await getReadiness(db, viewer, visit.programmeId);
		if (!isReady) throw conflict(m.visits_not_ready());
		await moveVisit(db, viewer, visit, { to: 'taken', set: { shopperId: viewer.id } });
	});
}

/** Two visits of one place at once by one shopper: the second waits and then breaks the rotation. */
const lockShopper = (db: Db, id: string) =>
	db.select().from(shoppers).where(eq(shoppers.userId, id)).for('update');

/** A shopper says yes to a visit that was offered to them. */
export async function acceptVisit(db: Db, viewer: Viewer, id: string) {
	await db.transaction(async (db) => {
		const visit = await lockVisit(db, viewer, id);
		const { isReady } = await getReadiness(db, viewer, visit.programmeId);
		if (!isReady) throw conflict(m.visits_not_ready());
		if (visit.state !== 'planned') throw conflict(m.visits_wrong_state());
		await lockShopper(db, viewer.id);
		if (!(await fulfils(db, viewer.id, id, keepsRotation))) throw conflict(m.visits_rotation());
		await moveVisit(db, viewer, visit, { to: 'taken' });
	});
}

/** A shopper gives a visit back, with the reason; it is free again. */
export async function declineVisit(db: Db, viewer: Viewer, id: string, reason: string) {
	if (!reason.trim()) throw invalid(m.visits_reason_missing(), 'reason');
	await db.transaction(async (db) => {
		const visit = await lockVisit(db, viewer, id);
		await moveVisit(db, viewer, visit, { to: 'planned', reason, set: { shopperId: null } });
	});
}

/**
 * Offers a visit to a shopper, or to another one; an administrator may pass over the profile, never over the
 * rotation. `null` sets it free.
 */
export async function assignVisit(
	db: Db,
	viewer: Viewer,
	id: string,
	shopperId: string | null,
	reason = ''
) {
	await db.transaction(async (db) => {
		const visit = await lockVisit(db, viewer, id);
		if (visit.shopperId === shopperId) return;
		if (shopperId) await requireShopper(db, shopperId, id);
		await moveVisit(db, viewer, visit, {
			to: 'planned',
			reason,
			set: { shopperId, remindedAt: null }
		});
	});
}

async function requireShopper(db: Db, shopperId: string, visitId: string) {
	const [shopper] = await db
		.select({ id: shoppers.userId })
		.from(shoppers)
		.innerJoin(users, eq(users.id, shoppers.userId))
		.where(
			and(eq(shoppers.userId, shopperId), eq(users.role, 'shopper'), isNull(users.deactivatedAt))
		);
	if (!shopper) throw invalid(m.visits_shopper_unknown(), 'shopperId');
	if (!(await fulfils(db, shopperId, visitId, keepsRotationOfOffers)))
		throw invalid(m.visits_rotation(), 'shopperId');
}

/** Takes a visit out of the plan. What somebody filed cannot be cancelled. */
export async function cancelVisit(db: Db, viewer: Viewer, id: string, reason: string) {
	if (!reason.trim()) throw invalid(m.visits_reason_missing(), 'reason');
	await db.transaction(async (db) => {
		const visit = await lockVisit(db, viewer, id);
		await moveVisit(db, viewer, visit, { to: 'cancelled', reason });
	});
}

/** Visits whose last day has passed where they are, and that nobody filed, expire. Returns how many. */
export async function expireVisits(db: Db): Promise<number> {
	return db.transaction(async (db) => {
		const late = await db
			.select({ id: visits.id, state: visits.state })
			.from(visits)
			.innerJoin(locations, eq(locations.id, visits.locationId))
			.where(
				sql`${visits.state} in ('planned', 'taken', 'in_progress') and ${visits.dueOn} < ${todayThere}`
			)
			.for('update', { of: visits, skipLocked: true });
		for (const visit of late) await moveVisit(db, null, visit, { to: 'expired' });
		return late.length;
	});
}

const isBarred = async (db: Db, shopperId: string, visitId: string) =>
	!(await fulfils(db, shopperId, visitId, and(isOpen, fitsProfile, keepsRotation) as SQL));

async function fulfils(db: Db, shopperId: string, visitId: string, rule: SQL) {
	const [row] = await db
		.select({ id: visits.id })
		.from(visits)
		.innerJoin(programmes, eq(programmes.id, visits.programmeId))
		.innerJoin(locations, eq(locations.id, visits.locationId))
		.innerJoin(shoppers, eq(shoppers.userId, shopperId))
		.where(and(eq(visits.id, visitId), rule));
	return Boolean(row);
}
