import { sql } from 'drizzle-orm';
import {
	boolean,
	date,
	index,
	integer,
	jsonb,
	numeric,
	pgTable,
	text,
	unique,
	uniqueIndex,
	uuid
} from 'drizzle-orm/pg-core';
import type { Injection } from '../../../injections.ts';
import type { Locale } from '../../../locales.ts';
import type { DraftedText, TextOmission } from '../../../report-drafts.ts';
import type { NaReason, QuoteEvidence } from '../../../scorecard.ts';
import type { AiFailure, Decision, Omission } from '../../../suggestion.ts';
import { at, bytea, createdAt, exact, id } from './columns.ts';
import { reports } from './coaching.ts';
import { conversations } from './conversations.ts';
import { users } from './people.ts';
import { reviews } from './reviews.ts';
import { scorecardVersions } from './scorecards.ts';
import { visitFilings } from './visits.ts';

const money = () => numeric({ mode: 'number' });

/** One row: the service that drafts ratings. Nothing is sent while the base URL or the model is ''. */
export const aiSettings = pgTable('ai_settings', {
	/** Always true: there is one house. */
	id: boolean().primaryKey().default(true),
	isOn: boolean().notNull().default(false),
	baseUrl: text().notNull().default(''),
	model: text().notNull().default(''),
	/** Sealed with a key that is not in the database; null: the service wants none. */
	apiKey: bytea(),
	/** Private and loopback addresses may be called: for models in the house. */
	allowsPrivate: boolean().notNull().default(false),
	currency: text().notNull().default('USD'),
	/** Per million tokens. */
	inputPrice: money().notNull().default(0),
	cachedPrice: money().notNull().default(0),
	outputPrice: money().notNull().default(0),
	/** null: none. */
	monthlyCeiling: money(),
	/** Calls at the same time. */
	concurrency: integer().notNull().default(4),
	/** A suggestion is shown only when the reviewer has rated. */
	afterOwnRating: boolean().notNull().default(true),
	/** Weighted kappa from which a criterion's suggestions count as proven. */
	gate: exact().notNull().default(0.6),
	/** The service takes a JSON schema; false once it has refused one. */
	takesSchema: boolean().notNull().default(true)
});

/** What every call of a model is kept with. */
const call = () => ({
	model: text().notNull(),
	promptVersion: text().notNull(),
	attempts: integer().notNull().default(0),
	inputTokens: integer().notNull().default(0),
	cachedTokens: integer().notNull().default(0),
	outputTokens: integer().notNull().default(0),
	/** While it runs, and where the answer was lost: the most that it can cost. */
	cost: money().notNull(),
	durationMs: integer(),
	failure: text().$type<AiFailure>(),
	finishedAt: at(),
	createdAt: createdAt()
});

/** One reading of one conversation against one scorecard, by one model: one call. */
export const suggestionRuns = pgTable(
	'suggestion_runs',
	{
		id: id(),
		conversationId: uuid()
			.notNull()
			.references(() => conversations.id),
		scorecardVersionId: uuid()
			.notNull()
			.references(() => scorecardVersions.id),
		requestedBy: uuid().references(() => users.id),
		locale: text().$type<Locale>().notNull(),
		...call(),
		/** Messages that speak to the machine. */
		injections: jsonb().$type<Injection[]>().notNull().default([]),
		/** Criteria without a suggestion, and why. */
		omissions: jsonb().$type<Omission[]>().notNull().default([]),
		/** How many criteria have a suggestion. */
		suggested: integer().notNull().default(0),
		/** Of the suggestions, 0..1 without critical failures; for the order of lists, never shown. */
		score: exact(),
		criticalFailures: integer().notNull().default(0)
	},
	(t) => [
		uniqueIndex('suggestion_runs_one_at_a_time')
			.on(t.conversationId, t.scorecardVersionId)
			.where(sql`${t.finishedAt} is null`),
		index('suggestion_runs_newest').on(t.conversationId, t.scorecardVersionId, t.createdAt),
		index('suggestion_runs_by_month').on(t.createdAt)
	]
);

