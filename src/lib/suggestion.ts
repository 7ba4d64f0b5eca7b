import type { Injection } from './injections.ts';
import type { NaReason, QuoteEvidence } from './scorecard.ts';

export const decisions = ['accepted', 'changed', 'refused'] as const;
/** What a reviewer did with a suggestion. */
export type Decision = (typeof decisions)[number];

export const aiFailures = [
	'off',
	'ceiling',
	'key_lost',
	'address_refused',
	'wrong_key',
	'not_found',
	'bad_request',
	'too_many',
	'quota',
	'server_error',
	'unreachable',
	'timeout',
	'redirect',
	'too_big',
	'too_long',
	'not_json',
	'empty',
	'cut',
	'nonsense',
	'refused',
	'interrupted',
	'nothing_said'
] as const;
/** Why there is no draft. What the service wrote is never part of it. */
export type AiFailure = (typeof aiFailures)[number];

/** A criterion without a suggestion. */
export type Omission = {
	criterion: string;
	why: 'listen' | 'no_quote' | 'bad_level' | 'na_not_allowed' | 'feelings' | 'missing';
};

/** A suggestion as a reviewer sees it. */
export type Suggestion = {
	id: string;
	criterion: string;
	decision: Decision | null;
	/** Agreement with people is not yet shown for this criterion. */
	isUnproven: boolean;
	/** null until the reviewer has rated, where the house wants it so. */
	content: {
		level: number | null;
		na: NaReason | null;
		reasoning: string;
		evidence: QuoteEvidence[];
		unprovenQuotes: number;
	} | null;
};

/** What the machine has to say about a review's conversation. */
export type AiDraft = {
	state: 'none' | 'running' | 'failed' | 'done';
	failure: AiFailure | null;
	model: string;
	injections: Injection[];
	omissions: Omission[];
	suggestions: Suggestion[];
};
