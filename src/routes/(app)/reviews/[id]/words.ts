import { m } from '#lib/paraglide/messages.js';
import type { NaReason } from '#lib/scorecard.ts';
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
