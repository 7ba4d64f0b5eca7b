import type { z } from 'zod';
import type {
	criterionSchema,
	definitionSchema,
	evidenceSchema,
	quoteEvidenceSchema,
	ratingSchema,
	ratingsSchema,
	sectionSchema,
	stretchEvidenceSchema
} from './scorecard-schema.ts';

export const channels = ['chat', 'call', 'email', 'social', 'messenger', 'ticket'] as const;
export type Channel = (typeof channels)[number];

/** What a scorecard can judge: a conversation in a channel, or a visit. */
export const subjects = [...channels, 'visit'] as const;
export type Subject = (typeof subjects)[number];

export const naReasons = ['no_opportunity', 'cannot_tell', 'not_in_scope'] as const;
export type NaReason = (typeof naReasons)[number];

export const levelCounts = [2, 3, 4, 5, 10] as const;

export type Criterion = z.infer<typeof criterionSchema>;
export type Section = z.infer<typeof sectionSchema>;
/** What a reviewer scores against: the immutable content of one scorecard version. */
export type Definition = z.infer<typeof definitionSchema>;
export type Evidence = z.infer<typeof evidenceSchema>;
/** A place in the transcript: UTF-16 offsets into the text of one segment, and what stands there. */
export type QuoteEvidence = z.infer<typeof quoteEvidenceSchema>;
/** A stretch of the recording, in ms from its start. */
export type StretchEvidence = z.infer<typeof stretchEvidenceSchema>;
export type Rating = z.infer<typeof ratingSchema>;
/** By criterion key. */
export type Ratings = z.infer<typeof ratingsSchema>;

export const criteriaOf = (definition: Definition): Criterion[] =>
	definition.sections.flatMap((section) => section.criteria);

export const isStretch = (evidence: Evidence): evidence is StretchEvidence => 'fromMs' in evidence;
export const isQuote = (evidence: Evidence): evidence is QuoteEvidence => !isStretch(evidence);

/** The same for the same place. */
export const placeOf = (evidence: Evidence): string =>
	isStretch(evidence)
		? `${evidence.fromMs}-${evidence.toMs}`
		: `${evidence.segment}:${evidence.start}:${evidence.end}`;
