import { sideBySide, stack, type Block } from './blocks.ts';
import { bottom, columnAt, columns, top } from './look.ts';

const tallestPair = (bottom - top) * 0.6;

/** Two things side by side; one below the other when they are long. */
export function pair<T>(items: T[], blockOf: (item: T, width: number) => Block): Block {
	if (items.length === 1) return blockOf(items[0], columns(9));
	const half = columns(6);
	const beside = items.map((item, i) => ({ x: columnAt(6 * i), block: blockOf(item, half) }));
	const row = sideBySide(beside);
	if (row.height <= tallestPair) return row;
	return stack(items.map((item) => ({ block: blockOf(item, columns(9)), gap: 14 })));
}
