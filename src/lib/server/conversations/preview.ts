import type { Problem } from '../../import-problem.ts';
import type { Speaker } from '../../transcript.ts';
import { previewCsv } from './import/csv.ts';
import { csvFields, requiredFields, type Columns } from './import/csv/columns.ts';
import { detectEncoding, encodings } from './import/decode.ts';
import {
	callFormats,
	detectFormat,
	formats,
	readOptionsSchema,
	type Format,
	type FormatName,
	type ReadOptions
} from './import/formats.ts';
import type { ConversationRecord, Parsed } from './import/record.ts';
import { previewWhatsApp } from './import/whatsapp.ts';
import { speakerOf } from './import/words.ts';
import { maskRecord } from './masking.ts';

export type Previewed = {
	line: number;
	id: string;
	channel: string;
	employee: string;
	segments: number;
	said: { speaker: Speaker; name: string; text: string }[];
};

export type Preview = Awaited<ReturnType<typeof previewImport>>;

const shownRecords = 5;
const shownSegments = 3;

/** What would be read from a file of which `start` is the beginning, or all of it. Stores nothing. */
export async function previewImport(input: {
	start: Buffer;
	isWhole: boolean;
	fileName: string;
	format?: FormatName;
	options?: Partial<Omit<ReadOptions, 'fileName'>>;
}) {
	const { start, isWhole, fileName } = input;
	const format = input.format ?? detectFormat(fileName, start);
	const options = readOptionsSchema.parse({ ...input.options, fileName });
	const file = async function* () {
		yield start;
	};
	const base = {
		format,
		encoding: options.encoding ?? detectEncoding(start),
		isWhole,
		csv: format === 'csv' ? withSpeakers(await previewCsv(file(), options), options.columns) : null,
		whatsApp: format === 'whatsapp' ? await previewWhatsApp(file(), options) : null
	};
	if (!format) return { ...base, voices: null, records: [], problems: [] };
	const { read, voices }: Format = formats[format];
	const parsed = await firstOf(read(file(), options));
	// What the cut left of the last record says nothing about the file
	if (!isWhole && parsed.length <= mostRead) parsed.pop();
	return { ...base, voices: (await voices?.(file(), options)) ?? null, ...shown(parsed) };
}

/** The words of the speaker column, and who is meant by those that are known by themselves. */
function withSpeakers(csv: Awaited<ReturnType<typeof previewCsv>>, chosen?: Columns) {
	const place = csv.header.indexOf((chosen ?? csv.columns).speaker ?? '');
	const words = new Set(csv.rows.map((row) => row[place]?.trim()).filter(Boolean));
	const speakers = [...words].map((word) => ({ word, speaker: speakerOf(word) ?? null }));
	return { ...csv, speakers };
}

/** What the page lets a person choose from. */
export const importChoices = {
	formats: Object.keys(formats) as FormatName[],
	callFormats,
	encodings,
	csvFields,
	requiredFields
};

const mostRead = 50;

async function firstOf(parsed: AsyncIterable<Parsed>) {
	const first: Parsed[] = [];
	for await (const one of parsed) if (first.push(one) > mostRead) break;
	return first;
}

function shown(parsed: Parsed[]) {
	const records: Previewed[] = [];
	const problems: { line: number; problem: Problem; excerpt: string }[] = [];
	for (const one of parsed)
		if ('problem' in one) {
			const { line, problem, excerpt } = one;
			problems.push({ line, problem, excerpt });
		} else if (records.length < shownRecords) records.push(briefly(one.line, one.record));
	return { records, problems: problems.slice(0, shownRecords) };
}

function briefly(line: number, unmasked: ConversationRecord): Previewed {
	const { id, channel, employee = '', segments } = maskRecord(unmasked);
	const said = segments.slice(0, shownSegments).map(({ speaker, name = '', text }) => {
		return { speaker, name, text: text.slice(0, 200).toWellFormed() };
	});
	return { line, id, channel, employee, segments: segments.length, said };
}
