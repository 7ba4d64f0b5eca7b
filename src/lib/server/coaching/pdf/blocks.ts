import { breakLines, type Line, type Run } from './lines.ts';
import { colours, type Style } from './look.ts';
import type { Sheet, Tag } from './sheet.ts';

/** Something that stands in the flow: it knows its height, and can be cut where the page ends. */
export interface Block {
	height: number;
	/** The least of it that may stand at the foot of a page. */
	least: number;
	draw(x: number, y: number): void;
	/** What fits into the room and what is left; asked only when least ≤ room < height. */
	cut(room: number): [Block, Block];
}

/** A block in a stack: with space above it, and perhaps not to be left alone at the foot of a page. */
export interface Placed {
	block: Block;
	gap?: number;
	withNext?: boolean;
	/** Its gap may grow when the page has room. */
	stretches?: boolean;
}

/** Drawn as one piece. */
export function whole(height: number, draw: (x: number, y: number) => void): Block {
	const cut = (): never => {
		throw new Error('A whole block cannot be cut');
	};
	return { height, least: height, draw, cut };
}

export const nothing = whole(0, () => undefined);

interface ParagraphOptions {
	width: number;
	style: Style;
	/** Without a tag it is decoration, such as the repeated head of a table. */
	tag?: Tag;
	align?: 'left' | 'right' | 'center';
	/** At most so many lines, the last then with an ellipsis. */
	most?: number;
	/** What follows a text that was cut. */
	ending?: string;
}

/** Lines of text; at least two of them stay together on either side of a page break. */
export function paragraph(sheet: Sheet, text: string | Run[], options: ParagraphOptions): Block {
	const runs = typeof text === 'string' ? [{ text, style: options.style }] : text;
	return linesBlock(sheet, breakLines(sheet, runs, options), options);
}

function linesBlock(sheet: Sheet, lines: Line[], options: ParagraphOptions): Block {
	const { style, tag, width, align } = options;
	const part = (some: Line[]) => linesBlock(sheet, some, options);
	return {
		height: lines.length * style.line,
		least: (lines.length < 4 ? lines.length : 2) * style.line,
		draw(x, y) {
			const drawLines = () => lines.forEach(drawLine);
			if (tag) sheet.inside(tag, drawLines);
			else sheet.decoration(drawLines, 'Pagination');

			function drawLine(line: Line, i: number) {
				const baseline = y + i * style.line + style.line / 2 + style.size * 0.364;
				const room = width - line.width;
				let at = x + (align === 'right' ? room : align === 'center' ? room / 2 : 0);
				for (const piece of line.pieces) {
					if (piece.text) sheet.line(piece.text, at, baseline, piece.style);
					at += piece.width;
				}
			}
		},
		cut(room) {
			const fits = Math.floor((room + 0.01) / style.line);
			const kept = Math.max(Math.min(fits, lines.length - 2), 1);
			return [part(lines.slice(0, kept)), part(lines.slice(kept))];
		}
	};
}

/** One below the other. */
export function stack(placed: Placed[]): Block {
	const [first, second] = placed;
	if (!first) return nothing;
	const heights = placed.map(({ block, gap = 0 }, i) => block.height + (i ? gap : 0));
	const next = first.withNext && second ? (second.gap ?? 0) + leastOf(placed.slice(1)) : 0;
	return {
		height: heights.reduce((sum, height) => sum + height, 0),
		least: next ? first.block.height + next : first.block.least,
		draw(x, y) {
			let at = y;
			placed.forEach(({ block, gap = 0 }, i) => {
				block.draw(x, at + (i ? gap : 0));
				at += heights[i];
			});
		},
		cut(room) {
			const fits = countFitting(placed, heights, room);
			const used = heights.slice(0, fits).reduce((sum, height) => sum + height, 0);
			const { block, gap = 0 } = placed[fits];
			const left = room - used - (fits ? gap : 0);
			const [head, tail] = [placed.slice(0, fits), placed.slice(fits)];
			if (left < block.least || left >= block.height) return [stack(head), stack(tail)];
			const [upper, lower] = block.cut(left);
			return [
				stack([...head, { ...placed[fits], block: upper }]),
				stack([{ block: lower }, ...tail.slice(1)])
			];
		}
	};
}

const leastOf = (placed: Placed[]): number => stack(placed).least;

/** How many stand in the room as a whole, without leaving a heading behind. */
function countFitting(placed: Placed[], heights: number[], room: number): number {
	let used = 0;
	let fits = 0;
	while (fits < placed.length && used + heights[fits] <= room + 0.01) used += heights[fits++];
	while (fits > 0 && placed[fits - 1].withNext && fits < placed.length) {
		const { gap = 0 } = placed[fits];
		if (used + gap + leastOf(placed.slice(fits)) <= room + 0.01) break;
		used -= heights[--fits];
	}
	return fits;
}

/** Side by side; each goes on in its own column on the next page. */
export function sideBySide(cells: { x: number; block: Block }[], longest = Infinity): Block {
	const height = Math.max(0, ...cells.map(({ block }) => block.height));
	const part = (blocks: Block[]) =>
		sideBySide(
			cells.map(({ x }, i) => ({ x, block: blocks[i] })),
			longest
		);
	return {
		height,
		least: height <= longest ? height : Math.max(...cells.map(({ block }) => block.least)),
		draw: (x, y) => cells.forEach((cell) => cell.block.draw(x + cell.x, y)),
		cut(room) {
			const halves = cells.map(({ block }) => halvesOf(block, room));
			return [part(halves.map(([upper]) => upper)), part(halves.map(([, lower]) => lower))];
		}
	};
}

function halvesOf(block: Block, room: number): [Block, Block] {
	if (block.height <= room + 0.01) return [block, nothing];
	if (block.least > room) return [nothing, block];
	return block.cut(room);
}

/** With room above and below. */
export function padded(block: Block, above: number, below: number): Block {
	return {
		height: above + block.height + below,
		least: above + block.least + below,
		draw: (x, y) => block.draw(x, y + above),
		cut(room) {
			const [upper, lower] = block.cut(room - above - below);
			return [padded(upper, above, below), padded(lower, above, below)];
		}
	};
}

/** A tinted box around a block that stays in one piece. */
export function tinted(sheet: Sheet, inner: Block, width: number, pad: { x: number; y: number }) {
	return whole(inner.height + 2 * pad.y, (x, y) => {
		const height = inner.height + 2 * pad.y;
		sheet.decoration(() => sheet.doc.rect(x, y, width, height).fill(colours.tint));
		inner.draw(x + pad.x, y + pad.y);
	});
}
