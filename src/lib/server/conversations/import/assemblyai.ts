import { z } from 'zod';
import { callFormat, type Call, type Utterance } from './call.ts';
import { jsonCall, label, languageOf, milliseconds, unfinished } from './call/json.ts';
import { utterancesOf } from './call/speech.ts';

const word = z.looseObject({
	text: z.string(),
	start: milliseconds,
	end: milliseconds,
	speaker: label.nullish(),
	channel: label.nullish()
});
const transcript = z.looseObject({
	id: z.string().nullish(),
	status: z.string().nullish(),
	error: z.string().nullish(),
	language_code: z.string().nullish(),
	text: z.string().nullish(),
	words: z.array(word).nullish(),
	utterances: z.array(word.extend({ words: z.array(word).nullish() })).nullish()
});
type Transcript = z.output<typeof transcript>;

/** AssemblyAI: its utterances, else its words; all in ms. */
export const assemblyai = callFormat(
	'assemblyai',
	jsonCall('AssemblyAI', transcript, (job) => {
		if (job.status && job.status !== 'completed') return unfinished(job.error ?? job.status);
		const call: Call = {
			...(job.id && { id: job.id }),
			language: languageOf(job.language_code),
			utterances: said(job)
		};
		return call;
	})
);

function said({ utterances, words, text }: Transcript): Utterance[] {
	if (utterances?.length)
		return utterances.map((one) => ({
			voice: voiceOf(one),
			text: one.text,
			startMs: one.start,
			endMs: one.end,
			words: (one.words ?? []).map(timed)
		}));
	if (words?.length)
		return utterancesOf(words.map((w) => ({ ...timed(w), voice: voiceOf(w), isApart: true })));
	return [{ voice: null, text: text ?? '' }];
}

function voiceOf({ speaker, channel }: z.output<typeof word>) {
	return speaker ?? (channel == null ? null : `channel ${channel}`);
}

function timed({ text, start, end }: z.output<typeof word>) {
	return { text, startMs: start, endMs: end };
}
