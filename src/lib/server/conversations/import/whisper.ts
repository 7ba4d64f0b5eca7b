import { z } from 'zod';
import { callFormat, type Call, type Utterance } from './call.ts';
import { jsonCall, label, languageOf, seconds } from './call/json.ts';
import { cutTalk, inMs, type Heard } from './call/speech.ts';

const word = z.looseObject({
	word: z.string().nullish(),
	text: z.string().nullish(),
	start: seconds.nullish(),
	end: seconds.nullish()
});
const transcript = z
	.looseObject({
		text: z.string().nullish(),
		language: z.string().nullish(),
		segments: z
			.array(
				z.looseObject({
					start: seconds,
					end: seconds,
					text: z.string(),
					speaker: label.nullish(),
					words: z.array(word).nullish()
				})
			)
			.nullish(),
		words: z.array(word).nullish()
	})
	.refine(({ text, segments }) => text != null || segments != null, { path: ['text'] });
type Transcript = z.output<typeof transcript>;

/** Reads one answer of Whisper, or of a service that speaks like it. */
export const readWhisper = jsonCall('Whisper', transcript, (result) => {
	const call: Call = { language: languageOf(result.language), utterances: said(result) };
	return call;
});

/** Whisper and what follows it: verbose_json with segments, words or both; whisper_timestamped, WhisperX. */
export const whisper = callFormat('whisper', readWhisper);

function said({ text, segments, words }: Transcript): Utterance[] {
	const all = heard(words);
	if (!segments?.length) return cutTalk({ voice: null, text: (text ?? '').trim(), words: all });
	let next = 0;
	return segments.map((segment) => {
		const from = next;
		const endMs = inMs(segment.end);
		while (next < all.length && (all[next].startMs + all[next].endMs) / 2 < endMs) next++;
		return {
			voice: segment.speaker ?? null,
			text: segment.text,
			startMs: inMs(segment.start),
			endMs,
			words: segment.words ? heard(segment.words) : all.slice(from, next)
		};
	});
}

function heard(words: Transcript['words']): Heard[] {
	return (words ?? []).flatMap(({ word, text, start, end }) =>
		start == null || end == null
			? []
			: { text: (word ?? text ?? '').trim(), startMs: inMs(start), endMs: inMs(end) }
	);
}
