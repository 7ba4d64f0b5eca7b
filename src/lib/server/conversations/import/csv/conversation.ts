import type { Problem } from '#lib/import-problem.ts';
import type { Channel } from '#lib/scorecard.ts';
import { excerptOf } from '../../masking.ts';
import type { Columns, CsvField } from './columns.ts';
import { undecodable, type Row } from './rows.ts';
import type { ReadOptions } from '../formats.ts';
import { parseRecord, type Parsed, type RecordInput } from '../record.ts';
import { readTime } from '../times.ts';
import { channelOf, kindOf, speakerOf } from '../words.ts';

/** The mapped cells of one row. */
export type Cells = Partial<Record<CsvField, string>>;
type Options = ReadOptions & { columns: Columns };
type Segment = RecordInput['segments'][number];
type Refusal = { line: number; problem: Problem; excerpt: string };

/** A conversation while its rows come in. */
export type Open = {
	source: string;
	id: string;
	line: number;
	characters: number;
	segments: Segment[];
	lines: number[];
	/** Said once for the whole conversation; where it stands again it must be the same. */
	fields: Map<CsvField, { value: string; line: number }>;
	employees: Map<string, number>;
	tags: Set<string>;
	refusal?: Refusal;
};

const most = { rows: 100_000, characters: 16_000_000 };
const once = ['channel', 'language', 'customer', 'subject'] as const;

export function openConversation(source: string, id: string, line: number): Open {
	const empty = {
		segments: [],
		lines: [],
		fields: new Map(),
		employees: new Map(),
		tags: new Set<string>()
	};
	return { source, id, line, characters: 0, ...empty };
}

/** The first reason stays; what came in of the conversation is let go. */
export function refuse(conversation: Open, refusal: Refusal) {
	conversation.refusal ??= refusal;
	conversation.segments = [];
	conversation.characters = 0;
}

export function addRow(conversation: Open, row: Row, cells: Cells, options: Options) {
	if (conversation.refusal) return;
	const problem =
		row.problem ??
		noteOnce(conversation, cells, row.line) ??
		addSegment(conversation, cells, row.line, options);
	if (problem) refuse(conversation, { line: row.line, problem, excerpt: excerptOfRow(row) });
}

export function excerptOfRow(row: Row): string {
	return excerptOf(row.cells.join(' | ').replaceAll(undecodable, '\ufffd'));
}

/** The record of all rows, or why there is none. */
export function finish(conversation: Open, options: Options): Parsed {
	if (conversation.refusal) return conversation.refusal;
	const parsed = parseRecord(recordOf(conversation, options));
	if ('record' in parsed) return { line: conversation.line, record: parsed.record };
	const place = /^segments\[(\d+)\]/.exec(String(parsed.problem.params.field))?.[1];
	const line = place ? conversation.lines[+place] : conversation.line;
	return { line, problem: parsed.problem, excerpt: excerptOf(conversation.id) };
}

function noteOnce(
	{ fields, employees, tags }: Open,
	cells: Cells,
	line: number
): Problem | undefined {
	for (const field of once) {
		const value = cells[field]?.trim();
		if (!value) continue;
		const known = fields.get(field);
		if (!known) fields.set(field, { value, line });
		else if (known.value !== value)
			return { code: 'csv_conflict', params: { field, line: known.line } };
	}
	const employee = cells.employee?.trim();
	if (employee) employees.set(employee, (employees.get(employee) ?? 0) + 1);
	for (const tag of cells.tags?.split(/[,;|]/) ?? []) if (tag.trim()) tags.add(tag.trim());
}

function addSegment(
	conversation: Open,
	cells: Cells,
	line: number,
	options: Options
): Problem | undefined {
	const segment = segmentOf(cells, options);
	if ('code' in segment) return segment;
	conversation.segments.push(segment);
	conversation.lines.push(line);
	conversation.characters += segment.text.length + 100;
	if (conversation.segments.length > most.rows)
		return { code: 'too_many', params: { field: 'segments', max: most.rows } };
	if (conversation.characters > most.characters)
		return { code: 'too_long', params: { field: 'segments', max: most.characters } };
}

function segmentOf(cells: Cells, options: Options): Segment | Problem {
	const speaker = options.speakers?.[cells.speaker!.trim()] ?? speakerOf(cells.speaker!);
	if (!speaker) return { code: 'csv_speaker', params: { value: short(cells.speaker!) } };
	const text = cells.text!;
	const kind = cells.kind?.trim() ? kindOf(cells.kind, options.columns.kind!) : 'message';
	if (!kind) return { code: 'csv_kind', params: { value: short(cells.kind!) } };
	const segment: Segment = { speaker, text, kind: text.trim() === '' ? 'event' : kind };
	if (cells.name?.trim()) segment.name = cells.name.trim();
	if (!cells.at?.trim()) return segment;
	const time = readTime(cells.at, options);
	if ('code' in time) return { code: time.code, params: { value: short(cells.at) } };
	return { ...segment, at: time.at };
}

function recordOf(conversation: Open, options: Options): unknown {
	const { source, id, segments, employees, tags, fields } = conversation;
	const channel = fields.get('channel')?.value;
	const customer = {
		id: fields.get('customer')?.value,
		name: segments.find((s) => s.speaker === 'customer' && s.name)?.name
	};
	return {
		source,
		id,
		channel: channel ? (channelOf(channel) ?? channel) : (options.channel ?? 'chat'),
		employee: busiest(employees),
		language: fields.get('language')?.value ?? options.language,
		subject: fields.get('subject')?.value,
		...(customer.id || customer.name ? { customer } : {}),
		...(tags.size > 0 ? { tags: [...tags] } : {}),
		segments
	} satisfies Omit<RecordInput, 'channel'> & { channel: Channel | string };
}

/** Who is named in most rows; of equals the first. */
function busiest(employees: Map<string, number>): string | undefined {
	const counts = [...employees];
	return counts.reduce((a, b) => (b[1] > a[1] ? b : a), counts[0])?.[0];
}

function short(value: string) {
	return excerptOf(value.trim()).slice(0, 60);
}
