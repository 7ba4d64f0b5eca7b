/** A CSV file that a spreadsheet opens as UTF-8; cells that look like formulas are made harmless. */
export const toCsv = (rows: (string | number | null)[][]) =>
	`\ufeff${rows.map((row) => row.map(cellOf).join(',')).join('\r\n')}\r\n`;

/** What a cell meant before `toCsv` made it harmless. */
export const fromCell = (cell: string) => (/^'[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell);

/** OWASP: a leading quote keeps spreadsheets from running what follows. */
function cellOf(value: string | number | null) {
	if (typeof value === 'number') return String(value);
	const text = value ?? '';
	const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
	return /[",;\r\n]|^\s|\s$/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
