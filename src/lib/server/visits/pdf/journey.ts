import { m } from '#lib/paraglide/messages.js';
import { standardAt, stationsOf, type Station } from '#lib/visit-journey.ts';
import {
	padded,
	paragraph,
	sideBySide,
	stack,
	whole,
	type Block,
	type Placed
} from '../../coaching/pdf/blocks.ts';
import { colours, measure, styles, type Style } from '../../coaching/pdf/look.ts';
import { section, text } from '../../coaching/pdf/report.ts';
import type { Sheet, Tag } from '../../coaching/pdf/sheet.ts';
import type { VisitFrame } from './draw.ts';

const mostInRow = 5;
const railHeight = 14;
const inset = 12;
const mark = 3;
const bar = { height: 10, thickness: 4.5 };

/** The customer's way as a strip: from the door along every measured time, against the standard, to the door. */
export function journey(frame: VisitFrame): Placed[] {
	const { sheet, words, data } = frame;
	const stations = stationsOf(data.visit, data.locale);
	if (!stations.length) return [];
	const rows = Math.ceil(stations.length / mostInRow);
	const inRow = Math.ceil(stations.length / rows);
	const list = sheet.tag('L');
	return [
		section(frame, m.results_journey({}, words)),
		...Array.from({ length: rows }, (_, i) => ({
			block: strip(
				sheet,
				list,
				stations.slice(i * inRow, (i + 1) * inRow),
				measure / inRow,
				i === rows - 1
			),
			gap: i ? 8 : 3
		})),
		...(stations.some(({ length }) => length !== null)
			? [{ block: text(frame, m.results_journey_note({}, words), styles.small), gap: 4 }]
			: [])
	];
}

function strip(sheet: Sheet, list: Tag, stations: Station[], width: number, isLast: boolean) {
	const names = stations.map(({ name }) => {
		const item = sheet.tag('LBody', sheet.tag('LI', list));
		const tag = sheet.tag('P', item);
		const style = styles.smallInk;
		return { item, block: paragraph(sheet, name, { width: width - inset, style, tag, most: 8 }) };
	});
	const tallest = Math.max(...names.map(({ block }) => block.height));
	const cells = stations.map((station, i) => {
		const { item, block } = names[i];
		return {
			x: i * width,
			block: stack([
				{ block: padded(block, 0, tallest - block.height) },
				{ block: figures(sheet, item, station, width - inset), gap: 1 }
			])
		};
	});
	const body = sideBySide(cells);
	return whole(railHeight + body.height, (x, y) => {
		sheet.decoration(() =>
			stations.forEach((station, i) => {
				const isEnd = isLast && i === stations.length - 1;
				drawRail(sheet, station, x + i * width, y + railHeight / 2 - 2, isEnd ? 0 : width);
			})
		);
		body.draw(x, y + railHeight);
	});
}

function figures(sheet: Sheet, item: Tag, { figure, length, notes }: Station, width: number) {
	const line = (words: string, style: Style) =>
		paragraph(sheet, words, { width, style, tag: sheet.tag('P', item) });
	return stack([
		{ block: line(figure, { ...styles.heading, tabular: true }) },
		...(length === null ? [] : [{ block: barOf(sheet, length, Math.min(width, 92)) }]),
		...notes.map((note) => ({ block: line(note, styles.small) }))
	]);
}

/** Numbers stand above and below it, so it is decoration for a screen reader. */
function barOf(sheet: Sheet, length: number, width: number): Block {
	return whole(bar.height, (x, y) =>
		sheet.decoration(() => {
			const { doc } = sheet;
			const [standard, end] = [x + standardAt * width, x + length * width];
			const top = y + (bar.height - bar.thickness) / 2 - 1;
			doc.rect(x, top, width, bar.thickness).fill(colours.track);
			doc.rect(x, top, Math.min(end, standard) - x, bar.thickness).fill(colours.accent);
			if (end > standard) doc.rect(standard, top, end - standard, bar.thickness).fill(colours.ink);
			doc.lineWidth(1.25).strokeColor(colours.ink);
			doc
				.moveTo(standard, top - 2)
				.lineTo(standard, top + bar.thickness + 2)
				.stroke();
		})
	);
}

/** A mark on the line, and the line on to the next; filled unless the time is over the standard. */
function drawRail({ doc }: Sheet, { isOver, length }: Station, x: number, y: number, on: number) {
	if (on) {
		const end = x + on - 3;
		doc.lineWidth(0.75).strokeColor(colours.line);
		doc
			.moveTo(x + 2 * mark + 3, y)
			.lineTo(end, y)
			.stroke();
		doc
			.moveTo(end - 3, y - 2.5)
			.lineTo(end, y)
			.lineTo(end - 3, y + 2.5)
			.stroke();
	}
	doc.circle(x + mark + 0.5, y, mark).lineWidth(1.25);
	if (isOver) doc.fillAndStroke('#ffffff', colours.ink);
	else if (length !== null) doc.fillAndStroke(colours.accent, colours.accent);
	else doc.fillAndStroke(colours.team, colours.team);
}
