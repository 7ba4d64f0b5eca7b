import type { AppealGround, AppealState } from './appeal.ts';
import type { programmeSchema } from './programme.ts';
import type { Locale } from './locales.ts';
import type { FlagDetails, FlagRule, FlagVerdict } from './visit-flags.ts';
import type { z } from 'zod';

/** A measured time on the customer's way, against the house's standard where there is one. */
export type Step = { name: string; seconds: number; standard: number | null };

export type ResultItem = {
	key: string;
	name: string;
	/** The answer or the level in words; '' for a text, which stands in the comment. */
	answer: string;
	/** 0..1 of a rated criterion. */
	value: number | null;
	comment: string;
};

/** An approved visit as page and PDF show it: in the words of one language, without a shopper's name. */
export type VisitResult = {
	id: string;
	location: string;
	address: string;
	programme: string;
	scenario: string;
	number: number;
	timeZone: string;
	/** ISO moment. */
	date: string;
	arrived: string | null;
	left: string | null;
	/** Between the two; null unless both are known. */
	minutes: number | null;
	/** Never a name; null where the reader is the employee who was judged. */
	shopper: string | null;
	staffRule: z.output<typeof programmeSchema>['staff'];
	/** null: not identified, or not to be. */
	employee: string | null;
	scorecard: string;
	revision: number;
	/** 0..1 */
	score: number | null;
	withoutCritical: number | null;
	last: { date: string; score: number | null } | null;
	/** Of the locations' means in the programme; null with fewer than three. */
	median: { value: number; n: number } | null;
	journey: Step[];
	/** Without what stands in `journey`, in `narrative`, or as photo or receipt. */
	sections: { name: string; score: number | null; items: ResultItem[] }[];
	narrative: { name: string; text: string }[];
	overallComment: string;
	/** The amount with its currency, as the reader's language writes it. */
	receipts: { amount: string; number: string }[];
	/** What each photo was asked for, by the name of its file. */
	photoWords: Record<string, string>;
	failed: { name: string; level: string; comment: string; tip: string }[];
	validity: {
		metres: number | null;
		limit: number | null;
		integrity: { right: number; asked: number };
		flags: { rule: FlagRule; details: FlagDetails; verdict: FlagVerdict | null; word: string }[];
	};
	appeals: {
		ground: AppealGround | null;
		reason: string;
		evidence: string;
		date: string;
		raisedBy: string;
		outcome: 'accepted' | 'rejected' | null;
		decision: string;
		/** null for the employee, who knows no editor by name. */
		decidedBy: string | null;
		decidedAt: string | null;
		before: AppealState | null;
		after: AppealState | null;
	}[];
};

/** What is printed: the visit, in which language, for which house, and its photos as JPEG. */
export type VisitSheet = {
	visit: VisitResult;
	locale: Locale;
	house: string;
	photos: { words: string; bytes: Uint8Array; width: number; height: number }[];
	/** That were not printed. */
	morePhotos: number;
};
