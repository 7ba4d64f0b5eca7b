/** A page of a list; `next` is the id after which the following page begins, null on the last. */
export type Page<T> = { rows: T[]; next: string | null };

export const pageSize = 50;

/** Makes a page of one row more than is shown. */
export function pageOf<T extends { id: string }>(rows: T[], size = pageSize): Page<T> {
	const shown = rows.slice(0, size);
	return { rows: shown, next: rows.length > size ? shown.at(-1)!.id : null };
}
