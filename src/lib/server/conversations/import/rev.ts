import { z } from 'zod';
import { callFormat, type Utterance } from './call.ts';
import { jsonCall, label, seconds } from './call/json.ts';
import { cutTalk, inMs } from './call/speech.ts';

const monologue = z.looseObject({
	speaker: label.nullish(),
	speaker_info: z.looseObject({ display_name: z.string().nullish() }).nullish(),
	elements: z.array(
		z.looseObject({
			type: z.string(),
			value: z.string(),
			ts: seconds.nullish(),
			end_ts: seconds.nullish()
		})
	)
});
const transcript = z.looseObject({
	speakers: z.array(z.looseObject({ id: label.nullish(), name: z.string().nullish() })).nullish(),
	monologues: z.array(monologue)
});

/** Rev: monologues of words and of the signs between them, spaces too. */
export const rev = callFormat(
	'rev',
	jsonCall('Rev', transcript, ({ speakers, monologues }) => {
		const names = new Map(speakers?.map(({ id, name }) => [id, name]));
		const talk = monologues.flatMap(({ speaker, speaker_info, elements }): Utterance[] =>
			cutTalk({
				voice: speaker_info?.display_name || names.get(speaker) || (speaker ?? null),
				text: elements.map(({ value }) => value).join(''),
				words: elements.flatMap(({ value, ts, end_ts }) =>
					ts == null || end_ts == null
						? []
						: { text: value, startMs: inMs(ts), endMs: inMs(end_ts) }
				)
			})
		);
		return { utterances: talk };
	})
);
