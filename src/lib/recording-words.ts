import { m } from './paraglide/messages.js';
import type { Refusal } from './recording.ts';

const words: Record<Refusal, (about: { detail: string }) => string> = {
	unknown: () => m.recordings_refused_unknown(),
	container: m.recordings_refused_container,
	wav_codec: m.recordings_refused_wav_codec,
	gsm: () => m.recordings_refused_gsm(),
	channels: m.recordings_refused_channels,
	damaged: () => m.recordings_refused_damaged(),
	empty: () => m.recordings_refused_empty(),
	too_slow: () => m.recordings_refused_too_slow(),
	too_long: () => m.recordings_refused_too_long()
};

/** Why a file is no recording, and what to do. */
export const refusalWords = (reason: Refusal, detail: string) => words[reason]({ detail });
