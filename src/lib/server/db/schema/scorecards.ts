import { sql } from 'drizzle-orm';
import {
	index,
	integer,
	jsonb,
	pgTable,
	primaryKey,
	text,
	unique,
	uniqueIndex,
	uuid
} from 'drizzle-orm/pg-core';
import type { Words } from '../../../locales.ts';
import type { Definition, Subject } from '../../../scorecard.ts';
import { at, createdAt, id } from './columns.ts';
import { teams, users } from './people.ts';

export const scorecards = pgTable('scorecards', {
	id: id(),
	/** As in the newest published version; before the first, as in the draft. */
	name: jsonb().$type<Words>().notNull(),
	description: jsonb().$type<Words>().notNull().default({}),
	/** Empty: any channel. */
	channels: text().array().$type<Subject[]>().notNull().default([]),
	archivedAt: at(),
	createdAt: createdAt()
});

/** No row: any team. */
export const scorecardTeams = pgTable(
	'scorecard_teams',
	{
		scorecardId: uuid()
			.notNull()
			.references(() => scorecards.id),
		teamId: uuid()
			.notNull()
			.references(() => teams.id)
	},
	(t) => [primaryKey({ columns: [t.scorecardId, t.teamId] })]
);

/** A draft until published; from then on a trigger keeps it as it is. */
export const scorecardVersions = pgTable(
	'scorecard_versions',
	{
		id: id(),
		scorecardId: uuid()
			.notNull()
			.references(() => scorecards.id),
		number: integer().notNull(),
		name: jsonb().$type<Words>().notNull().default({}),
		description: jsonb().$type<Words>().notNull().default({}),
		definition: jsonb().$type<Definition>().notNull(),
		publishedAt: at(),
		publishedBy: uuid().references(() => users.id),
		/** Counts up with each save of the draft; a save with an older number is refused. */
		revision: integer().notNull().default(1),
		updatedAt: at().notNull().defaultNow(),
		updatedBy: uuid().references(() => users.id),
		createdAt: createdAt()
	},
	(t) => [
		unique('scorecard_versions_number').on(t.scorecardId, t.number),
		uniqueIndex('scorecard_versions_one_draft')
			.on(t.scorecardId)
			.where(sql`${t.publishedAt} is null`),
		index('scorecard_versions_published').on(t.scorecardId, t.publishedAt)
	]
);
