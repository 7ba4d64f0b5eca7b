import { z } from 'zod';
import { callFormat, type Call } from './call.ts';
import { jsonCall, languageOf, seconds } from './call/json.ts';
import { inMs, utterancesOf, type Token } from './call/speech.ts';

const result = z.looseObject({
	type: z.string(),
	start_time: seconds,
	end_time: seconds,
	channel: z.string().nullish(),
	attaches_to: z.string().nullish(),
	alternatives: z
		.array(
			z.looseObject({
				content: z.string(),
				speaker: z.string().nullish(),
				language: z.string().nullish()
			})
		)
		.default([])
});
const transcript = z.looseObject({
	job: z.looseObject({ id: z.string().nullish() }).nullish(),
	metadata: z
		.looseObject({
			transcription_config: z.looseObject({ language: z.string().nullish() }).nullish()
		})
		.nullish(),
	results: z.array(result)
});

/** Speechmatics json-v2: a stream of words and punctuation; “UU” is its word for nobody in particular. */
export const speechmatics = callFormat(
	'speechmatics',
	jsonCall('Speechmatics', transcript, ({ job, metadata, results }) => {
		const spoken = results.filter(({ alternatives }) => alternatives.length > 0);
		const language =
			metadata?.transcription_config?.language ?? spoken[0]?.alternatives[0].language;
		const channels = new Set(spoken.map(({ channel }) => channel ?? null));
		const streams = [...channels].map((channel) =>
			spoken.filter((one) => (one.channel ?? null) === channel)
		);
		const call: Call = {
			...(job?.id && { id: job.id }),
			language: languageOf(language),
			utterances: streams.flatMap((stream) => utterancesOf(tokensOf(stream)))
		};
		return call;
	})
);

function tokensOf(results: z.output<typeof result>[]): Token[] {
	let joinsNext = false;
	return results.map(({ type, start_time, end_time, attaches_to, channel, alternatives }) => {
		const { content: text, speaker } = alternatives[0];
		const attaches = attaches_to ?? (type === 'punctuation' ? 'previous' : 'none');
		const isApart = !joinsNext && attaches !== 'previous' && attaches !== 'both';
		joinsNext = attaches === 'next' || attaches === 'both';
		const named = speaker && speaker !== 'UU' ? speaker : null;
		const voice = channel && channel !== named ? [channel, named].filter(Boolean).join(' ') : named;
		return type === 'punctuation'
			? { voice, text, isApart }
			: { voice, text, isApart, startMs: inMs(start_time), endMs: inMs(end_time) };
	});
}
