import { z } from 'zod';
import { callFormat, type Call, type Utterance } from './call.ts';
import { jsonCall, label, languageOf, seconds, unfinished } from './call/json.ts';
import { inMs, utterancesOf, type Token } from './call/speech.ts';

const word = z.looseObject({
	word: z.string(),
	punctuated_word: z.string().nullish(),
	start: seconds,
	end: seconds,
	speaker: label.nullish()
});
const result = z.looseObject({
	err_msg: z.string().nullish(),
	metadata: z.looseObject({ request_id: z.string().nullish() }).nullish(),
	results: z.looseObject({
		channels: z.array(
			z.looseObject({
				detected_language: z.string().nullish(),
				alternatives: z.array(
					z.looseObject({ transcript: z.string(), words: z.array(word).nullish() })
				)
			})
		),
		utterances: z
			.array(
				z.looseObject({
					start: seconds,
					end: seconds,
					transcript: z.string(),
					channel: z.number().nullish(),
					speaker: label.nullish(),
					words: z.array(word).nullish()
				})
			)
			.nullish()
	})
});
type Result = z.output<typeof result>;
type Word = z.output<typeof word>;

/** Deepgram: its utterances; where they are missing, what the words say of their speakers. */
export const deepgram = callFormat(
	'deepgram',
	jsonCall('Deepgram', result, ({ err_msg, metadata, results }) => {
		if (err_msg) return unfinished(err_msg);
		const call: Call = {
			...(metadata?.request_id && { id: metadata.request_id }),
			language: languageOf(results.channels[0]?.detected_language),
			utterances: results.utterances?.length ? fromUtterances(results) : fromChannels(results)
		};
		return call;
	})
);

function fromUtterances({ utterances, channels }: Result['results']): Utterance[] {
	return utterances!.flatMap(({ words, transcript, start, end, speaker, channel }): Utterance[] => {
		const lane = channels.length > 1 ? `channel ${channel ?? 0}` : undefined;
		const tokens = tokensOf(words ?? [], lane);
		const voices = new Set(tokens.map(({ voice }) => voice));
		// A pause ends an utterance, not a voice: two may stand in one
		if (voices.size > 1) return utterancesOf(tokens);
		const heard = tokens as (Token & { startMs: number; endMs: number })[];
		return [
			{
				voice: lane ?? speaker ?? null,
				text: transcript,
				startMs: inMs(start),
				endMs: inMs(end),
				words: heard
			}
		];
	});
}

function fromChannels({ channels }: Result['results']): Utterance[] {
	return channels.flatMap(({ alternatives }, i): Utterance[] => {
		const own = channels.length > 1 ? `channel ${i}` : undefined;
		const [best] = alternatives;
		if (best?.words?.length) return utterancesOf(tokensOf(best.words, own));
		return best ? [{ voice: own ?? null, text: best.transcript }] : [];
	});
}

function tokensOf(words: Word[], channel?: string): Token[] {
	return words.map(({ word, punctuated_word, start, end, speaker }) => ({
		voice: channel ?? speaker ?? null,
		text: punctuated_word ?? word,
		startMs: inMs(start),
		endMs: inMs(end),
		isApart: true
	}));
}
