import { changeWords } from '#lib/figure-words.ts';
import { m } from '#lib/paraglide/messages.js';
import { padded, paragraph, sideBySide, stack, whole, type Block, type Placed } from '../blocks.ts';
import { whiskerBar } from '../charts.ts';
import { colours, columnAt, columns, gutter, styles, type Style } from '../look.ts';
import type { Report } from '../report.ts';

const lineGap = 1;
const pad = 8;
const inset = 7;
/** Widths in grid columns. */
const spans = [3, 2.8, 3.4, 2.8];

interface Cell {
	label: Block;
	body: Block;
}

/** The four numbers: score, without critical failures, critical errors, change. Team median as a tick, no rank. */
export function score(report: Report): Placed {
	const cells = [quality, withoutCritical, criticalErrors, change].map((cellOf, i) => ({
		x: startOf(i),
		cell: cellOf(report, columns(spans[i]) - inset)
	}));
	const tallest = Math.max(...cells.map(({ cell }) => cell.label.height));
	const row = sideBySide(
		cells.map(({ x, cell: { label, body } }) => ({
			x,
			block: stack([{ block: padded(label, tallest - label.height, 0) }, { block: body, gap: 2 }])
		}))
	);
	const framed = whole(row.height + 2 * pad, (x, y) => {
		report.sheet.decoration(() => drawFrame(report, x, y, row.height));
		row.draw(x, y + pad);
	});
	return { block: framed, gap: 11 };
}

function startOf(cell: number): number {
	const before = spans.slice(0, cell).reduce((sum, span) => sum + span, 0);
	return columnAt(before) + (cell ? inset : 0);
}

function drawFrame({ sheet }: Report, x: number, y: number, height: number) {
	const { doc } = sheet;
	for (const edge of [y, y + height + 2 * pad])
		sheet.rule(x, x + columns(12), edge, colours.line, 0.75);
	for (const i of [1, 2, 3]) {
		const at = x + startOf(i) - gutter / 2 - 3;
		doc.lineWidth(0.5).strokeColor(colours.faint);
		doc
			.moveTo(at, y + pad)
			.lineTo(at, y + pad + height)
			.stroke();
	}
}

function quality(report: Report, width: number): Cell {
	const { data, words, format } = report;
	const { score, teamMedian } = data;
	const details = [format.certainty(score), scoreBar(report, width)];
	if (teamMedian) {
		const team = { value: format.percent(teamMedian.value), n: format.count(teamMedian.n) };
		details.push(m.report_team_median(team, words));
	}
	const label = m.report_score({}, words);
	return cell(report, width, label, format.percent(score.mean), details);
}

function scoreBar(report: Report, width: number): Block {
	const { sheet, data, words, format } = report;
	const points = `${format.percent(data.score.mean)} (${format.certainty(data.score)})`;
	const tag = sheet.tag('Figure', sheet.root, { alt: m.report_score_alt({ points }, words) });
	return whole(14, (x, y) =>
		sheet.inside(tag, () => {
			const place = { x, middle: y + 7, width: width - 6 };
			whiskerBar(sheet, data.score, place, data.teamMedian?.value ?? null);
		})
	);
}

function withoutCritical(report: Report, width: number): Cell {
	const { data, words, format } = report;
	const label = m.report_without_critical({}, words);
	const value = format.percent(data.withoutCritical.mean);
	return cell(report, width, label, value, [format.certainty(data.withoutCritical)]);
}

function criticalErrors(report: Report, width: number): Cell {
	const { words, format } = report;
	const { count, reviews, rate, byClass } = report.data.criticalErrors;
	const inReviews = {
		reviews: format.count(reviews),
		n: format.count(rate.n),
		rate: format.percent(rate.mean)
	};
	const hasInterval = rate.low !== null && rate.high !== null;
	const range = hasInterval ? ` (${format.range(rate.low!, rate.high!)})` : '';
	const classes = [
		byClass.customer && m.report_class_customer({ count: byClass.customer }, words),
		byClass.business && m.report_class_business({ count: byClass.business }, words),
		byClass.compliance && m.report_class_compliance({ count: byClass.compliance }, words)
	].filter(Boolean);
	return cell(report, width, m.report_critical({}, words), format.count(count), [
		m.report_critical_rate(inReviews, words) + range,
		...(classes.length ? [classes.join(' · ')] : [])
	]);
}

function change(report: Report, width: number): Cell {
	const { data, words, format } = report;
	const { difference, low, high } = data.change;
	const isKnown = difference !== null && low !== null && high !== null;
	const label = m.report_change({}, words);
	const value = changeWords(data.change, data.locale);
	const interval = isKnown && {
		difference: format.signed(difference),
		low: format.signed(low),
		high: format.signed(high)
	};
	const details = interval ? [m.report_difference(interval, words)] : [];
	return cell(report, width, label, value, details, styles.heading);
}

function cell(
	{ sheet }: Report,
	width: number,
	label: string,
	value: string,
	details: (string | Block)[],
	style: Style = styles.big
): Cell {
	const tag = sheet.tag('P');
	const lines = details.map((detail) =>
		typeof detail === 'string'
			? paragraph(sheet, detail, { width, style: styles.small, tag: sheet.tag('P') })
			: detail
	);
	return {
		label: paragraph(sheet, label, { width, style: styles.small, tag }),
		body: stack([
			{ block: paragraph(sheet, value, { width, style, tag }) },
			...lines.map((block) => ({ block, gap: lineGap }))
		])
	};
}
