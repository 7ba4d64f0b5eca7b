import { m } from '#lib/paraglide/messages.js';

/** What each key does on the page of a check, in the order shown under `?`. */
export const checkKeys = (): [string, string][] => [
	['j  k', m.check_keys_move()],
	['s', m.check_keys_start()],
	['f', m.check_keys_flag()],
	['c', m.check_keys_correct()],
	['q', m.check_keys_ask()],
	['p', m.check_keys_photo()],
	['a', m.check_keys_approve()],
	['r', m.check_keys_return()],
	['x', m.check_keys_exclude()],
	['Ctrl Enter', m.check_keys_send()],
	['Esc', m.keys_escape()],
	['?', m.keys_help()]
];
