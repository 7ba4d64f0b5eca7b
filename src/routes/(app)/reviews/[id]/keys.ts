import { m } from '#lib/paraglide/messages.js';

/** What each key does, in the order shown under `?`. */
export const keyHelp = (): [string, string][] => [
	['j  k', m.keys_move()],
	['1–9  0', m.keys_level()],
	['n', m.keys_na()],
	['e', m.keys_evidence()],
	['c', m.keys_comment()],
	['a', m.ai_keys_accept()],
	['x', m.ai_keys_refuse()],
	['r', m.keys_cause()],
	['t', m.keys_transcript()],
	['↓  ↑', m.keys_segments()],
	['→  Shift →', m.keys_words()],
	['o', m.keys_overall()],
	['Ctrl Enter', m.keys_submit()],
	['Esc', m.keys_escape()],
	['?', m.keys_help()]
];

/** Level of a digit key; 0 is the tenth. */
export const levelOf = (key: string) => (/^\d$/.test(key) ? Number(key) || 10 : null);
