/** Rules that look for what a person should see before a visit counts. */
export const flagRules = [
	'comment_contradicts',
	'text_reused',
	'too_fast',
	'too_short',
	'integrity',
	'straight_lined',
	'times_impossible',
	'closed_then',
	'off_window',
	'off_place',
	'photo_reused',
	'photo_off_time',
	'photo_off_place'
] as const;
export type FlagRule = (typeof flagRules)[number];

/** What the rule saw, to be put into words: times hh:mm, metres, seconds, texts, ids. */
export type FlagDetails = Record<string, string | number>;

/** `confirmed`: it is so and the editor acted on it; `dismissed`: there is an innocent reason. */
export const flagVerdicts = ['confirmed', 'dismissed'] as const;
export type FlagVerdict = (typeof flagVerdicts)[number];
