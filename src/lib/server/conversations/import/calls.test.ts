import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readAll } from '../../../../../tests/read-format.ts';
import { readShared, sharedFiles } from '../../../../../tests/shared-data.ts';
import { wordPlaces } from '../word-places.ts';
import { detectFormat, formats, type FormatName, type ReadOptions } from './formats.ts';
import { jsonFaultAt } from './call/json-fault.ts';
import { jsonNames } from './json-names.ts';
import type { ConversationRecord } from './record.ts';

const folder = join(import.meta.dirname, '../../../../../tests/fixtures/calls');
const sample = (name: string) => readFileSync(join(folder, name));
const json = (name: string) => JSON.parse(sample(name).toString());

async function readOne(
	format: FormatName,
	content: string | Uint8Array | object,
	options: Partial<ReadOptions> = {}
): Promise<ConversationRecord> {
	const isFile = typeof content === 'string' || content instanceof Uint8Array;
	const [one, ...more] = await readAll(
		formats[format],
		isFile ? (content as string) : JSON.stringify(content),
		options
	);
	expect(more).toEqual([]);
	if (!('record' in one)) throw new Error(JSON.stringify(one));
	return one.record;
}

async function problemOf(format: FormatName, content: string, options: Partial<ReadOptions> = {}) {
	const parsed = await readAll(formats[format], content, options);
	expect(parsed).toHaveLength(1);
	if ('record' in parsed[0]) throw new Error('was read');
	return { line: parsed[0].line, ...parsed[0].problem };
}

const talk = (record: ConversationRecord) =>
	record.segments.map(({ speaker, name, text }) => [name ?? speaker, text]);

describe.each([
	['amazon-call-analytics.json', 'amazon-transcribe', 37, 462],
	['azure-batch.json', 'azure-speech', 3, 6],
	['azure-realtime.json', 'azure-speech', 2, 0],
	['deepgram-speakers.json', 'deepgram', 25, 226],
	['deepgram-utterances.json', 'deepgram', 6, 62],
	['deepgram-without-utterances.json', 'deepgram', 1, 59],
	['assemblyai.json', 'assemblyai', 1, 60],
	['rev.json', 'rev', 5, 414],
	['speechmatics.json', 'speechmatics', 3, 158],
	['speechmatics-two-speakers.json', 'speechmatics', 2, 4],
	['speechmatics-punctuation.json', 'speechmatics', 1, 4],
	['whisper-words.json', 'whisper', 1, 5],
	['whisper-timestamped.json', 'whisper', 4, 59],
	['harper-valley.json', 'harper-valley', 24, 92],
	['captions/sample.srt', 'srt', 5, 0],
	['captions/sample.sbv', 'sbv', 5, 0],
	['captions/captions_with_bom.vtt', 'webvtt', 4, 0],
	['captions/comments.vtt', 'webvtt', 3, 0],
	['captions/cue_tags.vtt', 'webvtt', 3, 8],
	['captions/metadata_headers.vtt', 'webvtt', 2, 0],
	['captions/using_identifiers.vtt', 'webvtt', 6, 0],
	['captions/integration_spec-example.vtt', 'webvtt', 13, 0],
	['captions/integration_id.vtt', 'webvtt', 5, 0]
] as const)('%s', (file, format, segments, words) => {
	test(`is seen to be ${format}, whatever its name`, () => {
		const start = sample(file).subarray(0, 65_536);
		expect(detectFormat('unnamed', start)).toBe(format);
		expect(detectFormat('call.json', start.subarray(0, 30_000))).toBe(format);
	});

	test(`is one call of ${segments} segments and ${words} words with times, in order`, async () => {
		const record = await readOne(format, sample(file), { fileName: file });
		expect(record.channel).toBe('call');
		expect(record.segments).toHaveLength(segments);
		expect(record.segments.flatMap((segment) => segment.words ?? [])).toHaveLength(words);
		const starts = record.segments.map(({ startMs }) => startMs!);
		expect(starts).toEqual(starts.toSorted((a, b) => a - b));
		for (const { text, words = [] } of record.segments) {
			expect(wordPlaces(text, words)).not.toBeNull();
			for (const word of words) expect(word.endMs).toBeGreaterThanOrEqual(word.startMs);
		}
	});

	test('read again is the same call; under another name with other words it is another', async () => {
		const [once, again] = [
			await readOne(format, sample(file), { fileName: 'a.json' }),
			await readOne(format, sample(file), { fileName: 'a.json' })
		];
		expect([once.source, once.id]).toEqual([again.source, again.id]);
	});
});

