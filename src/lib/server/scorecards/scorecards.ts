import { asc, desc, eq, inArray, isNull, sql } from 'drizzle-orm';
import { validate as isUuid } from 'uuid';
import { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import { inWords, locales, type Words } from '../../locales.ts';
import { can, type Viewer } from '../../permissions.ts';
import { subjects } from '../../scorecard.ts';
import { draftDefinitionSchema, wordsSchema } from '../../scorecard-schema.ts';
import type { Definition, Subject } from '../../scorecard.ts';
import { audit } from '../audit/audit.ts';
import type { Db } from '../db/database.ts';
import { scorecards, scorecardTeams, scorecardVersions, teams } from '../db/schema/index.ts';
import { conflict, invalid, notFound } from '../errors.ts';
import { templates } from './templates/index.ts';

/** What a version holds besides its number: the content that publishing freezes. */
export const contentSchema = z.object({
	name: wordsSchema,
	description: wordsSchema,
	definition: draftDefinitionSchema
});
export type Content = { name: Words; description: Words; definition: Definition };

export const appliesSchema = z.object({
	/** Empty: any channel. */
	channels: z.array(z.enum(subjects)).max(subjects.length),
	/** Empty: any team. */
	teamIds: z.array(z.uuid()).max(1000)
});
export type Applies = z.infer<typeof appliesSchema>;

/** One line of the list. `published` is the newest published version; one of the two is there. */
export type ScorecardEntry = {
	id: string;
	name: Words;
	description: Words;
	channels: Subject[];
	teams: { id: string; name: string }[];
	archivedAt: Date | null;
	published: Head | null;
	draft: Head | null;
};
type Head = {
	versionId: string;
	number: number;
	criteria: number;
	publishedAt: Date | null;
	updatedAt: Date;
};

/** All scorecards, newest first; who may not manage them sees those in use only. */
export async function listScorecards(db: Db, viewer: Viewer): Promise<ScorecardEntry[]> {
	return listEntries(db, viewer);
}

/** One scorecard as in the list. Throws 404. */
export async function getScorecard(db: Db, viewer: Viewer, id: string): Promise<ScorecardEntry> {
	const [entry] = isUuid(id) ? await listEntries(db, viewer, id) : [];
	if (!entry) throw notFound();
	return entry;
}

async function listEntries(db: Db, viewer: Viewer, id?: string) {
	const isWanted = id ? eq(scorecards.id, id) : undefined;
	const [rows, heads, teamRows] = await Promise.all([
		db
			.select()
			.from(scorecards)
			.where(isWanted)
			.orderBy(desc(scorecards.createdAt), desc(scorecards.id)),
		listHeads(db, id),
		db
			.select({ scorecardId: scorecardTeams.scorecardId, id: teams.id, name: teams.name })
			.from(scorecardTeams)
			.innerJoin(teams, eq(teams.id, scorecardTeams.teamId))
			.where(id ? eq(scorecardTeams.scorecardId, id) : undefined)
			.orderBy(asc(teams.name))
	]);
	const seesAll = can(viewer, 'scorecards:manage');
	return rows
		.map(({ id, name, description, channels, archivedAt }): ScorecardEntry => {
			const own = heads.filter((head) => head.scorecardId === id);
			return {
				id,
				name,
				description,
				channels,
				archivedAt,
				teams: teamRows
					.filter((team) => team.scorecardId === id)
					.map(({ id, name }) => ({ id, name })),
				published: own.find((head) => head.publishedAt) ?? null,
				draft: (seesAll && own.find((head) => !head.publishedAt)) || null
			};
		})
		.filter(({ published, archivedAt }) => seesAll || (published && !archivedAt));
}

/** The newest published version and the draft of each scorecard. */
function listHeads(db: Db, scorecardId?: string) {
	const isPublished = sql`${scorecardVersions.publishedAt} is null`;
	return db
		.selectDistinctOn([scorecardVersions.scorecardId, isPublished], {
			scorecardId: scorecardVersions.scorecardId,
			versionId: scorecardVersions.id,
			number: scorecardVersions.number,
			publishedAt: scorecardVersions.publishedAt,
			updatedAt: scorecardVersions.updatedAt,
			criteria: sql<number>`jsonb_array_length(
				jsonb_path_query_array(${scorecardVersions.definition}, '$.sections[*].criteria[*]'))`
		})
		.from(scorecardVersions)
		.where(scorecardId ? eq(scorecardVersions.scorecardId, scorecardId) : undefined)
		.orderBy(scorecardVersions.scorecardId, isPublished, desc(scorecardVersions.number));
}

/** A new scorecard with a draft as version 1. Throws 422 when it has no name. */
export async function createScorecard(
	db: Db,
	viewer: Viewer,
	input: { name: Words } & Partial<Content & Applies>,
	how: 'created' | 'imported' | 'duplicated' = 'created'
): Promise<{ id: string; versionId: string }> {
	const { channels = [], teamIds = [], ...content } = input;
	const { name, description, definition } = contentSchema.parse({
		description: {},
		definition: { sections: [] },
		...content
	});
	if (!inWords(name, viewer.locale)) throw invalid(m.validation_name_missing());
	return db.transaction(async (db) => {
		const [{ id }] = await db
			.insert(scorecards)
			.values({ name, description, channels })
			.returning({ id: scorecards.id });
		const [{ versionId }] = await db
			.insert(scorecardVersions)
			.values({
				scorecardId: id,
				number: 1,
				name,
				description,
				definition,
				updatedBy: viewer.id
			})
			.returning({ versionId: scorecardVersions.id });
		await replaceTeams(db, id, teamIds);
		await audit(db, viewer, `scorecard.${how}`, id, { after: { name, channels, teamIds } });
		return { id, versionId };
	});
}

/** A draft with all the words of a template that ships, in every language. Throws 404. */
export async function createFromTemplate(db: Db, viewer: Viewer, key: string) {
	const template = templates.find((template) => template.key === key);
	if (!template) throw notFound();
	const { name, description, definition } = template;
	// A template without channels judges visits; a scorecard without channels judges anything.
	const channels: Subject[] = template.channels.length ? template.channels : ['visit'];
	return createScorecard(db, viewer, { name, description, definition, channels });
}

/** A new scorecard with a draft of the same content, taken from the draft or else the newest version. */
export async function duplicateScorecard(db: Db, viewer: Viewer, id: string) {
	const { channels, teams, published, draft } = await getScorecard(db, viewer, id);
	const [content] = await db
		.select({
			name: scorecardVersions.name,
			description: scorecardVersions.description,
			definition: scorecardVersions.definition
		})
		.from(scorecardVersions)
		.where(eq(scorecardVersions.id, (draft ?? published)!.versionId));
	const name = Object.fromEntries(
		locales
			.filter((locale) => content.name[locale])
			.map((locale) => [locale, m.scorecards_copy_of({ name: content.name[locale]! }, { locale })])
	);
	const teamIds = teams.map(({ id }) => id);
	return createScorecard(db, viewer, { ...content, name, channels, teamIds }, 'duplicated');
}

/** Which conversations it is offered for. Throws 422 when a team does not exist. */
export async function setApplies(db: Db, viewer: Viewer, id: string, applies: Applies) {
	const before = await getScorecard(db, viewer, id);
	const channels = subjects.filter((subject) => applies.channels.includes(subject));
	const teamIds = [...new Set(applies.teamIds)].sort();
	await db.transaction(async (db) => {
		await lockScorecard(db, id);
		await db.update(scorecards).set({ channels }).where(eq(scorecards.id, id));
		await replaceTeams(db, id, teamIds);
		await audit(db, viewer, 'scorecard.applies_set', id, {
			before: { channels: before.channels, teamIds: before.teams.map(({ id }) => id).sort() },
			after: { channels, teamIds }
		});
	});
}

/** Takes it out of use; reviews made with it stay as they are. */
export const archiveScorecard = (db: Db, viewer: Viewer, id: string) =>
	setArchived(db, viewer, id, true);

/** Puts an archived scorecard back into use. */
export const restoreScorecard = (db: Db, viewer: Viewer, id: string) =>
	setArchived(db, viewer, id, false);

async function setArchived(db: Db, viewer: Viewer, id: string, archived: boolean) {
	await db.transaction(async (db) => {
		const { archivedAt } = await lockScorecard(db, id);
		if (Boolean(archivedAt) === archived) return;
		await db
			.update(scorecards)
			.set({ archivedAt: archived ? new Date() : null })
			.where(eq(scorecards.id, id));
		await audit(db, viewer, archived ? 'scorecard.archived' : 'scorecard.restored', id);
	});
}

/** The row, held until the end of the transaction so that two cannot change one scorecard. */
export async function lockScorecard(db: Db, id: string) {
	const [row] = isUuid(id)
		? await db.select().from(scorecards).where(eq(scorecards.id, id)).for('update')
		: [];
	if (!row) throw notFound();
	return row;
}

/** The same, in use. Throws 409 when it is archived. */
export async function lockScorecardInUse(db: Db, id: string) {
	const row = await lockScorecard(db, id);
	if (row.archivedAt) throw conflict(m.scorecards_is_archived());
	return row;
}

async function replaceTeams(db: Db, scorecardId: string, teamIds: string[]) {
	await db.delete(scorecardTeams).where(eq(scorecardTeams.scorecardId, scorecardId));
	if (!teamIds.length) return;
	const known = await db.select({ teamId: teams.id }).from(teams).where(inArray(teams.id, teamIds));
	if (known.length < new Set(teamIds).size) throw invalid(m.scorecards_team_unknown());
	await db.insert(scorecardTeams).values(known.map(({ teamId }) => ({ scorecardId, teamId })));
}

/** Teams that a scorecard can be limited to. */
export function listTeamChoices(db: Db) {
	return db
		.select({ id: teams.id, name: teams.name })
		.from(teams)
		.where(isNull(teams.archivedAt))
		.orderBy(asc(teams.name), asc(teams.id));
}
