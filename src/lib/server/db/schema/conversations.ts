import { sql } from 'drizzle-orm';
import {
	bigint,
	index,
	integer,
	jsonb,
	pgTable,
	smallint,
	text,
	unique,
	uuid
} from 'drizzle-orm/pg-core';
import type { ConversationFilter } from '../../../conversation-filter.ts';
import type { Channel } from '../../../scorecard.ts';
import type { Segment } from '../../../transcript.ts';
import type { ReadOptions } from '../../conversations/import/formats.ts';
import { at, createdAt, id, tsvector } from './columns.ts';
import { employees, users } from './people.ts';

/** One file brought in. */
export const imports = pgTable(
	'imports',
	{
		id: id(),
		userId: uuid().references(() => users.id),
		fileName: text().notNull(),
		format: text().notNull(),
		read: integer().notNull().default(0),
		added: integer().notNull().default(0),
		updated: integer().notNull().default(0),
		unchanged: integer().notNull().default(0),
		/** Already reviewed, so kept as it was. */
		kept: integer().notNull().default(0),
		refused: integer().notNull().default(0),
		/** Of the file that waits for its job; null where the file is read as it comes. */
		bytes: bigint({ mode: 'number' }),
		bytesRead: bigint({ mode: 'number' }).notNull().default(0),
		/** So many records of the file are dealt with: where an interrupted job goes on. */
		position: integer().notNull().default(0),
		/** What the format cannot know from the file. */
		options: jsonb().$type<Partial<ReadOptions>>(),
		finishedAt: at(),
		cancelledAt: at(),
		failedReason: text(),
		createdAt: createdAt()
	},
	(t) => [index('imports_newest').on(t.createdAt, t.id)]
);

/** A record that was not taken in, and why. */
export const importProblems = pgTable(
	'import_problems',
	{
		id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
		importId: uuid()
			.notNull()
			.references(() => imports.id),
		line: integer().notNull(),
		code: text().notNull(),
		params: jsonb().$type<Record<string, string | number>>().notNull().default({}),
		excerpt: text().notNull().default('')
	},
	(t) => [index('import_problems_by_import').on(t.importId, t.id)]
);

export const conversations = pgTable(
	'conversations',
	{
		id: id(),
		source: text().notNull(),
		/** The id that the source gave it; with the source the identity. */
		externalId: text().notNull(),
		channel: text().$type<Channel>().notNull(),
		employeeId: uuid().references(() => employees.id),
		/** What the source called the employee; kept while nobody is assigned. */
		employeeHint: text(),
		language: text(),
		customerId: text(),
		customerName: text(),
		subject: text(),
		tags: text().array().notNull().default([]),
		meta: jsonb().$type<Record<string, string>>().notNull().default({}),
		csat: smallint(),
		nps: smallint(),
		surveyComment: text(),
		startedAt: at(),
		endedAt: at(),
		/** Sort key of every list: the start, or the import where there are no times. */
		occurredAt: at().notNull(),
		/** The customer's first words. */
		opening: text().notNull().default(''),
		messageCount: integer().notNull().default(0),
		firstAnswerMs: bigint({ mode: 'number' }),
		medianWaitMs: bigint({ mode: 'number' }),
		longestWaitMs: bigint({ mode: 'number' }),
		durationMs: bigint({ mode: 'number' }),
		/** SHA-256 of the record as stored, hex: the same content again is left alone. */
		contentHash: text().notNull(),
		importId: uuid().references(() => imports.id),
		/** The customer asked to be forgotten: what was said is gone and is not taken in again. */
		erasedAt: at(),
		createdAt: createdAt()
	},
	(t) => [
		unique('conversations_identity').on(t.source, t.externalId),
		index('conversations_newest').on(t.occurredAt, t.id),
		index('conversations_by_employee').on(t.employeeId, t.occurredAt, t.id),
		index('conversations_by_channel').on(t.channel, t.occurredAt, t.id),
		index('conversations_unassigned')
			.on(t.employeeHint)
			.where(sql`${t.employeeId} is null`),
		index('conversations_tags').using('gin', t.tags)
	]
);

/** What was said: one immutable document a conversation. */
export const transcripts = pgTable(
	'transcripts',
	{
		conversationId: uuid()
			.primaryKey()
			.references(() => conversations.id),
		segments: jsonb().$type<Segment[]>().notNull(),
		search: tsvector().notNull()
	},
	(t) => [index('transcripts_search').using('gin', t.search)]
);

/** A filter of the list that somebody keeps for themselves. */
export const savedViews = pgTable(
	'saved_views',
	{
		id: id(),
		userId: uuid()
			.notNull()
			.references(() => users.id),
		name: text().notNull(),
		filter: jsonb().$type<ConversationFilter>().notNull(),
		createdAt: createdAt()
	},
	(t) => [unique('saved_views_name').on(t.userId, t.name)]
);
