import { resolve } from 'node:path';
import type { Page } from '../lib/server/people/pages.ts';

/** As JSON, or as a table with a column for each key. */
export function printList<T extends Record<string, unknown>>(rows: T[], json: boolean) {
	if (json) return console.log(JSON.stringify(rows, null, '\t'));
	const cells = rows.map((row) => Object.values(row).map((value) => String(value ?? '')));
	const widths = cells.reduce<number[]>(
		(most, row) => row.map((cell, i) => Math.max(most[i] ?? 0, cell.length)),
		[]
	);
	for (const row of cells)
		console.log(
			row
				.map((cell, i) => cell.padEnd(widths[i]))
				.join('  ')
				.trimEnd()
		);
}

/** Every row of a list that comes in pages. */
export async function everyRow<T>(page: (after?: string) => Promise<Page<T>>): Promise<T[]> {
	const rows: T[] = [];
	let after: string | null | undefined;
	do {
		const found = await page(after ?? undefined);
		rows.push(...found.rows);
		after = found.next;
	} while (after);
	return rows;
}

/** A file as whoever typed it means it: npm runs scripts in the project's folder. */
export function pathOf(file: string) {
	const { npm_lifecycle_event: script, INIT_CWD: typedIn } = process.env;
	return resolve(script === 'plumbline' && typedIn ? typedIn : '.', file);
}
