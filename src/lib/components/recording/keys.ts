import { m } from '#lib/paraglide/messages.js';

/** What each key of the player does, in the order shown under `?`. */
export const playerKeys = (): [string, string][] => [
	[m.recordings_space(), m.recordings_key_play()],
	['Shift ←  Shift →', m.recordings_key_seek()],
	['-  +', m.recordings_key_rate()],
	['s', m.recordings_skip_silence()],
	['l', m.recordings_loop()],
	['[  ]', m.recordings_key_stretch()]
];
