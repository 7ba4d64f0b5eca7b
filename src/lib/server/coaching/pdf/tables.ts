import { padded, paragraph, sideBySide, type Block } from './blocks.ts';
import { colours, styles, type Style } from './look.ts';
import type { Sheet, Tag } from './sheet.ts';

export interface Column {
	title: string;
	width: number;
	align?: 'left' | 'right' | 'center';
	style?: Style;
	/** Drawn instead of a title: a scale. */
	head?: (x: number, baseline: number) => void;
}

/** Text, or a block made for the cell's tag. */
export type Cell = string | ((tag: Tag) => Block);

const between = 6;
export const rowPad = 2.25;
/** Rows up to this height stay in one piece. */
const longestWhole = 120;

/** Widths for columns that share what is left: a width below 1 is a part of it. */
export function shareOut(total: number, widths: number[]): number[] {
	const fixed = widths.filter((width) => width > 1).reduce((sum, width) => sum + width, 0);
	const rest = total - fixed - between * (widths.length - 1);
	return widths.map((width) => (width > 1 ? width : width * rest));
}

/** A table with hairlines; its head comes again on each page. The first column names the row. */
export function table(
	sheet: Sheet,
	parent: Tag,
	columns: Column[],
	rows: Cell[][],
	pad = rowPad
): Block {
	const tag = sheet.tag('Table', parent);
	const head = headRow(sheet, columns, sheet.tag('TR', tag));
	const bodies = rows.map((cells) => bodyRow(sheet, columns, cells, sheet.tag('TR', tag), pad));
	return tableBlock(sheet, columns, bodies, head);
}

function tableBlock(sheet: Sheet, columns: Column[], rows: Block[], head: Block): Block {
	const width = offsets(columns).at(-1)! + columns.at(-1)!.width;
	const rest = (some: Block[]) => tableBlock(sheet, columns, some, headRow(sheet, columns));
	const heights = rows.map((row) => row.height);
	const height = head.height + heights.reduce((sum, row) => sum + row, 0);
	return {
		height,
		least: head.height + Math.min(leastRows(rows), height),
		draw(x, y) {
			head.draw(x, y);
			let at = y + head.height;
			sheet.decoration(() => sheet.rule(x, x + width, at, colours.line, 0.75));
			for (const row of rows) {
				row.draw(x, at);
				at += row.height;
				sheet.decoration(() => sheet.rule(x, x + width, at, colours.faint));
			}
		},
		cut(room) {
			let used = head.height;
			let fits = 0;
			while (used + heights[fits] <= room + 0.01) used += heights[fits++];
			const [done, left] = [rows.slice(0, fits), rows.slice(fits)];
			if (left[0].least > room - used) return [tableBlock(sheet, columns, done, head), rest(left)];
			const [upper, lower] = left[0].cut(room - used);
			return [tableBlock(sheet, columns, [...done, upper], head), rest([lower, ...left.slice(1)])];
		}
	};
}

/** A first row does not stand alone under its head if the second could follow. */
function leastRows([first, second]: Block[]): number {
	if (!first) return 0;
	return first.least + (second && first.least === first.height ? second.least : 0);
}

function headRow(sheet: Sheet, columns: Column[], row?: Tag): Block {
	const cells = columns.map(({ title, width, align }) => {
		const tag = row && sheet.tag('TH', row, { scope: 'Column' });
		return paragraph(sheet, title, { width, align, tag, style: styles.head });
	});
	const height = Math.max(...cells.map((cell) => cell.height));
	const xs = offsets(columns);
	const lowered = cells.map((cell, i) => ({
		x: xs[i],
		block: padded(cell, height - cell.height, 0)
	}));
	const block = padded(sideBySide(lowered), 2, 3);
	return { ...block, draw: drawHead };

	function drawHead(x: number, y: number) {
		block.draw(x, y);
		const baseline = y + block.height - 5.5;
		columns.forEach(({ head }, i) => {
			if (head) sheet.decoration(() => head(x + xs[i], baseline));
		});
	}
}

function bodyRow(sheet: Sheet, columns: Column[], cells: Cell[], row: Tag, pad: number): Block {
	const xs = offsets(columns);
	const blocks = cells.map((cell, i) => {
		const tag = i ? sheet.tag('TD', row) : sheet.tag('TH', row, { scope: 'Row' });
		const { width, align, style = styles.dense } = columns[i];
		const text = { width, align, tag, style };
		const block = typeof cell === 'string' ? paragraph(sheet, cell, text) : cell(tag);
		return { x: xs[i], block: inCell(block, tag) };
	});
	return padded(sideBySide(blocks, longestWhole), pad, pad);
}

/** A cell is in the tag tree even when it holds only decoration: rows keep their columns. */
function inCell(block: Block, tag: Tag): Block {
	const draw = (x: number, y: number) => {
		tag.open();
		block.draw(x, y);
	};
	return { ...block, draw };
}

function offsets(columns: Column[]): number[] {
	let x = 0;
	return columns.map(({ width }) => (x += width + between) - width - between);
}
