import { and, asc, desc, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm';
import { validate as isUuid } from 'uuid';
import { m } from '#lib/paraglide/messages.js';
import type { Viewer } from '../../permissions.ts';
import { longPeriod, periodAfter } from '../../periods.ts';
import type { ProgrammeInput } from '../../programme.ts';
import { audit, changed } from '../audit/audit.ts';
import type { Db } from '../db/database.ts';
import {
	locations,
	programmeLocations,
	programmes,
	scorecards,
	scorecardVersions,
	visits
} from '../db/schema/index.ts';
import { invalid, notFound } from '../errors.ts';
import { copyBriefingPhotos } from './briefing-photos.ts';
import { planVisits } from './planning.ts';

/** Programmes, the newest period first, with how many of their visits are done. */
export function listProgrammes(db: Db, { archived = false } = {}) {
	const ofProgramme = eq(visits.programmeId, programmes.id);
	const isLive = sql`${visits.state} not in ('cancelled', 'excluded')`;
	return db
		.select({
			id: programmes.id,
			name: programmes.name,
			brand: programmes.brand,
			startsOn: programmes.startsOn,
			endsOn: programmes.endsOn,
			archivedAt: programmes.archivedAt,
			planned: sql<number>`count(${visits.id}) filter (where ${isLive})::int`,
			approved: sql<number>`count(${visits.id}) filter (where ${visits.state} in ('approved', 'released'))::int`
		})
		.from(programmes)
		.leftJoin(visits, ofProgramme)
		.where(archived ? isNotNull(programmes.archivedAt) : isNull(programmes.archivedAt))
		.groupBy(programmes.id)
		.orderBy(desc(programmes.startsOn), desc(programmes.id));
}

/** One programme with its form and locations. Throws 404. */
export async function getProgramme(db: Db, id: string) {
	if (!isUuid(id)) throw notFound();
	const [[row], places] = await Promise.all([
		db
			.select({
				programme: programmes,
				scorecardId: scorecardVersions.scorecardId,
				scorecardName: scorecardVersions.name,
				scorecardNumber: scorecardVersions.number
			})
			.from(programmes)
			.innerJoin(scorecardVersions, eq(scorecardVersions.id, programmes.scorecardVersionId))
			.where(eq(programmes.id, id)),
		db
			.select({ id: locations.id, name: locations.name })
			.from(programmeLocations)
			.innerJoin(locations, eq(locations.id, programmeLocations.locationId))
			.where(eq(programmeLocations.programmeId, id))
			.orderBy(asc(locations.name), asc(locations.id))
	]);
	if (!row) throw notFound();
	const { programme, ...form } = row;
	return { ...programme, ...form, locations: places };
}
export type Programme = Awaited<ReturnType<typeof getProgramme>>;

/** The programme as its form edits it. */
export function programmeInput(programme: Programme): ProgrammeInput {
	const { budget, fee, expenses, locations, ...rest } = programme;
	const { id, archivedAt, createdAt, scorecardId, scorecardName, scorecardNumber, ...input } = rest;
	void [id, archivedAt, createdAt, scorecardId, scorecardName, scorecardNumber];
	return {
		...input,
		budget: budget ?? '',
		fee: fee ?? '',
		expenses: expenses ?? '',
		locationIds: locations.map(({ id }) => id)
	};
}

/** Makes the programme and plans its visits. Throws 422 for a form that is not for visits. */
export async function addProgramme(db: Db, viewer: Viewer, input: ProgrammeInput) {
	return db.transaction(async (db) => {
		await requireForm(db, input.scorecardVersionId);
		if (input.previousId) await getProgramme(db, input.previousId);
		const [{ id }] = await db.insert(programmes).values(columnsOf(input)).returning();
		await setLocations(db, id, input.locationIds);
		await planVisits(db, viewer, id);
		if (input.previousId) await copyBriefingPhotos(db, input.previousId, id);
		await audit(db, viewer, 'programme.added', id, { after: input });
		return id;
	});
}

/** The same programme for as many days from the next one on, with the newest version of its form. */
export async function nextWave(db: Db, id: string): Promise<ProgrammeInput> {
	const programme = await getProgramme(db, id);
	const forms = await listForms(db);
	const form = forms.find(({ scorecardId }) => scorecardId === programme.scorecardId);
	const { from, to } = periodAfter(longPeriod(programme.startsOn, programme.endsOn));
	return {
		...programmeInput(programme),
		startsOn: from,
		endsOn: to,
		scorecardVersionId: form?.versionId ?? programme.scorecardVersionId,
		previousId: id
	};
}

/** Changes it; visits are planned for new places, and those that nobody took at places left out are cancelled. */
export async function editProgramme(db: Db, viewer: Viewer, id: string, input: ProgrammeInput) {
	await db.transaction(async (db) => {
		await db.select().from(programmes).where(eq(programmes.id, id)).for('update');
		const before = programmeInput(await getProgramme(db, id));
		if (before.scorecardVersionId !== input.scorecardVersionId) {
			await requireForm(db, input.scorecardVersionId);
			await requireSameForm(db, id, before.scorecardVersionId, input.scorecardVersionId);
		}
		const columns = { ...columnsOf(input), previousId: before.previousId };
		await db.update(programmes).set(columns).where(eq(programmes.id, id));
		await setLocations(db, id, input.locationIds);
		await planVisits(db, viewer, id);
		const change = changed(before, input);
		if (change) await audit(db, viewer, 'programme.edited', id, change);
	});
}

/** Takes it out of the lists; its visits stay as they are. */
export const archiveProgramme = (db: Db, viewer: Viewer, id: string) =>
	setArchived(db, viewer, id, true);

/** Puts it back into the lists. */
export const restoreProgramme = (db: Db, viewer: Viewer, id: string) =>
	setArchived(db, viewer, id, false);

async function setArchived(db: Db, viewer: Viewer, id: string, archived: boolean) {
	await db.transaction(async (db) => {
		const { name } = await getProgramme(db, id);
		const archivedAt = archived ? new Date() : null;
		await db.update(programmes).set({ archivedAt }).where(eq(programmes.id, id));
		const action = archived ? 'programme.archived' : 'programme.restored';
		await audit(db, viewer, action, id, { before: { name } });
	});
}

/** Forms that a programme can use: the newest published version of each scorecard for visits. */
export function listForms(db: Db) {
	return db
		.selectDistinctOn([scorecards.id], {
			versionId: scorecardVersions.id,
			scorecardId: scorecards.id,
			number: scorecardVersions.number,
			name: scorecardVersions.name
		})
		.from(scorecards)
		.innerJoin(scorecardVersions, eq(scorecardVersions.scorecardId, scorecards.id))
		.where(
			and(
				isNull(scorecards.archivedAt),
				isNotNull(scorecardVersions.publishedAt),
				sql`'visit' = any(${scorecards.channels})`
			)
		)
		.orderBy(asc(scorecards.id), desc(scorecardVersions.number));
}

async function requireForm(db: Db, versionId: string) {
	const [form] = await db
		.select({ id: scorecardVersions.id })
		.from(scorecardVersions)
		.innerJoin(scorecards, eq(scorecards.id, scorecardVersions.scorecardId))
		.where(
			and(
				eq(scorecardVersions.id, versionId),
				isNotNull(scorecardVersions.publishedAt),
				sql`'visit' = any(${scorecards.channels})`
			)
		);
	if (!form) throw invalid(m.programmes_form_unknown(), 'scorecardVersionId');
}

/** A phone without a network may hold a visit filled in on this form: of another one it could not be filed. */
async function requireSameForm(db: Db, id: string, beforeId: string, afterId: string) {
	const forms = await db
		.selectDistinct({ scorecardId: scorecardVersions.scorecardId })
		.from(scorecardVersions)
		.where(inArray(scorecardVersions.id, [beforeId, afterId]));
	if (forms.length === 1) return;
	const wasTaken = and(eq(visits.programmeId, id), isNotNull(visits.shopperId));
	if (await db.$count(visits, wasTaken))
		throw invalid(m.programmes_form_taken(), 'scorecardVersionId');
}

function columnsOf({ locationIds, budget, fee, expenses, ...input }: ProgrammeInput) {
	void locationIds;
	return { ...input, budget: budget || null, fee: fee || null, expenses: expenses || null };
}

async function setLocations(db: Db, programmeId: string, ids: string[]) {
	const unique = [...new Set(ids)];
	const known = unique.length
		? await db.select({ id: locations.id }).from(locations).where(inArray(locations.id, unique))
		: [];
	if (known.length < unique.length) throw invalid(m.programmes_location_unknown(), 'locationIds');
	await db.delete(programmeLocations).where(eq(programmeLocations.programmeId, programmeId));
	if (!unique.length) return;
	await db
		.insert(programmeLocations)
		.values(unique.map((locationId) => ({ programmeId, locationId })));
}
