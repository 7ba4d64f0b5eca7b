import { m } from '#lib/paraglide/messages.js';
import { writeTime } from '#lib/recording.ts';
import { isStretch, type Evidence, type NaReason } from '#lib/scorecard.ts';
import type { Missing } from '#lib/scoring.ts';

export const naWords: Record<NaReason, () => string> = {
	no_opportunity: m.na_no_opportunity,
	cannot_tell: m.na_cannot_tell,
	not_in_scope: m.na_not_in_scope
};

export const missingWords: Record<Missing['what'], () => string> = {
	rating: m.review_missing_rating,
	na_not_allowed: m.review_missing_na_not_allowed,
	level_out_of_range: m.review_missing_level_out_of_range,
	comment: m.review_missing_comment,
	evidence: m.review_missing_evidence,
	unknown_criterion: m.review_missing_unknown_criterion
};

/** The quote, or where in the recording it is heard. */
export const evidenceWords = (evidence: Evidence) =>
	isStretch(evidence)
		? `${m.coaching_recording()} ${writeTime(evidence.fromMs)}–${writeTime(evidence.toMs)}`
		: `“${evidence.quote}”`;
