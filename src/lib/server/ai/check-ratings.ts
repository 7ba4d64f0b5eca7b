import { findQuote } from '../../quotes.ts';
import type { Criterion, NaReason, QuoteEvidence } from '../../scorecard.ts';
import type { Omission } from '../../suggestion.ts';
import type { Segment } from '../../transcript.ts';
import { needsEars, speaksOfFeelings } from './feelings.ts';
import type { Ratings } from './prompt.ts';

export type Checked = {
	criterion: string;
	level: number | null;
	na: NaReason | null;
	reasoning: string;
	evidence: QuoteEvidence[];
	unprovenQuotes: number;
};

/** Keeps what the record proves and the scorecard allows; says of every other criterion why it has nothing. */
export function checkRatings(criteria: Criterion[], segments: Segment[], ratings: Ratings) {
	const checked: Checked[] = [];
	const omissions: Omission[] = [];
	for (const criterion of criteria) {
		const result = checkOne(criterion, segments, ratings);
		if (typeof result === 'string') omissions.push({ criterion: criterion.key, why: result });
		else if (result) checked.push(result);
	}
	return { checked, omissions };
}

function checkOne(
	criterion: Criterion,
	segments: Segment[],
	ratings: Ratings
): Checked | Omission['why'] | null {
	if (criterion.ai === 'never') return null;
	if (needsEars(criterion)) return 'listen';
	const rating = ratings.find((one) => one.criterion === criterion.key);
	if (!rating) return 'missing';
	const { notApplicable: na, quotes, reasoning } = rating;
	const level = na ? null : rating.level;
	if (na && !criterion.allowsNa) return 'na_not_allowed';
	if (!na && (level === null || level < 1 || level > criterion.levels.length)) return 'bad_level';
	if (speaksOfFeelings(reasoning)) return 'feelings';
	const found = quotes.map((quote) => findQuote(segments, quote));
	const evidence = unique(found.filter((one) => one !== null)).slice(0, 5);
	if (!evidence.length) return 'no_quote';
	const unprovenQuotes = found.filter((one) => one === null).length;
	return {
		criterion: criterion.key,
		level,
		na,
		reasoning: line(reasoning),
		evidence,
		unprovenQuotes
	};
}

const unique = (evidence: QuoteEvidence[]) => [
	...new Map(evidence.map((one) => [`${one.segment} ${one.start} ${one.end}`, one])).values()
];

/** Shown as text in one line; PostgreSQL keeps no NUL and no half characters. */
const line = (text: string) =>
	text
		.toWellFormed()
		.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
		.trim()
		.slice(0, 1000);
