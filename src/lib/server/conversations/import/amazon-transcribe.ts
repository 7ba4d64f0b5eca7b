import { z } from 'zod';
import { callFormat, type Call } from './call.ts';
import { jsonCall, languageOf, milliseconds, seconds, unfinished } from './call/json.ts';
import { inMs, utterancesOf, type Token } from './call/speech.ts';
import { speakerOf } from './words.ts';

const turns = z.looseObject({
	JobStatus: z.string().nullish(),
	JobName: z.string().nullish(),
	LanguageCode: z.string().nullish(),
	Categories: z.looseObject({ MatchedCategories: z.array(z.string()).nullish() }).nullish(),
	Transcript: z.array(
		z.looseObject({
			Content: z.string(),
			ParticipantRole: z.string(),
			BeginOffsetMillis: milliseconds,
			EndOffsetMillis: milliseconds,
			Items: z
				.array(
					z.looseObject({
						Content: z.string(),
						BeginOffsetMillis: milliseconds.nullish(),
						EndOffsetMillis: milliseconds.nullish()
					})
				)
				.nullish()
		})
	)
});

const item = z.looseObject({
	type: z.string(),
	start_time: seconds.nullish(),
	end_time: seconds.nullish(),
	speaker_label: z.string().nullish(),
	alternatives: z.array(z.looseObject({ content: z.string() })).min(1)
});
const spoken = z.looseObject({
	start_time: seconds.nullish(),
	speaker_label: z.string().nullish()
});
const plain = z.looseObject({
	jobName: z.string().nullish(),
	status: z.string().nullish(),
	results: z.looseObject({
		language_code: z.string().nullish(),
		items: z.array(item),
		speaker_labels: z
			.looseObject({ segments: z.array(z.looseObject({ items: z.array(spoken) })) })
			.nullish(),
		channel_labels: z
			.looseObject({
				channels: z.array(z.looseObject({ channel_label: z.string(), items: z.array(item) }))
			})
			.nullish()
	})
});

/** Amazon Transcribe: Call Analytics with its turns, or a plain job with its stream of words. */
export const amazonTranscribe = callFormat(
	'amazon-transcribe',
	jsonCall('Amazon Transcribe', z.union([turns, plain]), (job) =>
		'Transcript' in job
			? fromTurns(job as z.output<typeof turns>)
			: fromItems(job as z.output<typeof plain>)
	)
);

function fromTurns(job: z.output<typeof turns>) {
	if (job.JobStatus && job.JobStatus !== 'COMPLETED') return unfinished(job.JobStatus);
	const call: Call = {
		...(job.JobName && { id: job.JobName }),
		language: languageOf(job.LanguageCode),
		tags: job.Categories?.MatchedCategories ?? [],
		utterances: job.Transcript.map((turn) => ({
			voice: turn.ParticipantRole,
			role: speakerOf(turn.ParticipantRole),
			text: turn.Content,
			startMs: turn.BeginOffsetMillis,
			endMs: turn.EndOffsetMillis,
			words: (turn.Items ?? []).flatMap((item) =>
				item.BeginOffsetMillis == null || item.EndOffsetMillis == null
					? []
					: { text: item.Content, startMs: item.BeginOffsetMillis, endMs: item.EndOffsetMillis }
			)
		}))
	};
	return call;
}

function fromItems(job: z.output<typeof plain>) {
	if (job.status && job.status !== 'COMPLETED') return unfinished(job.status);
	const { results } = job;
	const voices = new Map<number, string>();
	for (const segment of results.speaker_labels?.segments ?? [])
		for (const { start_time, speaker_label } of segment.items)
			if (start_time != null && speaker_label) voices.set(inMs(start_time), speaker_label);
	const channels = results.channel_labels?.channels ?? [];
	const streams =
		channels.length > 1
			? channels.map(({ items, channel_label }) => tokensOf(items, () => channel_label))
			: [tokensOf(results.items, (at) => voices.get(at) ?? null)];
	const call: Call = {
		...(job.jobName && { id: job.jobName }),
		language: languageOf(results.language_code),
		utterances: streams.flatMap(utterancesOf)
	};
	return call;
}

function tokensOf(items: z.output<typeof item>[], voiceAt: (ms: number) => string | null): Token[] {
	let voice: string | null = null;
	return items.map(({ type, start_time, end_time, speaker_label, alternatives }) => {
		const text = alternatives[0].content;
		if (start_time == null || end_time == null)
			return { voice, text, isApart: type !== 'punctuation' };
		const startMs = inMs(start_time);
		voice = speaker_label ?? voiceAt(startMs);
		return { voice, text, startMs, endMs: inMs(end_time), isApart: true };
	});
}
