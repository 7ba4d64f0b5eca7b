import type pg from 'pg';

/** A table as it is copied: all its columns but generated ones, in the order of its key. */
export type Table = { name: string; columns: string[]; key: string[] };

/**
 * Who is signed in, and links in mails, end with the house that gave them out. Jobs, which are in another
 * schema, end too, and with them the batches whose zip can be made anew.
 */
const left = ['sessions', 'user_tokens', 'rate_limits', 'report_batches', 'report_batch_items'];

/** Every table that a backup holds, each after those it refers to. */
export async function listTables(client: pg.ClientBase): Promise<Table[]> {
	const { rows } = await client.query<Table & { refers: string[] }>(
		`select c.relname as name,
			array(select attname::text from pg_attribute where attrelid = c.oid and attnum > 0
				and not attisdropped and attgenerated = '' order by attnum) as columns,
			array(select a.attname::text from pg_index i
				cross join unnest(i.indkey) with ordinality as k (number, place)
				join pg_attribute a on a.attrelid = c.oid and a.attnum = k.number
				where i.indrelid = c.oid and i.indisprimary order by k.place) as key,
			array(select r.relname::text from pg_constraint f join pg_class r on r.oid = f.confrelid
				where f.conrelid = c.oid and f.contype = 'f' and r.oid <> c.oid) as refers
		from pg_class c
		where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> all($1)
		order by c.relname`,
		[left]
	);
	const sorted: Table[] = [];
	while (sorted.length < rows.length) {
		const isIn = (name: string) => sorted.some((table) => table.name === name);
		const next = rows.find(({ name, refers }) => !isIn(name) && refers.every(isIn));
		if (!next) throw new Error('Tables refer to each other in a circle: no order to restore them.');
		const { name, columns, key } = next;
		sorted.push({ name, columns, key });
	}
	return sorted;
}

/** The same rows always come out as the same bytes. */
export const copyOut = ({ name, columns, key }: Table) =>
	`copy (select ${quoted(columns)} from ${quote(name)} order by ${quoted(key)}) to stdout`;

export const copyIn = ({ name, columns }: Table) =>
	`copy ${quote(name)} (${quoted(columns)}) from stdin`;

/** What text of a value depends on. */
export const plainText = `set local datestyle = 'ISO, YMD'; set local intervalstyle = 'postgres';
	set local bytea_output = 'hex'; set local extra_float_digits = 1; set local statement_timeout = 0;
	set local idle_in_transaction_session_timeout = 0`;

export const quote = (name: string) => `"${name.replaceAll('"', '""')}"`;
const quoted = (names: string[]) => names.map(quote).join(', ');
