import { z } from 'zod';
import { channels } from '#lib/scorecard.ts';
import { speakers } from '#lib/transcript.ts';
import { isTimeZone, timeZone } from '#lib/time-zone.ts';
import { amazonTranscribe } from './amazon-transcribe.ts';
import { assemblyai } from './assemblyai.ts';
import { azureSpeech } from './azure-speech.ts';
import { sbv, srt, webvtt } from './captions.ts';
import { csvFields } from './csv/columns.ts';
import { delimiters } from './csv/rows.ts';
import { readCsv } from './csv.ts';
import { detectEncoding, encodings } from './decode.ts';
import { deepgram } from './deepgram.ts';
import { harperValley } from './harper-valley.ts';
import { jsonNames } from './json-names.ts';
import { readJsonLines } from './jsonl.ts';
import type { Parsed } from './record.ts';
import { rev } from './rev.ts';
import { speechmatics } from './speechmatics.ts';
import { dateOrders } from './times.ts';
import { readVCon } from './vcon.ts';
import { whisper } from './whisper.ts';
import { beginsLikeWhatsApp, readWhatsApp } from './whatsapp.ts';

/** What a person can say about a file; every format takes what concerns it. */
export const readOptionsSchema = z.object({
	/** With its extension; some formats make the conversation's id from it. */
	fileName: z.string().max(500),
	/** Unset: recognised from the beginning of the file. */
	encoding: z.enum(encodings).optional(),
	/** Part of the identity of conversations that name no source themselves. */
	source: z.string().trim().min(1).max(100).optional(),
	channel: z.enum(channels).optional(),
	language: z.string().max(100).optional(),
	/** Of times without a zone. */
	timeZone: z.string().refine(isTimeZone).default(timeZone),
	/** Of 03/04/2026. */
	dateOrder: z.enum(dateOrders).optional(),
	/** CSV: which column is what. Unset: guessed from the names. */
	columns: z.partialRecord(z.enum(csvFields), z.string()).optional(),
	delimiter: z.enum(delimiters).optional(),
	/** CSV: who is meant by a word in the speaker column that is not known by itself. */
	speakers: z.record(z.string(), z.enum(speakers)).optional(),
	/**
	 * WhatsApp, vCon and calls: which participants work here, by name, e-mail or telephone, or by the
	 * voice's name in the file; in calls also “first” or “second” to speak.
	 */
	employees: z.array(z.string()).optional()
});
export type ReadOptions = z.output<typeof readOptionsSchema>;

export type Format = {
	/** Streams the conversations of a file; every bad one comes out as a problem with its line. */
	read(input: AsyncIterable<Uint8Array>, options: ReadOptions): AsyncGenerator<Parsed>;
	/** Of a file that is one call: its voices, in the order in which they begin to speak. */
	voices?(
		input: AsyncIterable<Uint8Array>,
		options: Pick<ReadOptions, 'encoding'>
	): Promise<string[]>;
};

export const formats = {
	jsonl: { read: readJsonLines },
	csv: { read: readCsv },
	vcon: { read: readVCon },
	whatsapp: { read: readWhatsApp },
	'amazon-transcribe': amazonTranscribe,
	'azure-speech': azureSpeech,
	deepgram,
	assemblyai,
	rev,
	speechmatics,
	whisper,
	webvtt,
	srt,
	sbv,
	'harper-valley': harperValley
} satisfies Record<string, Format>;
export type FormatName = keyof typeof formats;

/** Formats of which a file is one call: they are looked at whole. */
export const callFormats = Object.entries<Format>(formats).flatMap(([name, { voices }]) =>
	voices ? (name as FormatName) : []
);

/** The format as far as a file's beginning and name tell; null where a person must choose. */
export function detectFormat(fileName: string, start: Buffer): FormatName | null {
	const extension = /\.(\w+)$/.exec(fileName)?.[1].toLowerCase();
	const encoding = detectEncoding(start);
	const text = encoding ? new TextDecoder(encoding).decode(start).trimStart() : '';
	if (beginsLikeWhatsApp(text)) return 'whatsapp';
	for (const [name, begins] of captions) if (begins.test(text)) return name;
	if (/^[{[]/.test(text)) {
		const names = jsonNames(text);
		const found = signatures.find(([, any]) => any.some((all) => all.every((n) => names.has(n))));
		return found?.[0] ?? (extension === 'vcon' ? 'vcon' : 'jsonl');
	}
	const byName = extensions[extension ?? ''];
	if (byName) return byName;
	return /^[^\n]*[,;\t|]/.test(text) ? 'csv' : null;
}

const captions: [FormatName, RegExp][] = [
	['webvtt', /^WEBVTT(?:\s|$)/],
	['srt', /^(?:\d+[ \t]*\r?\n)?\d+:\d\d:\d\d[,.]\d+[ \t]*-->/],
	['sbv', /^\d+:\d\d:\d\d\.\d{3},\d+:\d\d:\d\d\.\d{3}/]
];

/** Names of which all must stand at the top of a JSON value, or one level deeper. */
const signatures: [FormatName, string[][]][] = [
	['vcon', [['vcon'], ['parties'], ['dialog'], ['payload'], ['ciphertext'], ['protected']]],
	[
		'jsonl',
		[
			['source', 'segments'],
			['source', 'id', 'channel']
		]
	],
	[
		'amazon-transcribe',
		[
			['jobName'],
			['JobStatus'],
			['results.transcripts'],
			['results.items'],
			['Transcript', 'Participants']
		]
	],
	['deepgram', [['results.channels'], ['metadata.transaction_key'], ['metadata.request_id']]],
	['speechmatics', [['format', 'results'], ['format', 'job'], ['results.alternatives']]],
	[
		'azure-speech',
		[
			['recognizedPhrases'],
			['combinedRecognizedPhrases'],
			['combinedPhrases'],
			['RecognitionStatus']
		]
	],
	['assemblyai', [['audio_url'], ['language_model'], ['acoustic_model'], ['utterances', 'words']]],
	['rev', [['monologues']]],
	['harper-valley', [['human_transcript', 'speaker_role']]],
	[
		'whisper',
		[
			['task', 'language'],
			['text', 'segments'],
			['text', 'words'],
			['segments', 'language']
		]
	]
];

const extensions: Record<string, FormatName> = {
	csv: 'csv',
	tsv: 'csv',
	jsonl: 'jsonl',
	ndjson: 'jsonl',
	vcon: 'vcon',
	vtt: 'webvtt',
	srt: 'srt',
	sbv: 'sbv'
};