/** What the model would give for one criterion; each quote was found in the record. */
export const suggestions = pgTable(
	'suggestions',
	{
		id: id(),
		runId: uuid()
			.notNull()
			.references(() => suggestionRuns.id),
		criterion: text().notNull(),
		level: integer(),
		na: text().$type<NaReason>(),
		reasoning: text().notNull(),
		evidence: jsonb().$type<QuoteEvidence[]>().notNull(),
		/** Quotes that were not in the record and were left out. */
		unprovenQuotes: integer().notNull().default(0)
	},
	(t) => [unique('suggestions_once').on(t.runId, t.criterion)]
);

/** That a suggestion was shown in a review, and what the reviewer did with it. */
export const suggestionDecisions = pgTable(
	'suggestion_decisions',
	{
		id: id(),
		suggestionId: uuid()
			.notNull()
			.references(() => suggestions.id),
		reviewId: uuid()
			.notNull()
			.references(() => reviews.id, { onDelete: 'cascade' }),
		/** What the reviewer had given before it was shown; both null: shown first. */
		ownLevel: integer(),
		ownNa: text().$type<NaReason>(),
		decision: text().$type<Decision>(),
		decidedAt: at(),
		/** When it was shown. */
		createdAt: createdAt()
	},
	(t) => [
		unique('suggestion_decisions_once').on(t.suggestionId, t.reviewId),
		index('suggestion_decisions_by_review').on(t.reviewId)
	]
);

/** Many conversations that are read one after the other; one batch at a time. */
export const suggestionBatches = pgTable(
	'suggestion_batches',
	{
		id: id(),
		userId: uuid()
			.notNull()
			.references(() => users.id),
		locale: text().$type<Locale>().notNull(),
		/** First and last day of the conversations, UTC. */
		dayFrom: date().notNull(),
		dayTo: date().notNull(),
		pausedAt: at(),
		/** null: somebody wanted it. */
		pausedReason: text().$type<AiFailure>(),
		stoppedAt: at(),
		finishedAt: at(),
		createdAt: createdAt()
	},
	(t) => [
		uniqueIndex('suggestion_batches_one_at_a_time')
			.on(sql`(true)`)
			.where(sql`${t.finishedAt} is null`)
	]
);

export const suggestionBatchItems = pgTable(
	'suggestion_batch_items',
	{
		id: id(),
		batchId: uuid()
			.notNull()
			.references(() => suggestionBatches.id),
		conversationId: uuid()
			.notNull()
			.references(() => conversations.id),
		scorecardVersionId: uuid()
			.notNull()
			.references(() => scorecardVersions.id),
		/** null: it was read before, or never sent. */
		runId: uuid().references(() => suggestionRuns.id),
		failure: text().$type<AiFailure>(),
		claimedAt: at(),
		doneAt: at()
	},
	(t) => [
		unique('suggestion_batch_items_once').on(t.batchId, t.conversationId),
		index('suggestion_batch_items_open')
			.on(t.batchId, t.id)
			.where(sql`${t.claimedAt} is null`)
	]
);

/** Draft texts of a coaching report, by one model: one call. */
export const textRuns = pgTable(
	'text_runs',
	{
		id: id(),
		/** null: its draft was thrown away; what it cost stays. */
		reportId: uuid().references(() => reports.id, { onDelete: 'set null' }),
		/** Key of the priority; '': the summary. */
		criterion: text().notNull(),
		requestedBy: uuid().references(() => users.id),
		locale: text().$type<Locale>().notNull(),
		...call(),
		drafted: jsonb().$type<DraftedText[]>().notNull().default([]),
		/** Texts that nothing proves. */
		omissions: jsonb().$type<TextOmission[]>().notNull().default([]),
		injections: integer().notNull().default(0)
	},
	(t) => [
		uniqueIndex('text_runs_one_at_a_time')
			.on(t.reportId, t.criterion)
			.where(sql`${t.finishedAt} is null`),
		index('text_runs_newest').on(t.reportId, t.createdAt),
		index('text_runs_by_month').on(t.createdAt)
	]
);

/** What a shopper wrote beside the marks of one filing, compared with them by one model: one call. */
export const commentRuns = pgTable(
	'comment_runs',
	{
		id: id(),
		filingId: uuid()
			.notNull()
			.references(() => visitFilings.id),
		...call(),
		/** Comments that contradict their mark, each with a proven quote. */
		doubts: integer().notNull().default(0)
	},
	(t) => [
		index('comment_runs_newest').on(t.filingId, t.id),
		index('comment_runs_by_month').on(t.createdAt)
	]
);
