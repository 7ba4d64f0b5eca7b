import { nothing, sideBySide, stack, type Block } from './blocks.ts';
import { bottom, columnAt, columns, measure, top } from './look.ts';

const tallestPair = (bottom - top) * 0.6;

/** Two things side by side; one below the other when they are long. */
export function pair<T>(items: T[], blockOf: (item: T, width: number) => Block): Block {
	const half = columns(6);
	const beside = items.map((item, i) => ({ x: columnAt(6 * i), block: blockOf(item, half) }));
	const row = sideBySide(beside);
	if (row.height <= tallestPair) return items.length ? row : nothing;
	return stack(items.map((item) => ({ block: blockOf(item, measure), gap: 14 })));
}
