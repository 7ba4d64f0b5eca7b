import { z } from 'zod';
import { channels } from '#lib/scorecard.ts';
import { speakers } from '#lib/transcript.ts';
import { csvFields } from './csv/columns.ts';
import { delimiters } from './csv/rows.ts';
import { readCsv } from './csv.ts';
import { detectEncoding, encodings } from './decode.ts';
import { readJsonLines } from './jsonl.ts';
import type { Parsed } from './record.ts';
import { dateOrders, isTimeZone } from './times.ts';
import { readVCon } from './vcon.ts';
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
	timeZone: z.string().refine(isTimeZone).default('UTC'),
	/** Of 03/04/2026. */
	dateOrder: z.enum(dateOrders).optional(),
	/** CSV: which column is what. Unset: guessed from the names. */
	columns: z.partialRecord(z.enum(csvFields), z.string()).optional(),
	delimiter: z.enum(delimiters).optional(),
	/** CSV: who is meant by a word in the speaker column that is not known by itself. */
	speakers: z.record(z.string(), z.enum(speakers)).optional(),
	/** WhatsApp and vCon: which participants work here, by name, e-mail or telephone. */
	employees: z.array(z.string()).optional()
});
export type ReadOptions = z.output<typeof readOptionsSchema>;

export type Format = {
	/** Streams the conversations of a file; every bad one comes out as a problem with its line. */
	read(input: AsyncIterable<Uint8Array>, options: ReadOptions): AsyncGenerator<Parsed>;
};

export const formats = {
	jsonl: { read: readJsonLines },
	csv: { read: readCsv },
	vcon: { read: readVCon },
	whatsapp: { read: readWhatsApp }
} satisfies Record<string, Format>;
export type FormatName = keyof typeof formats;

/** The format as far as a file's beginning and name tell; null where a person must choose. */
export function detectFormat(fileName: string, start: Buffer): FormatName | null {
	const extension = /\.(\w+)$/.exec(fileName)?.[1].toLowerCase();
	const encoding = detectEncoding(start);
	const text = encoding ? new TextDecoder(encoding).decode(start).trimStart() : '';
	if (beginsLikeWhatsApp(text)) return 'whatsapp';
	if (/^[{[]/.test(text)) {
		if (/"(segments|channel)"\s*:/.test(text)) return 'jsonl';
		const isVCon = /"(vcon|parties|dialog|payload|ciphertext|protected)"\s*:/.test(text);
		return isVCon || extension === 'vcon' ? 'vcon' : 'jsonl';
	}
	if (extension === 'csv' || extension === 'tsv') return 'csv';
	if (extension === 'jsonl' || extension === 'ndjson') return 'jsonl';
	if (extension === 'vcon') return 'vcon';
	return /^[^\n]*[,;\t|]/.test(text) ? 'csv' : null;
}
