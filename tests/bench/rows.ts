/** One line of the table: what was asked, what was measured side by side, whether it holds. */
export type Row = { path: string; must: string; measured: string; ok: boolean };

/** A budget from above, such as a ratio or megabytes. */
export const atMost = (path: string, limit: number, value: number, unit = ''): Row => ({
	path,
	must: `≤ ${limit}${unit}`,
	measured: `${round(value)}${unit}`,
	ok: value <= limit
});

export const atLeast = (path: string, limit: number, value: number, unit = ''): Row => ({
	path,
	must: `≥ ${limit}${unit}`,
	measured: `${round(value)}${unit}`,
	ok: value >= limit
});

export const median = (values: number[]) => values.toSorted((a, b) => a - b)[values.length >> 1];

const round = (value: number) => (value >= 100 ? Math.round(value) : Number(value.toFixed(2)));

/** Milliseconds that the work takes. */
export async function timeOf(work: () => Promise<unknown>) {
	const start = performance.now();
	await work();
	return performance.now() - start;
}
