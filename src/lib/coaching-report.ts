import { z } from 'zod';
import { locales } from './locales.ts';
import { channels } from './scorecard.ts';

const date = z.iso.date();
const instant = z.iso.datetime({ offset: true });
const count = z.number().int().min(0);
const share = z.number().min(0).max(1);
const words = z.string().max(30_000);
const line = z.string().max(500);

/** A mean with its interval, all 0..1. Nothing rated: mean null. One value: low and high null. */
export const measuredSchema = z.object({
	mean: share.nullable(),
	low: share.nullable(),
	high: share.nullable(),
	n: count
});
export type Measured = z.infer<typeof measuredSchema>;

export const changeKinds = ['up', 'down', 'no_detectable_change', 'too_few'] as const;

/** Against the period before: a difference of shares (-1..1) with its interval. */
export const changeSchema = z.object({
	kind: z.enum(changeKinds),
	difference: z.number().nullable(),
	low: z.number().nullable(),
	high: z.number().nullable()
});
export type Change = z.infer<typeof changeSchema>;

export const subjects = [...channels, 'visit'] as const;

/** The record's own words, letter for letter (masked upstream), and where they stand. */
export const quoteSchema = z.object({
	text: words.min(1),
	speaker: line,
	/** When it was said. */
	at: instant.nullable(),
	/** Seconds into the recording, for calls. */
	recording: z
		.object({ from: z.number().min(0), to: z.number().min(0) })
		.nullable()
		.default(null),
	/** What the reader can look up: C-1842. */
	source: line
});
export type Quote = z.infer<typeof quoteSchema>;

const trendPointSchema = measuredSchema.extend({
	label: line,
	/** The scorecard changed between the period before and this one. */
	newVersion: z.boolean()
});

export const lenses = ['chat', 'call', 'visit'] as const;
export type Lens = (typeof lenses)[number];

/** The same measure from each lens, in their order. Reports filled before it was kept have none. */
const byLensSchema = z.array(measuredSchema.extend({ lens: z.enum(lenses) })).optional();

const criterionSchema = measuredSchema.extend({
	key: z.string(),
	name: line,
	/** Share of all weights; 0 is shown and does not count. */
	weight: share,
	notApplicable: count,
	change: changeSchema,
	sources: z.object({ chat: count, call: count, visit: count }),
	byLens: byLensSchema
});

const strengthSchema = z.object({
	criterion: line,
	text: words,
	quote: quoteSchema.nullable()
});

/** What became of an action. */
export const outcomes = ['done', 'partly', 'not_done', 'dropped'] as const;
export type Outcome = (typeof outcomes)[number];

export const planStatuses = ['open', ...outcomes] as const;

const actionSchema = z.object({
	action: words,
	measure: line,
	/** In the lead's own words: '52 %', '4 min'. */
	baseline: line,
	target: line
});

const previousActionSchema = actionSchema.extend({ status: z.enum(planStatuses), note: words });
const plannedActionSchema = actionSchema.extend({ owner: line, due: date.nullable() });

const prioritySchema = z.object({
	criterion: line,
	situation: words,
	behaviour: z.object({ text: words, quote: quoteSchema.nullable() }),
	impact: words,
	goodLooksLike: words,
	rootCause: line,
	/** null: not said. */
	inEmployeesHands: z.boolean().nullable()
});

const signatureSchema = z.object({ name: line, on: date.nullable() });

const reviewSchema = z.object({
	date,
	channel: z.enum(subjects),
	/** What the reader can look up: C-1842. */
	id: line,
	score: share.nullable(),
	withoutCritical: share.nullable(),
	/** How many critical criteria failed. */
	critical: count,
	/** Never the name. */
	reviewerCode: line,
	/** What the reviewer wrote to the employee. */
	comment: words.default('')
});

/**
 * Everything that stands in an employee's report, and nothing else: the PDF is a function of this object.
 * Words are in the report's locale or their author's own, shares are raw 0..1. Private notes have no place here.
 */
export const coachingReportSchema = z.object({
	/** null while a draft. */
	id: z.uuid().nullable(),
	locale: z.enum(locales),
	/** IANA name; every instant of the report is shown in it. */
	timeZone: z.string().default('UTC'),
	/** The company's name. */
	house: line,
	issuedAt: instant.nullable(),
	employee: z.object({ name: line, code: line, team: line, lead: line }),
	period: z.object({ from: date, to: date, label: line }),
	scorecards: z.array(z.object({ name: line, version: z.number().int().min(1) })),
	/** One sentence, no adjective without a number. */
	summary: words,
	score: measuredSchema,
	withoutCritical: measuredSchema,
	criticalErrors: z.object({
		/** Errors; one review can have several. */
		count,
		/** Reviews with at least one, of the reviews counted in the rate. */
		reviews: count,
		/** Share of reviews with a critical error (Wilson). */
		rate: measuredSchema,
		byClass: z.object({ customer: count, business: count, compliance: count })
	}),
	change: changeSchema,
	teamMedian: z.object({ value: share, n: count }).nullable(),
	/** Oldest first; the last is this period. */
	trend: z.array(trendPointSchema).max(6),
	criteria: z.array(criterionSchema),
	byLens: byLensSchema,
	strengths: z.array(strengthSchema).max(2),
	previousPlan: z.array(previousActionSchema),
	priorities: z.array(prioritySchema).max(2),
	plan: z.array(plannedActionSchema),
	/** The employee's own words; an empty one is printed as a ruled box to write in. */
	questions: z.object({ goal: words, reality: words, options: words, will: words }),
	disputes: z.object({ raised: count, accepted: count, open: count }),
	signOff: z.object({
		decision: z.enum(['agree', 'disagree']).nullable(),
		comment: words,
		employee: signatureSchema,
		lead: signatureSchema,
		nextMeeting: date.nullable().default(null)
	}),
	reviews: z.array(reviewSchema),
	method: z.object({
		/** How the reviews were chosen. */
		sampling: words,
		/** Which texts stand as a machine drafted them. */
		drafted: words.optional(),
		/** 0.95 */
		level: share
	})
});
export type CoachingReport = z.infer<typeof coachingReportSchema>;
