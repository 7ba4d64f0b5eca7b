/** A line of CSV as spreadsheets read it; a cell that would be a formula is shown as text instead. */
export function csvLine(cells: (string | number | null)[]): string {
	return `${cells.map((cell) => quoted(harmless(String(cell ?? '')))).join(',')}\r\n`;
}

/** First in the file, so that spreadsheets read it as UTF-8. */
export const byteOrderMark = '\ufeff';

/** Excel, LibreOffice and Google Sheets calculate what begins with one of these. */
const harmless = (text: string) => (/^[=+\-@\t\r\n\0|%＝＋－＠]/.test(text) ? `'${text}` : text);

const quoted = (text: string) =>
	/[",;\r\n\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
