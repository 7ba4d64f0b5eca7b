import { asc, eq, inArray, sql } from 'drizzle-orm';
import { v7 } from 'uuid';
import type { Viewer } from '../../permissions.ts';
import { programmeSchema } from '../../programme.ts';
import { visitFilingSchema } from '../../visit-document.ts';
import { inZone } from '../../time-zone.ts';
import type { Db } from '../db/database.ts';
import {
	employees,
	locations,
	reviews,
	scorecardVersions,
	visitFlags,
	visits
} from '../db/schema/index.ts';
import { takeVisit } from '../visits/assignment.ts';
import { approveVisit, releaseVisit, startCheck } from '../visits/checking.ts';
import { fileVisit } from '../visits/filing.ts';
import type { Files } from '../files/files.ts';
import { closeFlag } from '../visits/flags/flags.ts';
import { addProgramme } from '../visits/programmes.ts';
import { completeProfiles } from '../visits/shoppers.ts';
import { manifestOf, sendPhotos } from './photos.ts';
import { approved, waiting, type Story } from './visit-stories.ts';

const demoLocations = [
	{
		code: 'P-01',
		name: 'Riga, Brīvības iela 21',
		address: 'Brīvības iela 21, Rīga',
		timeZone: 'Europe/Riga',
		latitude: 56.9548,
		longitude: 24.1189
	},
	{
		code: 'P-02',
		name: 'Riga, Vecpilsēta',
		address: 'Vaļņu iela 5, Rīga',
		timeZone: 'Europe/Riga',
		latitude: 56.9484,
		longitude: 24.1132
	},
	{
		code: 'P-03',
		name: 'Chișinău, Ștefan cel Mare',
		address: 'bd. Ștefan cel Mare 64, Chișinău',
		timeZone: 'Europe/Chisinau',
		latitude: 47.0245,
		longitude: 28.8323
	}
];
const visitsEach = 5;

type Store = { files: Files; dataDir: string };

/** A mystery-shopping programme: approved visits of three months, one that waits for its check, and one to fill in. */
export async function addVisits(db: Db, viewers: Viewer[], store: Store, now: Date) {
	const viewer = (role: Viewer['role']) => viewers.find((one) => one.role === role)!;
	const [admin, editor, shopper] = [viewer('admin'), viewer('reviewer'), viewer('shopper')];
	await completeProfiles(db);
	const form = await formOf(db);
	const programmeId = await addDemoProgramme(db, admin, form, now);
	const planned = await db
		.select({ id: visits.id, place: locations.code, number: visits.number })
		.from(visits)
		.innerJoin(locations, eq(locations.id, visits.locationId))
		.where(eq(visits.programmeId, programmeId))
		.orderBy(asc(visits.number), asc(locations.code));
	const next = (place: string) =>
		planned.splice(
			planned.findIndex((one) => one.place === place),
			1
		)[0].id;
	const staff = await db.select({ id: employees.id, code: employees.code }).from(employees);
	for (const story of approved) {
		const id = next(story.place);
		await file(db, shopper, store, { id, form, story, now });
		const employeeId = staff.find(({ code }) => code === story.employee)!.id;
		await approve(db, editor, id, employeeId, momentAt(story, now));
	}
	await file(db, shopper, store, { id: next(waiting.place), form, story: waiting, now });
	await takeVisit(db, shopper, next('P-02'));
}

async function formOf(db: Db) {
	const [form] = await db
		.select({ id: scorecardVersions.id })
		.from(scorecardVersions)
		.where(sql`${scorecardVersions.name}->>'en' = 'Shop visit'`);
	return form.id;
}

async function addDemoProgramme(db: Db, admin: Viewer, scorecardVersionId: string, now: Date) {
	await db.insert(locations).values(demoLocations).onConflictDoNothing();
	const places = await db
		.select({ id: locations.id, code: locations.code })
		.from(locations)
		.where(
			inArray(
				locations.code,
				demoLocations.map(({ code }) => code)
			)
		);
	for (const { place, employee } of [...approved, waiting])
		await db
			.update(employees)
			.set({ locationId: places.find(({ code }) => code === place)!.id })
			.where(eq(employees.code, employee));
	return addProgramme(
		db,
		admin,
		programmeSchema.parse({
			name: 'Travel bags',
			brand: 'Soma',
			startsOn: dayIn(now, -2),
			endsOn: dayIn(now, 2),
			scorecardVersionId,
			locationIds: places.map(({ id }) => id),
			visitsPerLocation: visitsEach,
			rotationDays: 0,
			scenario: 'You look for a bag for a journey of five days, with room for a laptop.',
			legend: 'You travel for work and have bought here once before.',
			awkwardQuestions: 'Doubt the price, or ask for something that cannot be promised.',
			purchase: 'Anything up to the budget, if you are offered what suits you.',
			budget: '90.00',
			fee: '25.00',
			expenses: '90.00',
			maxDistanceMetres: 150,
			minMinutes: 15,
			// On any day of a month some can still be appealed, and some no longer
			appealDays: 45,
			staff: 'named'
		})
	);
}

