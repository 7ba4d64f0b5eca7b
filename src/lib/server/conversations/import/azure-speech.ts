import { z } from 'zod';
import { callFormat, type Call, type Utterance } from './call.ts';
import { jsonCall, label, languageOf } from './call/json.ts';
import type { Heard } from './call/speech.ts';

/** A tick is 100 ns. */
const ticks = z.number().transform((ticks) => Math.max(0, Math.round(ticks / 10_000)));
const iso = z
	.string()
	.regex(/^PT(?=\d)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?$/)
	.transform(durationMs);
/** ISO 8601 in files of batch jobs, ticks as a number in real-time results. */
const length = z.union([iso, ticks]);

const times = {
	offset: length.nullish(),
	duration: length.nullish(),
	offsetInTicks: ticks.nullish(),
	durationInTicks: ticks.nullish(),
	offsetMilliseconds: z.number().nullish(),
	durationMilliseconds: z.number().nullish()
};
const word = z.looseObject({
	...times,
	word: z.string().nullish(),
	displayText: z.string().nullish(),
	text: z.string().nullish()
});
const best = z.looseObject({
	display: z.string().nullish(),
	lexical: z.string().nullish(),
	words: z.array(word).nullish(),
	displayWords: z.array(word).nullish()
});
const phrase = z.looseObject({
	...times,
	recognitionStatus: z.string().nullish(),
	channel: z.number().nullish(),
	speaker: label.nullish(),
	speakerId: label.nullish(),
	locale: z.string().nullish(),
	text: z.string().nullish(),
	words: z.array(word).nullish(),
	nBest: z.array(best).nullish()
});
const batch = z.looseObject({ recognizedPhrases: z.array(phrase) });
const fast = z.looseObject({ phrases: z.array(phrase) });
/** Real-time results write their names with a capital letter. */
const realtime = z.preprocess((value) => uncapitalised(value, 0), z.array(phrase).min(1));
type Phrase = z.output<typeof phrase>;

/** Azure Speech: batch results of every version, fast transcription, and lists of real-time results. */
export const azureSpeech = callFormat(
	'azure-speech',
	jsonCall('Azure Speech', z.union([batch, fast, realtime]), (result) => {
		const phrases = Array.isArray(result)
			? result
			: ((result.recognizedPhrases ?? result.phrases) as Phrase[]);
		const channels = new Set(phrases.map(({ channel }) => channel ?? 0));
		const call: Call = {
			language: languageOf(phrases.find(({ locale }) => locale)?.locale),
			utterances: phrases.flatMap((phrase) => said(phrase, channels.size > 1))
		};
		return call;
	})
);

function said(phrase: Phrase, byChannel: boolean): Utterance[] {
	if (phrase.recognitionStatus && phrase.recognitionStatus !== 'Success') return [];
	const top: z.output<typeof best> = phrase.nBest?.[0] ?? { words: phrase.words };
	const { startMs, endMs } = spanOf(phrase) ?? {};
	const speaker = phrase.speaker ?? phrase.speakerId ?? null;
	return [
		{
			voice: byChannel ? `channel ${phrase.channel ?? 0}` : speaker,
			text: top.display ?? phrase.text ?? top.lexical ?? '',
			startMs,
			endMs,
			words: (top.displayWords ?? top.words ?? []).flatMap(heard)
		}
	];
}

function heard(one: z.output<typeof word>): Heard[] {
	const span = spanOf(one);
	return span ? [{ text: one.displayText ?? one.word ?? one.text ?? '', ...span }] : [];
}

function spanOf(timed: Partial<Phrase>): { startMs: number; endMs: number } | null {
	const startMs = timed.offsetMilliseconds ?? timed.offsetInTicks ?? timed.offset;
	const ms = timed.durationMilliseconds ?? timed.durationInTicks ?? timed.duration;
	if (startMs == null || ms == null) return null;
	return {
		startMs: Math.max(0, Math.round(startMs)),
		endMs: Math.round(startMs + Math.max(0, ms))
	};
}

function durationMs(text: string): number {
	const unit = (letter: string) => Number(new RegExp(`([\\d.]+)${letter}`).exec(text)?.[1] ?? 0);
	return Math.round((unit('H') * 3600 + unit('M') * 60 + unit('S')) * 1000);
}

/** A list of results, lists in them and theirs: deeper there are no names of Azure's. */
function uncapitalised(value: unknown, level: number): unknown {
	if (typeof value !== 'object' || value === null || level > 6) return value;
	if (Array.isArray(value)) return value.map((entry) => uncapitalised(entry, level + 1));
	return Object.fromEntries(
		Object.entries(value).map(([key, inner]) => {
			const name = key === 'NBest' ? 'nBest' : key.slice(0, 1).toLowerCase() + key.slice(1);
			return [name, uncapitalised(inner, level + 1)];
		})
	);
}
