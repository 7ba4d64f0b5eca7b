import { harmless, type Cell } from '../csv.ts';

export type Table = { name: string; rows: Cell[][] };

/** What Excel takes in one cell. */
const mostLetters = 32_767;

/** A workbook with a sheet for each table, its first row the head. What looks like a formula is made harmless, as in CSV. */
export async function toXlsx(tables: Table[]): Promise<Buffer> {
	const { default: write } = await import('write-excel-file/node');
	return write(
		tables.map(({ name, rows }) => ({
			sheet: name,
			stickyRowsCount: 1,
			data: rows.map((cells, i) => cells.map((cell) => cellOf(cell, i === 0)))
		}))
	).toBuffer();
}

function cellOf(cell: Cell, isHead: boolean) {
	const look = isHead ? { fontWeight: 'bold' as const } : {};
	if (cell === null) return null;
	if (typeof cell === 'number') return { ...look, type: Number, value: cell };
	return { ...look, type: String, value: harmless(cell).slice(0, mostLetters) };
}
