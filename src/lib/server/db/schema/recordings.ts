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
import type { Silence } from '../../../recording.ts';
import { at, bytea, createdAt, id } from './columns.ts';
import { conversations } from './conversations.ts';
import { users } from './people.ts';

/** The sound of one call. Its files lie in the store under names of ours. */
export const recordings = pgTable(
	'recordings',
	{
		id: id(),
		conversationId: uuid()
			.notNull()
			.references(() => conversations.id),
		/** What brought it: the same upload finished twice is one recording. */
		uploadId: text().notNull(),
		/** What the sender called it; shown, never used as a name. */
		fileName: text().notNull(),
		bytes: bigint({ mode: 'number' }).notNull(),
		/** Of the file as it came, hex. */
		sha256: text().notNull(),
		/** In the store; null once the sound is deleted. */
		fileKey: text(),
		/** Of a copy that browsers play; null where they play the file itself. */
		copyKey: text(),
		copyBytes: bigint({ mode: 'number' }),
		/** What it is by its content: "WAV mu-law". */
		format: text(),
		/** Of what is played. */
		mediaType: text(),
		durationMs: integer(),
		channels: smallint(),
		sampleRate: integer(),
		/** Loudest sample of each stretch, 0..255, one channel after the other. */
		peaks: bytea(),
		/** Stretches in which nobody speaks. */
		silences: jsonb().$type<Silence[]>().notNull().default([]),
		/** When each of two channels is heard. */
		speech: jsonb().$type<Silence[][]>().notNull().default([]),
		/** Stretches that are silent in the copy, because the transcript hides what is said there. */
		silenced: jsonb().$type<Silence[]>().notNull().default([]),
		/** Counts from 0; null: not known, or one channel. */
		employeeChannel: smallint(),
		/** When the file was read: from then on it is ready or refused. */
		readAt: at(),
		refusedReason: text(),
		/** What the reason speaks of. */
		refusedDetail: text().notNull().default(''),
		deletedAt: at(),
		uploadedBy: uuid().references(() => users.id),
		createdAt: createdAt()
	},
	(t) => [
		unique('recordings_upload').on(t.uploadId),
		unique('recordings_of_conversation').on(t.conversationId),
		index('recordings_unread')
			.on(t.id)
			.where(sql`${t.readAt} is null and ${t.deletedAt} is null`),
		index('recordings_kept')
			.on(t.createdAt)
			.where(sql`${t.deletedAt} is null`)
	]
);

/** How the recordings of a source are treated; the source '' stands for all others. */
export const recordingRules = pgTable('recording_rules', {
	source: text().primaryKey(),
	/** Of two channels, counted from 0. */
	employeeChannel: smallint().notNull().default(1),
	/** After so many days the sound is deleted; null: kept. */
	keepDays: integer()
});
