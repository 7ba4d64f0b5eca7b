import type { Problem } from '#lib/import-problem.ts';
import { excerptOf } from '../masking.ts';
import { requiredFields, suggestColumns, type Columns } from './csv/columns.ts';
import { addRow, excerptOfRow, finish, type Cells } from './csv/conversation.ts';
import { readRows, undecodable, type Row } from './csv/rows.ts';
import { Shelf } from './csv/shelf.ts';
import type { ReadOptions } from './formats.ts';
import type { Parsed } from './record.ts';

/** CSV with a row a message. The rows of a conversation stand together, or near each other. */
export async function* readCsv(
	input: AsyncIterable<Uint8Array>,
	options: ReadOptions
): AsyncGenerator<Parsed> {
	const rows = readRows(input, options);
	const header = await rows.next();
	if (header.done) return yield fileProblem({ code: 'csv_empty', params: {} });
	if (header.value.problem) return yield fileProblem(header.value.problem, header.value);
	const names = header.value.cells.map((name) => name.trim());
	const columns = options.columns ?? suggestColumns(names);
	const fault = faultOf(columns, names);
	if (fault) return yield fileProblem(fault, header.value);
	yield* assemble(rows, cellsBy(columns, names), { ...options, columns });
}

/** What a person needs to map the columns: the header, some rows, and a first guess. */
export async function previewCsv(
	input: AsyncIterable<Uint8Array>,
	options: Pick<ReadOptions, 'encoding' | 'delimiter'>
): Promise<{ header: string[]; rows: string[][]; columns: Columns; problem?: Problem }> {
	const all: Row[] = [];
	for await (const row of readRows(input, options)) if (all.push(row) > 20) break;
	const [head, ...rows] = all;
	if (!head)
		return { header: [], rows: [], columns: {}, problem: { code: 'csv_empty', params: {} } };
	const header = head.cells.map((name) => name.trim());
	const shown = rows.filter((row) => !row.isLast).map((row) => row.cells.map(excerptOf));
	return { header, rows: shown, columns: suggestColumns(header), problem: head.problem };
}

async function* assemble(
	rows: AsyncGenerator<Row>,
	read: (cells: string[]) => Cells,
	options: ReadOptions & { columns: Columns }
): AsyncGenerator<Parsed> {
	const shelf = new Shelf();
	for await (const row of rows) {
		const cells = read(row.cells);
		const id = cells.conversation?.trim() ?? '';
		const source = cells.source?.trim() || options.source || 'csv';
		const isShifted = row.problem?.code === 'csv_width' && !shelf.isOpen(source, id);
		if (id === '' || id.includes(undecodable) || isShifted) {
			const problem = row.problem ?? { code: 'csv_no_id', params: {} };
			yield { line: row.line, problem, excerpt: excerptOfRow(row) };
			shelf.doubt(row.line);
		} else if (shelf.isFinished(source, id)) {
			if (!shelf.isScattered(source, id)) {
				const problem: Problem = { code: 'csv_scattered', params: { conversation: excerptOf(id) } };
				const excerpt = excerptOfRow(row);
				yield { line: row.line, problem, excerpt, retracts: { source, id } };
			}
		} else {
			const conversation = shelf.take(source, id, row.line);
			addRow(conversation, row, cells, options);
			shelf.put(conversation);
		}
		for (const conversation of shelf.overflow()) yield finish(conversation, options);
	}
	for (const conversation of shelf.rest()) yield finish(conversation, options);
}

function fileProblem(problem: Problem, row?: Row): Parsed {
	return { line: row?.line ?? 1, problem, excerpt: row ? excerptOfRow(row) : '' };
}

function faultOf(columns: Columns, header: string[]): Problem | undefined {
	for (const field of requiredFields)
		if (!columns[field]) return { code: 'csv_unmapped', params: { field } };
	for (const column of Object.values(columns)) {
		const times = header.filter((name) => name === column).length;
		if (times === 0) return { code: 'csv_no_column', params: { column } };
		if (times > 1) return { code: 'csv_column_twice', params: { column } };
	}
}

function cellsBy(columns: Columns, header: string[]) {
	const places = Object.entries(columns).map(
		([field, name]) => [field, header.indexOf(name)] as const
	);
	return (cells: string[]): Cells =>
		Object.fromEntries(places.map(([field, place]) => [field, cells[place]]));
}
