import { or, sql, type AnyColumn, type SQL } from 'drizzle-orm';

/** Holds when one of the columns contains the text; case and accents do not matter: "berzina" finds Bērziņa. */
export function contains(text: string, columns: (AnyColumn | SQL)[]): SQL | undefined {
	const pattern = `%${folded(text.trim()).replace(/[\\%_]/g, '\\$&')}%`;
	return or(...columns.map((column) => sql`${foldedColumn(column)} like ${pattern}`));
}

/** Lower case without accents, the same as `foldedColumn` in PostgreSQL. */
const folded = (text: string) =>
	text
		.toLowerCase()
		.normalize('NFD')
		.replace(/[\u0300-\u036f]/g, '');

const foldedColumn = (column: AnyColumn | SQL) =>
	sql`regexp_replace(normalize(lower(${column}), NFD), '[\u0300-\u036f]', '', 'g')`;
