import { failureWords } from './ai-words.ts';
import { m } from '#lib/paraglide/messages.js';
import { writeTime, type Refusal, type Silence } from './recording.ts';
import type { AiFailure } from './suggestion.ts';

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

/** Where the failures of a transcription are not those of a draft. */
const ofTranscription: Partial<Record<AiFailure, () => string>> = {
	off: m.transcription_failure_off,
	not_json: m.transcription_failure_not_json,
	nothing_said: m.transcription_failure_nothing_said,
	too_long: m.transcription_failure_too_long
};

/** Why a recording was not written down, and what to do. */
export const transcriptionWords = (failure: AiFailure) =>
	(ofTranscription[failure] ?? failureWords[failure])();

/** Where nothing is to be heard, and why; '' where everything is. */
export function silencedWords(silenced: Silence[], durationMs: number): string {
	if (silenced.length === 0) return '';
	const isAll = silenced.some(([from, to]) => from === 0 && to >= durationMs);
	const times = silenced.map(([from, to]) =>
		[from, Math.min(to, durationMs)].map(wholeSeconds).join('–')
	);
	return isAll ? m.recordings_silenced_all() : m.recordings_silenced({ times: times.join(', ') });
}

const wholeSeconds = (ms: number) => writeTime(Math.round(ms / 1000) * 1000);