/** The first day of the month that lies so many months away. */
const dayIn = (now: Date, months: number) =>
	new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + months, 1))
		.toISOString()
		.slice(0, 10);

/** When the shopper came in; never later than yesterday. */
function momentAt({ monthsAgo, day, timeIn, place }: Story, now: Date) {
	const wanted = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - monthsAgo, day);
	const date = new Date(Math.min(wanted, now.getTime() - 86_400_000)).toISOString().slice(0, 10);
	const { timeZone } = demoLocations.find(({ code }) => code === place)!;
	return new Date(inZone(Date.parse(`${date}T${timeIn}Z`), timeZone));
}

async function file(
	db: Db,
	shopper: Viewer,
	store: Store,
	{ id: visitId, form, story, now }: { id: string; form: string; story: Story; now: Date }
) {
	const startedAt = momentAt(story, now);
	const endedAt = new Date(startedAt.getTime() + story.minutes * 60_000);
	const place = demoLocations.find(({ code }) => code === story.place)!;
	const { timeZone } = place;
	const clock = (at: Date) => at.toLocaleTimeString('en-GB', { timeZone, timeStyle: 'short' });
	const date = startedAt.toLocaleDateString('sv-SE', { timeZone });
	const { front = [], receipt = [] } = story.photos ?? {};
	const manifest = await manifestOf([...front, ...receipt]);
	await takeVisit(db, shopper, visitId);
	const filing = visitFilingSchema.parse({
		visitId,
		scorecardVersionId: form,
		startedAt: startedAt.toISOString(),
		endedAt: endedAt.toISOString(),
		answers: {
			visit_date: date,
			time_in: clock(startedAt),
			time_out: clock(endedAt),
			rule_check: 'reveal',
			...story.answers,
			...(front.length && { front }),
			...(receipt.length && { receipt: { ...(story.answers.receipt as object), photos: receipt } })
		},
		files: manifest,
		position: {
			latitude: place.latitude + 0.0003,
			longitude: place.longitude - 0.0004,
			accuracy: 18,
			at: startedAt.toISOString()
		},
		ratings: Object.fromEntries(
			Object.entries(story.marks).map(([key, mark]) => {
				const [level, comment] = Array.isArray(mark) ? mark : [mark, ''];
				return [key, { level, comment }];
			})
		)
	});
	const result = await fileVisit(db, shopper, v7(), filing);
	if (!result.filed) throw new Error(`Demo visit: ${JSON.stringify(result.problems)}`);
	const key = `${story.place} ${story.monthsAgo} ${story.timeIn}`;
	const takenAt = new Date(startedAt.getTime() + 60_000);
	await sendPhotos(db, shopper, store, { visitId, key, manifest, takenAt }, place);
	await db
		.update(visits)
		.set({ filedAt: new Date(endedAt.getTime() + 3_600_000) })
		.where(eq(visits.id, visitId));
}

async function approve(db: Db, editor: Viewer, visitId: string, employeeId: string, on: Date) {
	await startCheck(db, editor, visitId);
	const flags = await db
		.select({ id: visitFlags.id })
		.from(visitFlags)
		.innerJoin(visits, eq(visits.filingId, visitFlags.filingId))
		.where(eq(visits.id, visitId));
	for (const { id } of flags)
		await closeFlag(db, editor, visitId, id, { verdict: 'dismissed', word: 'Asked the shopper.' });
	const comment = 'Thank you: a clear account, every mark has its reason.';
	await approveVisit(db, editor, visitId, { employeeId, shopperRating: 5, comment });
	await releaseVisit(db, editor, visitId);
	const at = new Date(on.getTime() + 20 * 3_600_000);
	await db.update(visits).set({ approvedAt: at }).where(eq(visits.id, visitId));
	await db
		.update(reviews)
		.set({ submittedAt: at, releaseAt: at })
		.where(eq(reviews.visitId, visitId));
}
