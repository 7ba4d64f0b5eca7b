import { and, asc, desc, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import { validate as isUuid } from 'uuid';
import type { Words } from '../../locales.ts';
import type { Subject } from '../../scorecard.ts';
import type { Db } from '../db/database.ts';
import {
	reviews,
	scorecards,
	scorecardTeams,
	scorecardVersions,
	users
} from '../db/schema/index.ts';
import { notFound } from '../errors.ts';
import type { Content } from './scorecards.ts';

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

/** What a version is read as. */
export const versionColumns = {
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
