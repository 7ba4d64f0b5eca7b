import {
	boolean,
	index,
	integer,
	numeric,
	pgTable,
	smallint,
	text,
	unique,
	uuid
} from 'drizzle-orm/pg-core';
import type { AiFailure } from '../../../suggestion.ts';
import type { Answers } from '../../recordings/transcription/answers.ts';
import { at, bytea, createdAt, id } from './columns.ts';
import { users } from './people.ts';
import { recordings } from './recordings.ts';

const money = () => numeric({ mode: 'number' });

/** One row: the service that writes down what is said in recordings. Nothing is sent while it is off. */
export const transcriptionSettings = pgTable('transcription_settings', {
	/** Always true: there is one house. */
	id: boolean().primaryKey().default(true),
	isOn: boolean().notNull().default(false),
	baseUrl: text().notNull().default(''),
	model: text().notNull().default(''),
	/** Sealed with a key that is not in the database; null: the service wants none. */
	apiKey: bytea(),
	allowsPrivate: boolean().notNull().default(false),
	/** ISO 639-1; '': the service finds out. */
	language: text().notNull().default(''),
	/** Every recording without a transcript, as soon as it was read. */
	isAutomatic: boolean().notNull().default(false),
	currency: text().notNull().default('USD'),
	pricePerMinute: money().notNull().default(0),
	/** null: none. */
	monthlyCeiling: money(),
	/** What the service is asked for: less once it has refused more. */
	answers: text().$type<Answers>().notNull().default('verbose_json')
});

/** That somebody wants to read a recording, and how far it is. */
export const transcriptions = pgTable('transcriptions', {
	recordingId: uuid()
		.primaryKey()
		.references(() => recordings.id, { onDelete: 'cascade' }),
	requestedBy: uuid().references(() => users.id),
	/** The one that works on it now, or did last. */
	jobId: uuid().notNull(),
	done: integer().notNull().default(0),
	/** Pieces; null until the recording is cut. */
	total: integer(),
	/** Of the last attempt; it is over where `finishedAt` is set. */
	failure: text().$type<AiFailure>(),
	finishedAt: at(),
	createdAt: createdAt()
});

/** A piece of one channel that was sent to the service: it is not sent, and not paid, again. */
export const transcriptionPieces = pgTable(
	'transcription_pieces',
	{
		id: id(),
		recordingId: uuid()
			.notNull()
			.references(() => recordings.id, { onDelete: 'cascade' }),
		channel: smallint().notNull(),
		fromMs: integer().notNull(),
		toMs: integer().notNull(),
		/** Sealed, because nothing is masked yet; null before the answer, and once it is in the transcript. */
		heard: bytea(),
		cost: money().notNull(),
		createdAt: createdAt()
	},
	(t) => [
		unique('transcription_pieces_once').on(t.recordingId, t.channel, t.fromMs, t.toMs),
		index('transcription_pieces_by_month').on(t.createdAt)
	]
);
