import { and, asc, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import type { Viewer } from '../../permissions.ts';
import { readPlace } from '../../distance.ts';
import { readOpeningHours, writeOpeningHours } from '../../opening-hours.ts';
import { line, optionalLine } from '../../text.ts';
import { isTimeZone, timeZone } from '../../time-zone.ts';
import { audit, changed } from '../audit/audit.ts';
import type { Db } from '../db/database.ts';
import { locations } from '../db/schema/index.ts';
import { orTaken } from '../db/taken.ts';
import { conflict, invalid, notFound } from '../errors.ts';

/** IANA names to choose from, that of the house first. */
export const listTimeZones = () => [
	...new Set([timeZone(), 'UTC', ...Intl.supportedValuesOf('timeZone')])
];

export const locationSchema = z.object({
	code: line(50),
	name: line(200),
	address: optionalLine(500).default(''),
	timeZone: z.string().refine(isTimeZone).default(timeZone),
	/** Latitude and longitude as a map gives them: `56.9496, 24.1052`. */
	coordinates: optionalLine(60)
		.refine((text) => !text || readPlace(text), { error: 'coordinates_wrong' })
		.default(''),
	/** `Mo-Fr 10:00-20:00; Sa 10:00-16:00`. */
	openingHours: optionalLine(500)
		.refine((text) => readOpeningHours(text), { error: 'opening_hours_wrong' })
		.default('')
});
export type LocationInput = z.output<typeof locationSchema>;

/** Places by name with their number of active employees; archived ones only when asked for. */
export const listLocations = (db: Db, { archived = false } = {}) =>
	db
		.select(columns)
		.from(locations)
		.where(archived ? isNotNull(locations.archivedAt) : isNull(locations.archivedAt))
		.orderBy(asc(locations.name), asc(locations.id));

export async function getLocation(db: Db, id: string) {
	const [location] = await db.select(columns).from(locations).where(eq(locations.id, id));
	if (!location) throw notFound();
	return location;
}

/** The place as its form edits it. */
export function locationInput(location: Awaited<ReturnType<typeof getLocation>>): LocationInput {
	const { code, name, address, timeZone, latitude, longitude, openingHours } = location;
	const coordinates = latitude === null || longitude === null ? '' : `${latitude}, ${longitude}`;
	return {
		code,
		name,
		address,
		timeZone,
		coordinates,
		openingHours: writeOpeningHours(openingHours)
	};
}

function columnsOf({ coordinates, openingHours, ...input }: LocationInput) {
	const place = readPlace(coordinates) ?? { latitude: null, longitude: null };
	return { ...input, ...place, openingHours: readOpeningHours(openingHours) ?? [] };
}

export async function addLocation(db: Db, viewer: Viewer, input: LocationInput) {
	return db.transaction(async (db) => {
		const insert = db.insert(locations).values(columnsOf(input)).returning({ id: locations.id });
		const [{ id }] = await orTaken(insert, codeTaken);
		await audit(db, viewer, 'location.added', id, { after: input });
		return id;
	});
}

export async function editLocation(db: Db, viewer: Viewer, id: string, input: LocationInput) {
	await db.transaction(async (db) => {
		const before = locationInput(await getLocation(db, id));
		const update = db.update(locations).set(columnsOf(input)).where(eq(locations.id, id));
		await orTaken(update, codeTaken);
		const change = changed(before, input);
		if (change) await audit(db, viewer, 'location.edited', id, change);
	});
}

/** Takes a place out of the lists. Throws a conflict while somebody active works there. */
export async function archiveLocation(db: Db, viewer: Viewer, id: string) {
	await db.transaction(async (db) => {
		const { name, employeeCount } = await getLocation(db, id);
		if (employeeCount) throw conflict(m.people_location_not_empty());
		const archivedAt = new Date();
		await db
			.update(locations)
			.set({ archivedAt })
			.where(and(eq(locations.id, id), isNull(locations.archivedAt)));
		await audit(db, viewer, 'location.archived', id, { before: { name } });
	});
}

export async function restoreLocation(db: Db, viewer: Viewer, id: string) {
	await db.transaction(async (db) => {
		const { name } = await getLocation(db, id);
		await db.update(locations).set({ archivedAt: null }).where(eq(locations.id, id));
		await audit(db, viewer, 'location.restored', id, { after: { name } });
	});
}

// Plain names: in a query on one table drizzle leaves the table out of a column's name.
const columns = {
	id: locations.id,
	code: locations.code,
	name: locations.name,
	address: locations.address,
	timeZone: locations.timeZone,
	latitude: locations.latitude,
	longitude: locations.longitude,
	openingHours: locations.openingHours,
	archivedAt: locations.archivedAt,
	employeeCount: sql<number>`(select count(*)::int from employees
		where employees.location_id = locations.id and employees.deactivated_at is null)`
};

const codeTaken = { locations_code_unique: () => invalid(m.people_code_taken(), 'code') };
