import { sql } from 'drizzle-orm';
import { check, index, integer, jsonb, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import type { AppealGround, AppealState } from '../../../appeal.ts';
import type { ReviewDraft } from '../../../review.ts';
import type { Channel, NaReason } from '../../../scorecard.ts';
import { at, createdAt, exact, id } from './columns.ts';
import { conversations } from './conversations.ts';
import { employees, locations, users } from './people.ts';
import { scorecardVersions } from './scorecards.ts';
import { visits } from './visits.ts';

/** One judgement of one conversation or one visit; frozen by its revisions. */
export const reviews = pgTable(
	'reviews',
	{
		id: id(),
		conversationId: uuid().references(() => conversations.id),
		visitId: uuid()
			.unique()
			.references(() => visits.id),
		/** Of a visit. */
		locationId: uuid().references(() => locations.id),
		scorecardVersionId: uuid()
			.notNull()
			.references(() => scorecardVersions.id),
		/** null: a visit whose staff nobody could identify; it counts for the location only. */
		employeeId: uuid().references(() => employees.id),
		reviewerId: uuid()
			.notNull()
			.references(() => users.id),
		channel: text().$type<Channel | 'visit'>().notNull(),
		/** When the conversation took place: decides the period it counts in. */
		occurredAt: at().notNull(),
		currentRevisionId: uuid(),
		/** Of the current revision, 0..1; null where nothing could be rated. */
		score: exact(),
		scoreWithoutCritical: exact(),
		criticalFailures: integer().notNull().default(0),
		activeSeconds: integer().notNull().default(0),
		submittedAt: at(),
		/** From when the employee sees it. */
		releaseAt: at(),
		acknowledgedAt: at(),
		employeeComment: text(),
		createdAt: createdAt()
	},
	(t) => [
		unique('reviews_once').on(t.conversationId, t.scorecardVersionId, t.reviewerId),
		index('reviews_by_employee').on(t.employeeId, t.occurredAt, t.id),
		index('reviews_by_reviewer').on(t.reviewerId, t.submittedAt, t.id),
		index('reviews_newest').on(t.submittedAt, t.id)
	]
);

/** What the reviewer is writing: before the first submit, or towards a new revision. */
export const reviewDrafts = pgTable('review_drafts', {
	reviewId: uuid()
		.primaryKey()
		.references(() => reviews.id),
	document: jsonb().$type<ReviewDraft>().notNull(),
	/** Counts up with each save; a save with an older number is refused. */
	version: integer().notNull().default(1),
	/** The browser tab that saved last. */
	tab: text().notNull().default(''),
	updatedAt: at().notNull().defaultNow()
});

/** Submitted once and never changed. */
export const reviewRevisions = pgTable(
	'review_revisions',
	{
		id: id(),
		reviewId: uuid()
			.notNull()
			.references(() => reviews.id),
		number: integer().notNull(),
		/** Why it was revised; '' for the first. */
		reason: text().notNull().default(''),
		overallComment: text().notNull().default(''),
		/** Never leaves: not to the employee, not to a report. */
		privateNote: text().notNull().default(''),
		tags: text().array().notNull().default([]),
		difficultCustomer: text(),
		score: exact(),
		scoreWithoutCritical: exact(),
		createdBy: uuid()
			.notNull()
			.references(() => users.id),
		createdAt: createdAt()
	},
	(t) => [unique('review_revisions_number').on(t.reviewId, t.number)]
);

export const ratings = pgTable(
	'ratings',
	{
		id: id(),
		revisionId: uuid()
			.notNull()
			.references(() => reviewRevisions.id),
		criterion: text().notNull(),
		level: integer(),
		/** (level − 1) / (levels − 1), exact; null for N/A. */
		value: exact(),
		weight: exact().notNull(),
		na: text().$type<NaReason>(),
		comment: text().notNull().default(''),
		rootCauses: text().array().notNull().default([]),
		otherCause: text().notNull().default('')
	},
	(t) => [unique('ratings_once').on(t.revisionId, t.criterion)]
);

/** Where the mark is proved: a quote in a segment of the transcript, or a stretch of the recording. */
export const evidence = pgTable(
	'evidence',
	{
		id: id(),
		ratingId: uuid()
			.notNull()
			.references(() => ratings.id),
		segment: integer(),
		start: integer(),
		end: integer(),
		quote: text(),
		/** From the start of the recording. */
		fromMs: integer(),
		toMs: integer()
	},
	(t) => [
		index('evidence_by_rating').on(t.ratingId),
		check(
			'evidence_points_somewhere',
			sql`num_nonnulls(${t.segment}, ${t.start}, ${t.end}, ${t.quote}) in (0, 4)
				and num_nonnulls(${t.segment}, ${t.fromMs}) = 1
				and num_nonnulls(${t.fromMs}, ${t.toMs}) in (0, 2)`
		)
	]
);

/** The employee says that a review is wrong; out of the average until decided. */
export const disputes = pgTable(
	'disputes',
	{
		id: id(),
		reviewId: uuid()
			.notNull()
			.references(() => reviews.id),
		raisedBy: uuid()
			.notNull()
			.references(() => users.id),
		reason: text().notNull(),
		outcome: text().$type<'accepted' | 'rejected'>(),
		decision: text().notNull().default(''),
		decidedAt: at(),
		decidedBy: uuid().references(() => users.id),
		/** Of a visit's appeal: what is said to be wrong. */
		ground: text().$type<AppealGround>(),
		evidence: text().notNull().default(''),
		/** The appeal that this one opens again. */
		reopens: uuid(),
		/** Of an appeal: the review as it stood, and as it was decided. */
		before: jsonb().$type<AppealState>(),
		after: jsonb().$type<AppealState>(),
		createdAt: createdAt()
	},
	(t) => [index('disputes_by_review').on(t.reviewId)]
);
