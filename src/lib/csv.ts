/** First in the file, so that spreadsheets read it as UTF-8. */
export const byteOrderMark = '\ufeff';

export type Cell = string | number | null;

/** A CSV file that a spreadsheet opens as UTF-8; cells that look like formulas are made harmless. */
export const toCsv = (rows: Cell[][]) => byteOrderMark + rows.map(csvLine).join('');

/** One line of it. */
export const csvLine = (cells: Cell[]) => `${cells.map(cellOf).join(',')}\r\n`;

/** Excel, LibreOffice and Google Sheets calculate what begins with one of these. */
const formulaStart = /^[=+\-@\t\r\n\0|%＝＋－＠]/;

/** What a cell meant before `toCsv` made it harmless. */
export const fromCell = (cell: string) =>
	cell.startsWith("'") && formulaStart.test(cell.slice(1)) ? cell.slice(1) : cell;

/** OWASP: a leading quote keeps spreadsheets from running what follows. */
export const harmless = (text: string) => (formulaStart.test(text) ? `'${text}` : text);

function cellOf(value: Cell) {
	if (typeof value === 'number') return String(value);
	const text = harmless(value ?? '');
	return /[",;\t\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
