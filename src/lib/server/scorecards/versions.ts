import { and, asc, desc, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import { validate as isUuid } from 'uuid';
import { m } from '#lib/paraglide/messages.js';
import { inWords, type Words } from '../../locales.ts';
import type { Viewer } from '../../permissions.ts';
import { definitionSchema, type Definition, type Subject } from '../../scorecard.ts';
import { audit } from '../audit/audit.ts';
import type { Db } from '../db/database.ts';
import {
	reviews,
	scorecards,
	scorecardTeams,
	scorecardVersions,
	users
} from '../db/schema/index.ts';
import { conflict, invalid, notFound } from '../errors.ts';
import { lockScorecard, lockScorecardInUse, type Content } from './scorecards.ts';

export type ScorecardVersion = Content & {
	id: string;
	scorecardId: string;
	number: number;
	/** null: a draft. */
	publishedAt: Date | null;
	revision: number;
	updatedAt: Date;
	updatedBy: string | null;
};

const versionColumns = {
	id: scorecardVersions.id,
	scorecardId: scorecardVersions.scorecardId,
	number: scorecardVersions.number,
	name: scorecardVersions.name,
	description: scorecardVersions.description,
	definition: scorecardVersions.definition,
	publishedAt: scorecardVersions.publishedAt,
	revision: scorecardVersions.revision,
	updatedAt: scorecardVersions.updatedAt,
	updatedBy: scorecardVersions.updatedBy
};

/** Published versions never change, so this process reads each of them once; the oldest use leaves first. */
const published = new Map<string, ScorecardVersion>();
const publishedMost = 200;

/** Saves of one person closer together than this are one sitting. */
const sittingMs = 10 * 60_000;

/** One version by its id, draft or published; do not change what it returns. Throws 404. */
export async function getScorecardVersion(db: Db, id: string): Promise<ScorecardVersion> {
	const known = published.get(id);
	if (known) return remember(known);
	const [version] = isUuid(id)
		? await db.select(versionColumns).from(scorecardVersions).where(eq(scorecardVersions.id, id))
		: [];
	if (!version) throw notFound();
	return version.publishedAt ? remember(version) : version;
}

function remember(version: ScorecardVersion) {
	published.delete(version.id);
	published.set(version.id, version);
	if (published.size > publishedMost) published.delete(published.keys().next().value!);
	return version;
}

/** A published version by its number. Throws 404. */
export async function getPublishedVersion(db: Db, scorecardId: string, number: number) {
	const [version] =
		isUuid(scorecardId) && Number.isSafeInteger(number) && number < 2 ** 31
			? await db
					.select(versionColumns)
					.from(scorecardVersions)
					.where(
						and(
							eq(scorecardVersions.scorecardId, scorecardId),
							eq(scorecardVersions.number, number),
							isNotNull(scorecardVersions.publishedAt)
						)
					)
			: [];
	if (!version) throw notFound();
	return version;
}

/** The newest published version, or null before the first. */
export async function findNewestVersion(db: Db, scorecardId: string) {
	const [version] = await db
		.select(versionColumns)
		.from(scorecardVersions)
		.where(
			and(eq(scorecardVersions.scorecardId, scorecardId), isNotNull(scorecardVersions.publishedAt))
		)
		.orderBy(desc(scorecardVersions.number))
		.limit(1);
	return version ?? null;
}

/** The version being written, or null. */
export async function findDraft(db: Db, scorecardId: string): Promise<ScorecardVersion | null> {
	const [draft] = await db
		.select(versionColumns)
		.from(scorecardVersions)
		.where(
			and(eq(scorecardVersions.scorecardId, scorecardId), isNull(scorecardVersions.publishedAt))
		);
	return draft ?? null;
}

/** Published versions, newest first, with how many reviews each made. */
export function listVersions(db: Db, scorecardId: string) {
	return db
		.select({
			id: scorecardVersions.id,
			number: scorecardVersions.number,
			publishedAt: scorecardVersions.publishedAt,
			publishedBy: users.name,
			reviews: db.$count(reviews, eq(reviews.scorecardVersionId, scorecardVersions.id))
		})
		.from(scorecardVersions)
		.leftJoin(users, eq(users.id, scorecardVersions.publishedBy))
		.where(
			and(eq(scorecardVersions.scorecardId, scorecardId), isNotNull(scorecardVersions.publishedAt))
		)
		.orderBy(desc(scorecardVersions.number));
}

/** What a conversation can be scored with. */
export type ApplicableScorecard = {
	scorecardId: string;
	versionId: string;
	number: number;
	name: Words;
};

/** The newest published version of each scorecard in use for this channel and team, the most specific first. */
export async function scorecardsFor(
	db: Db,
	{ channel, teamId }: { channel: Subject; teamId: string | null }
): Promise<ApplicableScorecard[]> {
	const ofScorecard = eq(scorecardTeams.scorecardId, scorecards.id);
	const hasTeams = sql<boolean>`exists ${db.select().from(scorecardTeams).where(ofScorecard)}`;
	const isForTeam = sql<boolean>`exists ${db
		.select()
		.from(scorecardTeams)
		.where(and(ofScorecard, eq(scorecardTeams.teamId, sql`${teamId}::uuid`)))}`;
	const rows = await db
		.selectDistinctOn([scorecards.id], {
			scorecardId: scorecards.id,
			versionId: scorecardVersions.id,
			number: scorecardVersions.number,
			name: scorecardVersions.name,
			channels: scorecards.channels,
			hasTeams
		})
		.from(scorecards)
		.innerJoin(scorecardVersions, eq(scorecardVersions.scorecardId, scorecards.id))
		.where(
			and(
				isNull(scorecards.archivedAt),
				isNotNull(scorecardVersions.publishedAt),
				sql`(cardinality(${scorecards.channels}) = 0 or ${channel} = any(${scorecards.channels}))`,
				sql`(${isForTeam} or not ${hasTeams})`
			)
		)
		.orderBy(asc(scorecards.id), desc(scorecardVersions.number));
	const specific = (row: (typeof rows)[number]) =>
		Number(row.hasTeams) * 2 + Number(row.channels.length > 0);
	return rows
		.sort((a, b) => specific(b) - specific(a))
		.map(({ scorecardId, versionId, number, name }) => ({ scorecardId, versionId, number, name }));
}

/** Keeps the draft as it stands. Throws 409 unless `revision` is the one it was read with. */
export async function saveDraft(
	db: Db,
	viewer: Viewer,
	scorecardId: string,
	{ revision, ...content }: Content & { revision: number }
): Promise<{ revision: number; updatedAt: Date }> {
	return db.transaction(async (db) => {
		await lockScorecardInUse(db, scorecardId);
		const draft = await requireDraft(db, scorecardId, revision);
		const [saved] = await db
			.update(scorecardVersions)
			.set({ ...content, revision: revision + 1, updatedAt: new Date(), updatedBy: viewer.id })
			.where(eq(scorecardVersions.id, draft.id))
			.returning({
				revision: scorecardVersions.revision,
				updatedAt: scorecardVersions.updatedAt
			});
		if (draft.number === 1) await nameAs(db, scorecardId, content);
		// A draft saves itself every second while somebody types: one line a sitting, not one a save.
		if (draft.updatedBy !== viewer.id || Date.now() - draft.updatedAt.getTime() > sittingMs)
			await audit(db, viewer, 'scorecard.draft_edited', scorecardId, {
				after: { number: draft.number }
			});
		return saved;
	});
}

/** Freezes the draft; from now on it is the version that new reviews use. Throws 422 while something is missing. */
export async function publishScorecard(
	db: Db,
	viewer: Viewer,
	scorecardId: string,
	{ revision }: { revision?: number } = {}
): Promise<{ versionId: string; number: number }> {
	return db.transaction(async (db) => {
		await lockScorecardInUse(db, scorecardId);
		const draft = await requireDraft(db, scorecardId, revision);
		const checked = definitionSchema.safeParse(draft.definition);
		if (!checked.success || !inWords(draft.name, viewer.locale))
			throw invalid(m.scorecards_not_ready({ count: checked.error?.issues.length ?? 1 }));
		await db
			.update(scorecardVersions)
			.set({ definition: checked.data, publishedAt: new Date(), publishedBy: viewer.id })
			.where(eq(scorecardVersions.id, draft.id));
		await nameAs(db, scorecardId, draft);
		await audit(db, viewer, 'scorecard.published', scorecardId, {
			after: { number: draft.number, versionId: draft.id }
		});
		return { versionId: draft.id, number: draft.number };
	});
}

/** The draft to edit; begins one with the next number from the newest published version when there is none. */
export async function draftFromPublished(db: Db, viewer: Viewer, scorecardId: string) {
	return db.transaction(async (db) => {
		await lockScorecardInUse(db, scorecardId);
		const draft = await findDraft(db, scorecardId);
		if (draft) return draft;
		const { name, description, definition, number } = (await findNewestVersion(db, scorecardId))!;
		const [begun] = await db
			.insert(scorecardVersions)
			.values({
				scorecardId,
				number: number + 1,
				name,
				description,
				definition,
				updatedBy: viewer.id
			})
			.returning(versionColumns);
		await audit(db, viewer, 'scorecard.draft_begun', scorecardId, {
			after: { number: begun.number }
		});
		return begun;
	});
}

/** Gives up the draft of a scorecard that has a published version. Throws 409 for one that has none. */
export async function discardDraft(db: Db, viewer: Viewer, scorecardId: string) {
	await db.transaction(async (db) => {
		await lockScorecard(db, scorecardId);
		const draft = await requireDraft(db, scorecardId);
		if (draft.number === 1) throw conflict(m.scorecards_only_draft());
		await db.delete(scorecardVersions).where(eq(scorecardVersions.id, draft.id));
		await audit(db, viewer, 'scorecard.draft_discarded', scorecardId, {
			before: { number: draft.number, definition: draft.definition }
		});
	});
}

async function requireDraft(db: Db, scorecardId: string, revision?: number) {
	const draft = await findDraft(db, scorecardId);
	if (!draft) throw conflict(m.scorecards_no_draft());
	if (revision !== undefined && draft.revision !== revision)
		throw conflict(m.scorecards_changed_elsewhere());
	return draft;
}

function nameAs(db: Db, id: string, { name, description }: Pick<Content, 'name' | 'description'>) {
	return db.update(scorecards).set({ name, description }).where(eq(scorecards.id, id));
}
