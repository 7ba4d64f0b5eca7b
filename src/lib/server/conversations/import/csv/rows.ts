import { pipeline, Readable } from 'node:stream';
import { parse } from 'csv-parse';
import type { Problem } from '#lib/import-problem.ts';
import { readLines, type Encoding, type Line } from '../decode.ts';

/** `line` is the first one of the row; `problem` says that the cells are not what was meant. */
export type Row = { line: number; cells: string[]; problem?: Problem; isLast?: boolean };
export const delimiters = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof delimiters)[number];

type Options = { encoding?: Encoding; delimiter?: Delimiter };

/** Stands for what could not be decoded; no text contains this noncharacter. */
export const undecodable = '\ufdd0';
const rowLimit = 16 * 1024 * 1024;

/** The rows of a CSV file, header first. After a row with `isLast` the rest of the file is unreadable. */
export async function* readRows(
	input: AsyncIterable<Uint8Array>,
	options: Options
): AsyncGenerator<Row> {
	const lines = readLines(input, options.encoding);
	const first = await firstLines(lines);
	if (!first) return;
	if (isWholeFile(first[0].problem))
		return yield { line: 1, cells: [first[0].text], problem: first[0].problem, isLast: true };
	const named = /^"?sep=(.)"?$/i.exec(first[0].text)?.[1] as Delimiter | undefined;
	if (named) first[0].text = '';
	const delimiter = options.delimiter ?? named ?? findDelimiter(first[0].text);
	let fault: Problem | undefined;
	const text = textOf(first, lines, (problem) => (fault = problem));
	yield* parseRows(text, delimiter, () => fault);
}

async function* parseRows(
	text: AsyncGenerator<string>,
	delimiter: Delimiter,
	fault: () => Problem | undefined
): AsyncGenerator<Row> {
	let hasBroken = false;
	const parser = parse({
		delimiter,
		record_delimiter: '\n',
		info: true,
		relax_quotes: true,
		relax_column_count: true,
		skip_empty_lines: true,
		skip_records_with_error: true,
		max_record_size: rowLimit,
		on_skip: () => void (hasBroken = true)
	});
	pipeline(Readable.from(text), parser, () => {});
	let width = 0;
	let end = 0;
	let broken: number | undefined;
	for await (const { record: cells, info } of parser as AsyncIterable<Parsed>) {
		if (info.lines < end) break;
		const line = info.lines - cells.join('').split('\n').length + 1;
		end = info.lines;
		width ||= cells.length;
		if (cells.some((cell) => cell !== '')) yield { line, ...checked(cells, width, fault()) };
		broken = end;
	}
	if (hasBroken) {
		const line = (broken ?? 0) + 1;
		yield { line, cells: [], problem: { code: 'csv_quote', params: { line } }, isLast: true };
	}
}

type Parsed = { record: string[]; info: { lines: number } };

function checked(cells: string[], width: number, fault?: Problem): Omit<Row, 'line'> {
	while (cells.length > width && cells.at(-1) === '') cells.pop();
	if (cells.length !== width)
		return {
			cells,
			problem: { code: 'csv_width', params: { found: cells.length, expected: width } }
		};
	if (cells.some((cell) => cell.includes(undecodable)))
		return { cells, problem: fault ?? { code: 'undecodable', params: { encoding: 'utf-8' } } };
	return { cells };
}

function isWholeFile(problem?: Problem) {
	return problem?.code === 'encoding_unknown' || problem?.code === 'zipped';
}

async function firstLines(lines: AsyncGenerator<Line[]>): Promise<Line[] | undefined> {
	for (let next = await lines.next(); !next.done; next = await lines.next())
		if (next.value.length > 0) return next.value;
}

async function* textOf(
	first: Line[],
	rest: AsyncGenerator<Line[]>,
	note: (problem: Problem) => void
): AsyncGenerator<string> {
	const join = (lines: Line[]) =>
		lines
			.map(({ text, problem }) => {
				if (!problem) return `${text}\n`;
				note(problem);
				const isWhole = problem.code === 'undecodable';
				return isWhole ? `${text.replace(/[^\0-\x7f]+/g, undecodable)}\n` : `${undecodable}\n`;
			})
			.join('');
	yield join(first);
	for await (const lines of rest) if (lines.length > 0) yield join(lines);
}

function findDelimiter(header: string): Delimiter {
	const bare = header.replace(/"[^"]*"/g, '');
	const counts = delimiters.map((delimiter) => bare.split(delimiter).length);
	return delimiters[counts.indexOf(Math.max(...counts))];
}
