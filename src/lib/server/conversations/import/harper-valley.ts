import { z } from 'zod';
import { callFormat, type Utterance } from './call.ts';
import { jsonCall } from './call/json.ts';
import { speakerOf } from './words.ts';

const turns = z
	.array(
		z.looseObject({
			speaker_role: z.string(),
			human_transcript: z.string(),
			transcript: z.string(),
			/** From the start of the recording, for both channels alike; `start_ms` has a zero for each. */
			offset_ms: z.number(),
			duration_ms: z.number(),
			start_timestamp_ms: z.number().nullish(),
			word_offsets_ms: z.array(z.number()),
			word_durations_ms: z.array(z.number())
		})
	)
	.min(1);
type Turn = z.output<typeof turns>[number];

/** The Gridspace-Stanford Harper Valley corpus: corrected text, with the times of the machine's words. */
export const harperValley = callFormat(
	'harper-valley',
	jsonCall('Harper Valley', turns, (all) => {
		const { start_timestamp_ms: at, offset_ms } = all[0];
		return {
			...(at != null && { startedAt: new Date(at - offset_ms).toISOString() }),
			language: 'en-US',
			utterances: all.map(said)
		};
	})
);

function said(turn: Turn): Utterance {
	const startMs = Math.max(0, turn.offset_ms);
	const machine = turn.transcript.split(/\s+/).filter(Boolean);
	const words = machine.flatMap((text, i) => {
		const from = startMs + turn.word_offsets_ms[i];
		const to = from + turn.word_durations_ms[i];
		return Number.isNaN(to) ? [] : { text, startMs: from, endMs: to };
	});
	return {
		voice: turn.speaker_role,
		role: speakerOf(turn.speaker_role),
		text: turn.human_transcript.trim() || turn.transcript,
		startMs,
		endMs: startMs + turn.duration_ms,
		words
	};
}
