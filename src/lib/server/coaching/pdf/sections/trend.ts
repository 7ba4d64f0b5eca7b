import { m } from '#lib/paraglide/messages.js';
import { stack, whole, type Block, type Placed } from '../blocks.ts';
import { trendLines, type TrendPoint } from '../charts.ts';
import { breakLines } from '../lines.ts';
import { columns, styles, type Style } from '../look.ts';
import { printableLine } from '../printable.ts';
import { section, text, type Report } from '../report.ts';

const axis = 26;
const usualHeight = 72;
const above = 10;
const below = 30;

type Place = { x: number; y: number; width: number; height: number };

/** Six periods, so that one month is not taken for a direction. */
export function trend(report: Report, height = usualHeight): Placed[] {
	const { data, words, format } = report;
	const known = data.trend.filter((point) => point.n > 0);
	if (!known.length) return [];
	const note = m.report_trend_note({ level: format.percent(data.method.level) }, words);
	return [
		section(report, m.report_trend({}, words)),
		{
			block: stack([{ block: chart(report, height) }, { block: text(report, note, styles.small) }]),
			gap: 3
		}
	];
}

function chart(report: Report, height: number): Block {
	const { sheet, data, words, format } = report;
	const points = data.trend
		.map((point) => `${point.label}: ${format.percent(point.mean)}, ${format.certainty(point)}`)
		.join('; ');
	const tag = sheet.tag('Figure', sheet.root, { alt: m.report_trend_alt({ points }, words) });
	return whole(above + height + below, (x, y) =>
		sheet.inside(tag, () => {
			const width = columns(12) - axis;
			const place = { x: x + axis, y: y + above, width, height };
			trendLines(sheet, data.trend, place);
			drawScale(report, x + axis - 5, place);
			drawLabels(report, place);
		})
	);
}

function drawScale({ sheet, format }: Report, end: number, place: Place) {
	for (const share of [0, 0.5, 1]) {
		const label = format.points(share);
		const width = sheet.widthOf(label, styles.smallFigures);
		sheet.line(label, end - width, place.y + (1 - share) * place.height + 2.8, styles.smallFigures);
	}
}

/** What stands beside the rule where the scorecard changed, whole in every language. */
export function changeLines({ sheet, words }: Pick<Report, 'sheet' | 'words'>, width: number) {
	const text = m.report_new_scorecard({}, words);
	return breakLines(sheet, [{ text, style: styles.head }], { width }).map(({ pieces }) =>
		pieces
			.map(({ text }) => text)
			.join('')
			.trimEnd()
	);
}

/** The words stand at the foot, or at the top where they would lie over the point and its interval. */
function firstLineOf({ mean, low, high }: TrendPoint, lines: number, { y, height }: Place) {
	const { size } = styles.head;
	const under = (low ?? mean ?? 1) * height;
	const over = (1 - (high ?? mean ?? 1)) * height - styles.smallStrong.line;
	const isTop = under < lines * size && over > under;
	return isTop ? y + size : y + height - 3 - (lines - 1) * size;
}

function drawLabels(report: Report, place: Place) {
	const { sheet, data, format } = report;
	const slot = place.width / data.trend.length;
	data.trend.forEach((point, i) => {
		const middle = place.x + slot * (i + 0.5);
		const foot = place.y + place.height;
		centred(printableLine(point.label), middle, foot + 11, styles.smallInk);
		centred(`n\u00a0=\u00a0${format.count(point.n)}`, middle, foot + 22, styles.smallFigures);
		if (point.mean !== null) {
			const level = place.y + (1 - (point.high ?? point.mean)) * place.height;
			centred(format.points(point.mean), middle, level - 4, styles.smallStrong);
		}
		if (point.newVersion) {
			const lines = changeLines(report, slot - 8);
			const first = firstLineOf(point, lines.length, place);
			for (const [at, line] of lines.entries())
				sheet.line(line, place.x + slot * i + 4, first + at * styles.head.size, styles.head);
		}
	});

	function centred(label: string, middle: number, y: number, style: Style) {
		const shown = sheet.shortened(label, slot - 4, style);
		sheet.line(shown, middle - sheet.widthOf(shown, style) / 2, y, style);
	}
}
