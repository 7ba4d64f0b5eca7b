import { and, eq, isNotNull, isNull, ne, sql } from 'drizzle-orm';
import { metresBetween } from '../../../distance.ts';
import { localTime } from '../../../visit-windows.ts';
import type { Db } from '../../db/database.ts';
import {
	locations,
	visitFiles,
	visitFilings,
	visitPhotoPrints,
	visits
} from '../../db/schema/index.ts';
import type { Files } from '../../files/files.ts';
import { found, type Facts, type Found } from './facts.ts';
import { isSamePicture, mostBits, printOf } from './photo-print.ts';
import { getFacts, saveFlags } from './found.ts';
import { minutesBetween, stayOf } from './stay.ts';

/** A photo may be taken on the way in or out. */
const graceMinutes = 30;

/** Photos that have a copy and were not looked at yet. */
export const listUnjudgedPhotos = (db: Db) =>
	db
		.select({ id: visitFiles.id, visitId: visitFiles.visitId, shownKey: visitFiles.shownKey })
		.from(visitFiles)
		.leftJoin(visitPhotoPrints, eq(visitPhotoPrints.fileId, visitFiles.id))
		.where(and(isNotNull(visitFiles.shownKey), isNull(visitPhotoPrints.fileId)))
		.orderBy(visitFiles.receivedAt, visitFiles.id);

/** Remembers how a photo looks, and flags it in every filing that names it. Twice is once. */
export async function judgePhoto(
	db: Db,
	files: Files,
	{ id, visitId, shownKey }: { id: string; visitId: string; shownKey: string | null }
) {
	const print = await files.locally(shownKey!, (path) => printOf(path));
	await db.transaction(async (db) => {
		await holdPhotos(db, visitId);
		await db.insert(visitPhotoPrints).values({ fileId: id, print }).onConflictDoNothing();
		const filings = await db
			.select({ id: visitFilings.id })
			.from(visitFilings)
			.where(eq(visitFilings.visitId, visitId));
		for (const filing of filings) {
			const { facts } = await getFacts(db, filing.id);
			await saveFlags(db, filing.id, await findPhotoFlags(db, filing.id, facts));
		}
	});
}

/** A filing and a photo of it may come at once: whoever is second sees the other. */
const holdPhotos = (db: Db, visitId: string) =>
	db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`photos ${visitId}`}, 0))`);

/** What the photos of a filing that are here say: used before, taken at another time, or elsewhere. */
export async function findPhotoFlags(db: Db, filingId: string, facts: Facts): Promise<Found[]> {
	const [filing] = await db
		.select({ visitId: visitFilings.visitId, shopperId: visitFilings.shopperId })
		.from(visitFilings)
		.where(eq(visitFilings.id, filingId));
	await holdPhotos(db, filing.visitId);
	const wanted = new Map((facts.document.files ?? []).map(({ name, sha256 }) => [name, sha256]));
	const photos = (await listPhotos(db, filing)).filter(
		({ name, sha256 }) => wanted.get(name) === sha256
	);
	const flags: Found[] = [];
	for (const photo of photos) {
		const other = await findSame(db, filing.visitId, photo);
		if (other) flags.push(found('photo_reused', photo.id, other));
		flags.push(...offTime(photo, facts), ...offPlace(photo, facts));
	}
	return flags;
}

const listPhotos = (db: Db, { visitId, shopperId }: { visitId: string; shopperId: string }) =>
	db
		.select({
			id: visitFiles.id,
			name: visitFiles.name,
			sha256: visitFiles.sha256,
			takenAt: visitFiles.takenAt,
			latitude: visitFiles.latitude,
			longitude: visitFiles.longitude,
			accuracyMetres: visitFiles.accuracyMetres,
			print: visitPhotoPrints.print
		})
		.from(visitFiles)
		.leftJoin(visitPhotoPrints, eq(visitPhotoPrints.fileId, visitFiles.id))
		.where(and(eq(visitFiles.visitId, visitId), eq(visitFiles.shopperId, shopperId)));
type Photo = Awaited<ReturnType<typeof listPhotos>>[number];

/** The first photo of another visit that shows the same: byte for byte, or to the eye. */
async function findSame(db: Db, visitId: string, { id, sha256, print }: Photo) {
	const others = await db
		.select({
			id: visitFiles.id,
			sha256: visitFiles.sha256,
			print: visitPhotoPrints.print,
			visit: visits.id,
			place: locations.name,
			number: visits.number
		})
		.from(visitFiles)
		.innerJoin(visits, eq(visits.id, visitFiles.visitId))
		.innerJoin(locations, eq(locations.id, visits.locationId))
		.leftJoin(visitPhotoPrints, eq(visitPhotoPrints.fileId, visitFiles.id))
		.where(and(ne(visitFiles.visitId, visitId), ne(visitFiles.id, id), alike(sha256, print)))
		.orderBy(visitFiles.receivedAt, visitFiles.id);
	const same = others.find(
		(other) =>
			other.sha256 === sha256 || (print && other.print && isSamePicture(print, other.print))
	);
	return same
		? { visit: same.visit, place: same.place, number: same.number, photo: same.id }
		: null;
}

/** Bits are counted where the rows are. */
const alike = (sha256: string, print: string | null) =>
	sql`(${visitFiles.sha256} = ${sha256} or ${
		print
			? sql`bit_count(('x' || ${visitPhotoPrints.print})::bit(128) # ('x' || ${print}::text)::bit(128)) <= ${mostBits}`
			: sql`false`
	})`;

function offTime({ id, takenAt }: Photo, facts: Facts): Found[] {
	const stay = stayOf(facts);
	if (!takenAt || !stay) return [];
	const { date, time } = localTime(facts.timeZone, takenAt);
	const isEarly = stay.arrived && minutesBetween(time, stay.arrived) > graceMinutes;
	const isLate = stay.left && minutesBetween(stay.left, time) > graceMinutes;
	if (date === stay.date && !isEarly && !isLate) return [];
	return [found('photo_off_time', id, { at: `${date} ${time}` })];
}

function offPlace({ id, latitude, longitude, accuracyMetres }: Photo, facts: Facts): Found[] {
	const { maxDistanceMetres: limit } = facts;
	if (latitude === null || longitude === null || !limit) return [];
	if (facts.latitude === null || facts.longitude === null) return [];
	const centre = { latitude: facts.latitude, longitude: facts.longitude };
	const metres = metresBetween({ latitude, longitude }, centre);
	if (metres - (accuracyMetres ?? 0) <= limit) return [];
	return [found('photo_off_place', id, { metres: Math.round(metres), limit })];
}
