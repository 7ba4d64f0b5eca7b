import { parse } from 'csv-parse/sync';

/** A row by column name, and where it stands in its sheet: the first line is 1. */
export type SheetRow = { row: number; cells: Record<string, string> };
export type Workbook = { survey: SheetRow[]; choices: SheetRow[]; columns: string[] };
export type Fault = { sheet: string; row: number; reason: FaultReason; what: string };
export type FaultReason =
	| 'unreadable'
	| 'no_survey'
	| 'no_type_column'
	| 'cell_without_column'
	| 'type_missing'
	| 'type_unknown'
	| 'name_missing'
	| 'name_wrong'
	| 'name_twice'
	| 'list_unknown'
	| 'choice_name_missing'
	| 'group_not_begun'
	| 'group_not_ended'
	| 'calculation_missing'
	| 'expression_wrong'
	| 'reference_unknown'
	| 'nothing_asked';

type Cell = unknown;
type Read = { workbook: Workbook } | { faults: Fault[] };

const oldExcel = 'd0cf11e0';
const zip = '504b0304';
const mostRows = 10_000;

/** Reads .xlsx, .xls or the CSV form of an XLSForm by its bytes, whatever it is called. */
export async function readWorkbook(bytes: Buffer): Promise<Read> {
	const head = bytes.toString('hex', 0, 4);
	try {
		if (head === zip) return workbookOf(await readExcel(bytes));
		return workbookOf(head === oldExcel ? await readOldExcel(bytes) : readCsv(bytes));
	} catch (error) {
		return refuse('unreadable', error instanceof Error ? error.message : '');
	}
}

const refuse = (reason: FaultReason, what = '') => ({
	faults: [{ sheet: '', row: 0, reason, what }]
});

type Sheets = Map<string, { first: number; rows: Cell[][] }>;

async function readExcel(bytes: Buffer): Promise<Sheets> {
	const { default: read } = await import('read-excel-file/node');
	const sheets = await read(bytes);
	return new Map(
		sheets.map(({ sheet, data }) => [sheet.trim().toLowerCase(), { first: 1, rows: data }])
	);
}

/** Excel 97–2003: no other well-kept reader takes it; nothing but words and numbers is asked of it. */
async function readOldExcel(bytes: Buffer): Promise<Sheets> {
	const { read, utils } = await import('@e965/xlsx');
	const { SheetNames, Sheets } = read(bytes, {
		...{ dense: true, cellHTML: false, cellFormula: false, cellText: false, sheetRows: mostRows }
	});
	return new Map(
		SheetNames.map((name) => {
			const { e: end } = utils.decode_range(Sheets[name]['!ref'] ?? 'A1');
			const rows = utils.sheet_to_json<Cell[]>(Sheets[name], {
				...{ header: 1, blankrows: true, defval: null, range: { s: { r: 0, c: 0 }, e: end } }
			});
			return [name.trim().toLowerCase(), { first: 1, rows }];
		})
	);
}

/** One table for all sheets: the first column names the sheet, the others hold it. */
function readCsv(bytes: Buffer): Sheets {
	const rows = parse(bytes, {
		bom: true,
		relaxColumnCount: true,
		skipEmptyLines: false
	}) as string[][];
	const sheets: Sheets = new Map();
	let rest: Cell[][] | undefined;
	rows.forEach(([name, ...cells], i) => {
		if (name?.trim()) {
			rest = [];
			sheets.set(name.trim().toLowerCase(), { first: i + 2, rows: rest });
		} else rest?.push(cells);
	});
	return sheets;
}

function workbookOf(sheets: Sheets): Read {
	const survey = sheets.get('survey');
	if (!survey) return refuse('no_survey');
	const faults: Fault[] = [];
	const rowsOf = (sheet: string) => {
		const { first, rows: all } = sheets.get(sheet) ?? { first: 1, rows: [] };
		const [names = [], ...rows] = all;
		const columns = names.map(columnOf);
		const read = rows.map((cells, i) => {
			const row = first + 1 + i;
			const stray = cells.findIndex((cell, c) => !columns[c] && textOf(cell));
			if (stray >= 0)
				faults.push({ sheet, row, reason: 'cell_without_column', what: textOf(cells[stray]) });
			const named = columns.map((name, c) => [name, textOf(cells[c])] as const);
			return { row, cells: Object.fromEntries(named.filter(([name]) => name)) };
		});
		return { columns, rows: read.filter(({ cells }) => Object.values(cells).some(Boolean)) };
	};
	const { columns, rows } = rowsOf('survey');
	if (!columns.includes('type'))
		return { faults: [{ sheet: 'survey', row: survey.first, reason: 'no_type_column', what: '' }] };
	const choices = rowsOf('choices').rows;
	return faults.length ? { faults } : { workbook: { survey: rows, choices, columns } };
}

/** Older forms write `bind:relevant`, `list name`, `label:English`. */
const columnOf = (cell: Cell) =>
	textOf(cell)
		.replace(/^(?:bind|control)\s*:+\s*/i, '')
		.replace(/^list name$/i, 'list_name')
		.replace(/^(label|hint)\s*:+\s*/i, '$1::')
		.replace(/^[A-Z]+$/i, (word) => word.toLowerCase());

function textOf(cell: Cell): string {
	if (cell === null || cell === undefined) return '';
	if (cell instanceof Date) return cell.toISOString().slice(0, 10);
	return String(cell).trim();
}
