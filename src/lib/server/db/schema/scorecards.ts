import {
	index,
	integer,
	jsonb,
	pgTable,
	primaryKey,
	text,
	unique,
	uuid
} from 'drizzle-orm/pg-core';
import type { Words } from '../../../locales.ts';
import type { Channel, Definition } from '../../../scorecard.ts';
import { at, createdAt, id } from './columns.ts';
import { teams, users } from './people.ts';

export const scorecards = pgTable('scorecards', {
	id: id(),
	name: jsonb().$type<Words>().notNull(),
	description: jsonb().$type<Words>().notNull().default({}),
	/** Empty: any channel. */
	channels: text().array().$type<Channel[]>().notNull().default([]),
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
		definition: jsonb().$type<Definition>().notNull(),
		publishedAt: at(),
		publishedBy: uuid().references(() => users.id),
		updatedAt: at().notNull().defaultNow(),
		createdAt: createdAt()
	},
	(t) => [
		unique('scorecard_versions_number').on(t.scorecardId, t.number),
		index('scorecard_versions_published').on(t.scorecardId, t.publishedAt)
	]
);
