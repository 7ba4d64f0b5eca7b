import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm';
import { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import { locales } from '../../locales.ts';
import type { Viewer } from '../../permissions.ts';
import { ageBands } from '../../programme.ts';
import { line } from '../../text.ts';
import { audit, changed } from '../audit/audit.ts';
import type { Db } from '../db/database.ts';
import { locations, shopperLocations, shoppers, users, visits } from '../db/schema/index.ts';
import { orTaken } from '../db/taken.ts';
import { invalid, notFound } from '../errors.ts';
import { shopperName } from './scope.ts';

export const shopperSchema = z.object({
	code: line(30),
	languages: z.array(z.enum(locales)).default([]),
	car: z.boolean().default(false),
	ageBand: z.union([z.literal('').transform(() => null), z.null(), z.enum(ageBands)]).default(null),
	/** Where they go; none: anywhere. */
	locationIds: z.array(z.uuid()).max(5000).default([])
});
export type ShopperInput = z.output<typeof shopperSchema>;

/**
 * A profile for every user with the role who has none yet, with the next free code. Called where shoppers are read,
 * so that an invitation is all that an administrator needs.
 */
export async function completeProfiles(db: Db) {
	await db.execute(sql`
		insert into shoppers (user_id, code)
		select id, 'S-' || lpad((coalesce((select max(substring(code from '^S-(\\d{1,9})$')::int) from shoppers), 0)
			+ row_number() over (order by created_at, id))::text, 4, '0')
		from users where role = 'shopper' and not exists (select from shoppers where user_id = users.id)
		on conflict do nothing`);
}

/** Active shoppers by code with what they have done; names for administrators only. */
export async function listShoppers(db: Db, viewer: Viewer) {
	await completeProfiles(db);
	const ofShopper = eq(visits.shopperId, shoppers.userId);
	return db
		.select({
			id: shoppers.userId,
			code: shoppers.code,
			name: shopperName(viewer),
			languages: shoppers.languages,
			car: shoppers.car,
			ageBand: shoppers.ageBand,
			open: sql<number>`count(*) filter (where ${visits.state} in ('taken', 'in_progress', 'returned'))::int`,
			accepted: sql<number>`count(*) filter (where ${isAccepted})::int`,
			rating: ratingOf
		})
		.from(shoppers)
		.innerJoin(users, eq(users.id, shoppers.userId))
		.leftJoin(visits, ofShopper)
		.where(and(isNull(users.deactivatedAt), eq(users.role, 'shopper')))
		.groupBy(shoppers.userId, users.name)
		.orderBy(asc(shoppers.code));
}

const isAccepted = sql`${visits.state} in ('approved', 'released')`;

/** Mean of the editors' marks on accepted visits, 1..5; null before the first. */
const ratingOf = sql<
	number | null
>`avg(${visits.shopperRating}) filter (where ${isAccepted})`.mapWith((value) =>
	value === null ? null : Number(value)
);

/** One shopper. Throws 404. */
export async function getShopper(db: Db, viewer: Viewer, userId: string) {
	const [[row], places] = await Promise.all([
		db
			.select({
				id: shoppers.userId,
				code: shoppers.code,
				name: shopperName(viewer),
				languages: shoppers.languages,
				car: shoppers.car,
				ageBand: shoppers.ageBand
			})
			.from(shoppers)
			.innerJoin(users, eq(users.id, shoppers.userId))
			.where(eq(shoppers.userId, userId)),
		db
			.select({ id: shopperLocations.locationId })
			.from(shopperLocations)
			.where(eq(shopperLocations.userId, userId))
			.orderBy(asc(shopperLocations.locationId))
	]);
	if (!row) throw notFound();
	return { ...row, locationIds: places.map(({ id }) => id) };
}

export async function editShopper(db: Db, viewer: Viewer, userId: string, input: ShopperInput) {
	await db.transaction(async (db) => {
		const { code, languages, car, ageBand, locationIds } = await getShopper(db, viewer, userId);
		const { locationIds: wanted, ...columns } = input;
		const update = db.update(shoppers).set(columns).where(eq(shoppers.userId, userId));
		await orTaken(update, { shoppers_code_unique: () => invalid(m.people_code_taken(), 'code') });
		await setPlaces(db, userId, wanted);
		const change = changed({ code, languages, car, ageBand, locationIds }, input);
		if (change) await audit(db, viewer, 'shopper.edited', userId, change);
	});
}

async function setPlaces(db: Db, userId: string, ids: string[]) {
	await db.delete(shopperLocations).where(eq(shopperLocations.userId, userId));
	if (!ids.length) return;
	const known = await db
		.select({ locationId: locations.id })
		.from(locations)
		.where(inArray(locations.id, ids));
	if (known.length < new Set(ids).size) throw invalid(m.programmes_location_unknown());
	await db.insert(shopperLocations).values(known.map(({ locationId }) => ({ userId, locationId })));
}