describe('Amazon Transcribe', () => {
	test('Call Analytics knows who is who; turns overlap and redactions stay', async () => {
		const record = await readOne('amazon-transcribe', sample('amazon-call-analytics.json'));
		expect(record).toMatchObject({
			id: 'example-call.wav',
			language: 'en-US',
			tags: ['No_Closing_Remark'],
			meta: { voices: 'file', employeeVoice: 'AGENT' }
		});
		expect(new Set(record.segments.map(({ speaker }) => speaker))).toEqual(
			new Set(['employee', 'customer'])
		);
		const overlapping = record.segments.filter(
			({ startMs }, i) => i > 0 && startMs! < record.segments[i - 1].endMs!
		);
		expect(overlapping).toHaveLength(12);
		const redacted = record.segments
			.flatMap(({ words }) => words!)
			.filter((w) => /PII/.test(w.text));
		expect(redacted).toHaveLength(12);
		expect(redacted[0]).toEqual({ text: '[PII]', startMs: 31_040, endMs: 31_660 });
	});

	test('the same call as a plain job, with labels of speakers, has the same words', async () => {
		const record = await readOne('amazon-transcribe', plainJob('speaker_labels'), {
			employees: ['spk_0']
		});
		expect(record.id).toBe('plain');
		expect(record.segments.flatMap(({ words }) => words!)).toHaveLength(462);
		expect(talk(record).slice(0, 2)).toEqual([
			['employee', expect.stringMatching(/^Thank you for calling Anchor Credit Union the number/)],
			['customer', 'Hi um Okay']
		]);
		expect(record.meta).toEqual({ voices: 'import', employeeVoice: 'spk_0' });
	});

	test('the same by channel: each voice keeps its sentences', async () => {
		const record = await readOne('amazon-transcribe', plainJob('channel_labels'), {
			employees: ['CH_0']
		});
		expect(record.segments[1]).toMatchObject({ speaker: 'customer', startMs: 6310 });
		expect(record.segments[1].text).toMatch(/^Hi um Okay so I was at fisherman's terminal\./);
	});

	test('a job that failed says so', async () => {
		const job = JSON.stringify({ ...(plainJob('speaker_labels') as object), status: 'FAILED' });
		expect(await problemOf('amazon-transcribe', job)).toMatchObject({
			code: 'call_failed',
			params: { reason: 'FAILED' }
		});
	});
});

/** The real call laid out as the result of a job without analytics. */
function plainJob(labels: 'speaker_labels' | 'channel_labels'): object {
	type Item = {
		Type: string;
		Content: string;
		BeginOffsetMillis?: number;
		EndOffsetMillis?: number;
	};
	const turns: { ParticipantRole: string; Items: Item[] }[] = json(
		'amazon-call-analytics.json'
	).Transcript;
	const sides = ['AGENT', 'CUSTOMER'].map((role) =>
		turns
			.filter(({ ParticipantRole }) => ParticipantRole === role)
			.flatMap(({ Items }) => Items.map((item) => ({ ...item, role })))
	);
	const plain = ({ Type, Content, BeginOffsetMillis, EndOffsetMillis }: Item) => ({
		type: Type,
		alternatives: [{ confidence: '1.0', content: Content }],
		...(BeginOffsetMillis !== undefined && {
			start_time: String(BeginOffsetMillis / 1000),
			end_time: String(EndOffsetMillis! / 1000)
		})
	});
	let time = 0;
	const all = sides
		.flat()
		.filter(({ Type }) => Type === 'pronunciation')
		.sort((a, b) => a.BeginOffsetMillis! - b.BeginOffsetMillis!)
		.map((item) => ({ ...item, time: (time = item.BeginOffsetMillis!) }));
	expect(time).toBeGreaterThan(0);
	const spoken = all.map((item) => ({
		start_time: String(item.BeginOffsetMillis! / 1000),
		speaker_label: item.role === 'AGENT' ? 'spk_0' : 'spk_1'
	}));
	return {
		jobName: 'plain',
		status: 'COMPLETED',
		results: {
			transcripts: [{ transcript: 'Thank you …' }],
			items: all.map(plain),
			...(labels === 'speaker_labels'
				? { speaker_labels: { speakers: 2, segments: [{ items: spoken }] } }
				: {
						channel_labels: {
							channels: sides.map((items, i) => ({
								channel_label: `ch_${i}`,
								items: items.map(plain)
							}))
						}
					})
		}
	};
}

describe('Azure', () => {
	test('words of one spelling get the times of words of another', async () => {
		const record = await readOne('azure-speech', sample('azure-batch.json'));
		expect(record.segments[0].words).toEqual([
			{ text: 'Run', startMs: 40, endMs: 520 },
			{ text: 'Alabama', startMs: 520, endMs: 1100 },
			{ text: 'drivers', startMs: 1100, endMs: 1620 },
			{ text: 'license.', startMs: 1620, endMs: 2220 }
		]);
		expect(record.segments[1]).toMatchObject({
			text: '0030',
			words: [{ text: '0030', startMs: 2280, endMs: 5360 }]
		});
	});

	test('ticks as numbers and ISO durations are the same time', async () => {
		const [phrase] = json('azure-batch.json').recognizedPhrases;
		const { offsetInTicks: _, durationInTicks: __, ...isoOnly } = phrase;
		const [inTicks, inIso, realtime] = [
			await readOne('azure-speech', { recognizedPhrases: [phrase] }),
			await readOne('azure-speech', { recognizedPhrases: [isoOnly] }),
			await readOne('azure-speech', sample('azure-realtime.json'))
		];
		expect(inIso.segments).toEqual(inTicks.segments);
		expect(realtime.segments[0]).toMatchObject({ name: '0', startMs: 90, endMs: 650 });
	});

	test('fast transcription by channel', async () => {
		const phrase = (channel: number, offsetMilliseconds: number, text: string) => ({
			...{ channel, offsetMilliseconds, durationMilliseconds: 900, text, locale: 'ru-RU' },
			words: [{ text, offsetMilliseconds, durationMilliseconds: 900 }]
		});
		const record = await readOne(
			'azure-speech',
			{ combinedPhrases: [], phrases: [phrase(0, 2000, 'Слушаю'), phrase(1, 100, 'Алло')] },
			{ employees: ['channel 0'] }
		);
		expect(record.language).toBe('ru-RU');
		expect(talk(record)).toEqual([
			['customer', 'Алло'],
			['employee', 'Слушаю']
		]);
	});
});

describe('Deepgram', () => {
	test('two voices in one utterance are told apart', async () => {
		const record = await readOne('deepgram', sample('deepgram-speakers.json'));
		const at = record.segments.findIndex(({ startMs }) => startMs === 64_300);
		expect(talk(record).slice(at, at + 2)).toEqual([
			['2', 'Final steps before they begin the space walk.'],
			['1', 'Copy. Check display switch functional.']
		]);
	});

	test('without utterances the words tell who speaks', async () => {
		const full = json('deepgram-speakers.json');
		delete full.results.utterances;
		const record = await readOne('deepgram', full);
		const voices = record.segments.map(({ name }) => name);
		expect(voices.filter((voice, i) => voice !== voices[i - 1])).toHaveLength(10);
		expect(record.segments.flatMap(({ words }) => words!)).toHaveLength(226);
	});

	test('one channel a voice', async () => {
		const [channel] = json('deepgram-without-utterances.json').results.channels;
		const late = structuredClone(channel);
		for (const word of late.alternatives[0].words) {
			word.start += 30;
			word.end += 30;
		}
		const record = await readOne(
			'deepgram',
			{ metadata: {}, results: { channels: [late, channel] } },
			{ employees: ['channel 1'] }
		);
		expect(record.segments.map(({ speaker }) => speaker)).toEqual(['employee', 'customer']);
	});
});

test('Rev: punctuation stands at its word, a monologue is cut at its sentences', async () => {
	const record = await readOne('rev', sample('rev.json'));
	expect(record.segments[0].text).toMatch(/^Hi, my name's Jack resinger\. And I'm gonna/);
	for (const { text } of record.segments) expect(text).toMatch(/[.?!]$/);
	const words = record.segments.flatMap(({ words }) => words!);
	expect(words.at(-1)).toMatchObject({ startMs: 106_170, endMs: 106_330 });
});

test('Speechmatics: signs attach where they say, float noise is gone', async () => {
	const signs = await readOne('speechmatics', sample('speechmatics-punctuation.json'));
	expect(signs.segments[0].text).toBe('Yes, *great for-sure & stuff');
	const two = await readOne('speechmatics', sample('speechmatics-two-speakers.json'));
	expect(two.segments).toMatchObject([
		{ speaker: 'unknown', name: 'S1', text: "That's amazing.", startMs: 30, endMs: 2040 },
		{ speaker: 'unknown', name: 'S2', text: 'I know', startMs: 3000, endMs: 3200 }
	]);
});

describe('Whisper', () => {
	test('words alone lie over the text with its punctuation; the length of the file is no speech', async () => {
		const record = await readOne('whisper', sample('whisper-words.json'));
		expect(record.language).toBe('en');
		expect(record.segments).toMatchObject([
			{ text: expect.stringMatching(/solar system bodies\.$/), startMs: 0, endMs: 2020 }
		]);
	});

	test('segments and words beside each other belong together', async () => {
		const { segments } = json('whisper-timestamped.json');
		const words = segments.flatMap((s: { words: { text: string }[] }) =>
			s.words.map(({ text, ...word }) => ({ ...word, word: ` ${text.replace(/\W/g, '')}` }))
		);
		const bare = segments.map(({ words: _, ...segment }: { words: unknown }) => segment);
		const [inside, beside] = [
			await readOne('whisper', sample('whisper-timestamped.json')),
			await readOne('whisper', { task: 'transcribe', language: 'latvian', segments: bare, words })
		];
		expect(beside.segments).toEqual(inside.segments);
		expect(beside.language).toBe('lv');
	});
});

describe('Harper Valley', () => {
	test('both channels count from the start of the recording', async () => {
		const record = await readOne('harper-valley', sample('harper-valley.json'));
		expect(record.startedAt).toBe('2020-03-15T22:08:27.576Z');
		const said = record.segments.filter(({ kind }) => kind === 'message');
		expect(said.slice(0, 3).map(({ startMs, speaker }) => [startMs, speaker])).toEqual([
			[3319, 'employee'],
			[4259, 'customer'],
			[9019, 'customer']
		]);
	});

	test('the corrected text wins, the machine’s where there is none; noise is no speech', async () => {
		const record = await readOne('harper-valley', sample('harper-valley.json'));
		const texts = record.segments.map(({ text }) => text);
		expect(texts).toContain('uh hi mary my name is david jones');
		expect(texts).toContain('you too bye now');
		expect(record.segments.filter(({ text }) => /^\[/.test(text)).map(({ kind }) => kind)).toEqual(
			Array(12).fill('event')
		);
	});
});

describe('subtitles', () => {
	test('voices, styles and entities', async () => {
		const record = await readOne('webvtt', sample('captions/integration_cycle-collector-talk.vtt'));
		expect(talk(record).slice(0, 5)).toEqual([
			['Kyle Huey', "Not ready yet? Alright, I'll wait until the camera man tells me we're good."],
			['Chris Pearce', "Okay, we're good now."],
			['Kyle Huey', "Oh, now we're good?"],
			['unknown', 'Laughter'],
			['Kyle Huey', expect.stringMatching(/^So thanks again for coming\. I'm/)]
		]);
		expect(record.segments[1]).not.toHaveProperty('endMs');
		const content = await readOne('webvtt', sample('captions/integration_cue-content.vtt'));
		expect(content.segments[0].text).toBe('Laughs &am& other  stuff > &l<&rl\nOh my! >');
	});

	test('a person may be named as the employee', async () => {
		const record = await readOne('webvtt', sample('captions/integration_spec-example.vtt'), {
			employees: ['neil degrasse tyson']
		});
		expect(record.segments[9]).toMatchObject({ speaker: 'employee', name: 'Neil deGrasse Tyson' });
		expect(record.segments[0]).toMatchObject({ speaker: 'customer', name: 'Roger Bingham' });
	});

	test('inline times are times of words, comments are left out, a language is read', async () => {
		const record = await readOne('webvtt', sample('captions/cue_tags.vtt'));
		expect(record.segments[1].words).toEqual([
			{ text: 'Like a', startMs: 18_500, endMs: 19_000 },
			{ text: 'big-a', startMs: 19_000, endMs: 19_500 },
			{ text: 'pizza', startMs: 19_500, endMs: 20_000 },
			{ text: 'pie', startMs: 20_000, endMs: 20_500 }
		]);
		expect((await readOne('webvtt', sample('captions/metadata_headers.vtt'))).language).toBe('en');
		const comments = await readOne('webvtt', sample('captions/comments.vtt'));
		expect(JSON.stringify(comments)).not.toMatch(/Kyle|translate/);
	});

	test('a cue that ends before it begins keeps its beginning', async () => {
		const record = await readOne('sbv', sample('captions/sample.sbv'));
		expect(record.segments[4]).toMatchObject({ startMs: 17_484, text: 'Caption text #5' });
		expect(record.segments[4]).not.toHaveProperty('endMs');
	});

	test('names before the words are voices where every word has one', async () => {
		const cue = (n: number, text: string) =>
			`${n}\n00:00:0${n},000 --> 00:00:0${n},900\n${text}\n\n`;
		const named = await readOne(
			'srt',
			cue(1, 'Оператор: Алло') + cue(2, 'Клиент: Код: 5') + cue(3, 'да')
		);
		expect(talk(named)).toEqual([
			['employee', 'Алло'],
			['customer', 'Код: 5'],
			['customer', 'да']
		]);
		const plain = await readOne('srt', cue(1, 'Алло') + cue(2, 'Клиент: да'));
		expect(talk(plain)[1]).toEqual(['unknown', 'Клиент: да']);
	});
});

describe('who is the employee', () => {
	const call = (...voices: string[]) => ({
		monologues: voices.map((speaker, i) => ({
			speaker,
			elements: [{ type: 'text', value: `word${i}`, ts: i, end_ts: i + 0.5 }]
		}))
	});
	const sides = async (voices: string[], employees?: string[]) =>
		talk(await readOne('rev', call(...voices), { employees })).map(([who]) => who);

	test.each([
		[['0', '1', '0'], undefined, ['0', '1', '0']],
		[['0', '1', '0'], ['0'], ['employee', 'customer', 'employee']],
		[['0', '1', '0'], ['first'], ['employee', 'customer', 'employee']],
		[['A', 'B'], ['second'], ['customer', 'employee']],
		[
			['A', 'B', 'C'],
			['a', 'c'],
			['A', 'customer', 'C']
		],
		[['Agent', 'X'], undefined, ['employee', 'customer']],
		[['Anna', 'customer'], undefined, ['Anna', 'customer']],
		[['bot', '1', '2'], undefined, ['bot', '1', '2']]
	])('%j, told %j: %j', async (voices, told, expected) => {
		expect(await sides(voices, told)).toEqual(expected);
	});

	test('a voice that is not there refuses the file and names those that are', async () => {
		expect(await problemOf('rev', JSON.stringify(call('0', '1')), { employees: ['7'] })).toEqual({
			line: 1,
			code: 'call_who',
			params: { names: '0, 1' }
		});
	});

	test('a call without voices stays unknown, whatever is told', async () => {
		const record = await readOne('srt', sample('captions/sample.srt'), { employees: ['first'] });
		expect(record.segments[0].speaker).toBe('unknown');
		expect(record.meta).toEqual({ voices: 'undivided' });
	});
});

describe('refused, with its line and reason:', () => {
	test.each([
		['deepgram', '{\n "results": {\n  "channels": [}\n', 3, 'not_json_at'],
		['deepgram', '{"results":', 1, 'not_json_at'],
		['deepgram', '{"results":{"channels":[{"alternatives":[{"transcript":7}]}]}}', 1, 'call_shape'],
		['amazon-transcribe', '{"Transcript":[{"Content":"x"}]}', 1, 'call_shape'],
		['azure-speech', '{"recognizedPhrases":[{"offset":"2 s"}]}', 1, 'call_shape'],
		['whisper', '{}', 1, 'call_shape'],
		['whisper', '{"text":"  "}', 1, 'call_empty'],
		['assemblyai', '{"status":"error","error":"no speech"}', 1, 'call_failed'],
		['rev', '[]', 1, 'call_shape'],
		[
			'webvtt',
			'WEBVTT\n\n00:01.000 --> 00:02.000\nHi\n\n00:0x.000 --> 00:03.000\nlost',
			6,
			'caption_time'
		],
		['webvtt', 'Hello\n', 1, 'caption_start'],
		['srt', '1\n00:00:01,000 --> 00:00:02,000\nHi\n\n2\nlost\n\n', 6, 'caption_untimed'],
		['srt', 'lost\n00:00:01,000 --> 00:00:02,000\nHi\n', 1, 'caption_untimed'],
		['sbv', '0:00:01.000,0:00:02.000\nHi\n\nlost\n', 4, 'caption_untimed']
	] as const)('%s %j', async (format, content, line, code) => {
		expect(await problemOf(format, content)).toMatchObject({ line, code });
	});

	test('the field of a wrong value is named', async () => {
		const problem = await problemOf(
			'deepgram',
			'{"results":{"channels":[{"alternatives":[{"transcript":7}]}]}}'
		);
		expect(problem.params).toEqual({
			field: 'results.channels[0].alternatives[0].transcript',
			format: 'Deepgram'
		});
	});

	test('words of another text', async () => {
		const segment = { speaker: 'customer', text: 'Hi all', words: [word('all'), word('Hi')] };
		const line = { source: 's', id: '1', channel: 'call', segments: [segment] };
		expect(await problemOf('jsonl', JSON.stringify(line))).toMatchObject({
			code: 'word_place',
			params: { field: 'segments[0].words' }
		});
	});
});

const word = (text: string) => ({ text, startMs: 0, endMs: 1 });

test.each([
	['{"a":{"b":[{"c":1}]},"d":2', ['a', 'a.b', 'd']],
	['[{"a":1,"b":{"c":2}},{"z":1}]', ['a', 'b', 'b.c']],
	['{"a":"x\\"y\\":{","b":1}\n{"c":1}', ['a', 'b']],
	['{"a":[{"b":1,"c":"unfinished', ['a', 'a.b', 'a.c']]
])('the names of %s', (text, names) => expect([...jsonNames(text)]).toEqual(names));

test.each([
	['[][]', 2],
	['{"a":1,}', 7],
	['[1 true]', 3],
	['{"a" 1}', 5],
	['{a:1}', 1],
	['["\t"]', 1],
	['[01]', 2],
	['[1,\n 2,\n x]', 9],
	['{"a":[1', 7],
	['[1]]', 3],
	['', 0]
])('%j stops being JSON at %i', (text, at) => {
	expect(() => JSON.parse(text)).toThrow();
	expect(jsonFaultAt(text)).toBe(at);
});

test('a right text has no fault', () => {
	const files = sharedFiles('malformed/json/parsing').filter((path) => path.includes('/y_'));
	expect(files.length).toBeGreaterThan(50);
	for (const path of files) {
		const text = readShared(path).toString();
		expect(jsonFaultAt(text), path).toBe(text.length);
	}
});

test.each([
	['webvtt-py/invalid.vtt', 'webvtt', 1, 'caption_start'],
	['webvtt-py/invalid_format.sbv', 'sbv', 1, 'caption_start'],
	['webvtt-py/invalid_format1.srt', 'srt', 1, 'caption_start'],
	['webvtt-py/invalid_format2.srt', 'srt', 1, 'caption_start'],
	['webvtt-py/invalid_timeframe.vtt', 'webvtt', 6, 'caption_time'],
	['webvtt-py/missing_timeframe.srt', 'srt', 6, 'caption_untimed'],
	['webvtt-py/no_captions.vtt', 'webvtt', 1, 'call_empty'],
	['gb2312.srt', 'srt', 1, 'encoding_unknown'],
	['vtt.js/cue-times_fraction-digits.vtt', 'webvtt', 3, 'caption_time'],
	['vtt.js/cue-times_minimum-spots-over-sixty.vtt', 'webvtt', 3, 'caption_time'],
	['vtt.js/file-layout_bom-tab-webvtt.vtt', 'webvtt', 1, 'caption_start'],
	['vtt.js/file-layout_garbage-signature.vtt', 'webvtt', 1, 'caption_start'],
	['vtt.js/file-layout_newline-before-webvtt.vtt', 'webvtt', 1, 'caption_start']
] as const)('the broken %s is refused as %s in line %i: %s', async (path, format, line, code) => {
	const file = readShared(`malformed/captions/${path}`) as unknown as string;
	expect(await problemOf(format, file)).toMatchObject({ line, code });
});

test('the other odd subtitles are read and lose no word', async () => {
	const texts: Record<string, unknown> = {};
	for (const path of sharedFiles('malformed/captions')) {
		const name = path.split('/').at(-1)!;
		const format = name.endsWith('vtt') ? 'webvtt' : name.endsWith('srt') ? 'srt' : 'sbv';
		const [one] = await readAll(formats[format], readShared(path), {});
		if ('record' in one && !name.includes('long')) {
			texts[name] = one.record.segments.map(({ text }) => text).join(' | ');
		}
	}
	expect(Object.keys(texts)).toHaveLength(61);
	expect(texts).toMatchObject({
		'cuetext_lang_no-end-gt.vtt': "<lang en-Us It's a blue apple tree!",
		'cuetext_tag-format_no-closing-gt.vtt': "<c It's a blue apple tree!",
		'cuetext_tag-format_end-tag-no-gt.vtt': 'This is </c awesome!',
		'cuetext_escape-characters_together.vtt': 'Some text < &> < &nb  &am< &lr other stuff.',
		'cuetext_ruby_basic.vtt': "It's a blue apple tree!",
		'file-layout_cue-spacing.vtt': 'Text | Text | Text',
		'file-layout_many-comments.vtt':
			'Never drink liquid nitrogen. | - It will perforate your stomach.\n- You could die.',
		'invalid_timeframe_in_cue_text.vtt': 'Caption text #1 | Caption text #2 | Caption text #3',
		'missing_caption_text.srt':
			'Caption text #1 | Caption text #3 | Caption text #4 | Caption text #5'
	});
});
