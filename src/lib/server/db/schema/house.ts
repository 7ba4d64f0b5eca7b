import { boolean, integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import type { Words } from '../../../locales.ts';
import type { Channel } from '../../../scorecard.ts';
import { at, createdAt, id } from './columns.ts';

/** One row: what the house calls itself and how it works. */
export const house = pgTable('house', {
	/** Always true: there is one house. */
	id: boolean().primaryKey().default(true),
	name: text().notNull().default('Plumbline'),
	/** Hours between submitting and the employee seeing a review; 0 is at once. */
	releaseAfterHours: integer().notNull().default(0),
	/** Reviews a reviewer means to do in a week. */
	weeklyGoal: integer().notNull().default(20),
	demoLoadedAt: at(),
	createdAt: createdAt()
});

/** How fast each channel should answer. */
export const serviceStandards = pgTable('service_standards', {
	channel: text().$type<Channel>().primaryKey(),
	firstAnswerSeconds: integer(),
	/** After this long customers leave. */
	abandonSeconds: integer(),
	note: jsonb().$type<Words>().notNull().default({})
});

export const commentTemplates = pgTable('comment_templates', {
	id: id(),
	text: jsonb().$type<Words>().notNull(),
	/** Key of the criterion whose comment it is for; null: any. */
	criterion: text(),
	archivedAt: at(),
	createdAt: createdAt()
});
