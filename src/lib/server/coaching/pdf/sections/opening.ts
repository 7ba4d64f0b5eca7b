import { m } from '#lib/paraglide/messages.js';
import { paragraph, sideBySide, stack, type Block, type Placed } from '../blocks.ts';
import { columnAt, columns, styles } from '../look.ts';
import { chapter, text, type Report } from '../report.ts';

const fewReviews = 10;

/** Who, when, by which scorecard; one sentence; and what so few reviews cannot say. */
export function opening(report: Report): Placed[] {
	const { data, words, format } = report;
	const kicker = `${m.report_title({}, words)} · ${data.period.label}`;
	const isFew = data.score.n > 0 && data.score.n < fewReviews;
	const cards = data.scorecards.map(({ name, version }) => `${name} v${version}`).join(', ');
	return [
		{ block: text(report, kicker, styles.small), withNext: true },
		chapter(report, data.employee.name, m.report_where({}, words)),
		factRow(report, [
			[m.report_code({}, words), data.employee.code, 2],
			[m.report_team({}, words), data.employee.team, 2],
			[m.report_lead({}, words), data.employee.lead, 2],
			[m.report_period({}, words), format.period(data.period.from, data.period.to), 3],
			[m.report_scorecards({}, words), cards, 3]
		]),
		...(data.summary ? [{ block: text(report, data.summary, styles.lead), gap: 11 }] : []),
		...(isFew ? [{ block: caution(report), gap: 5 }] : [])
	];
}

/** Small heads over their values, in grid columns. */
function factRow({ sheet, format }: Report, facts: [string, string, number][]): Placed {
	let used = 0;
	const cells = facts.map(([label, value, span]) => {
		const shown = { width: columns(span), tag: sheet.tag('P'), most: 6 };
		const block = stack([
			{ block: paragraph(sheet, label, { ...shown, style: styles.small }) },
			{ block: paragraph(sheet, value || format.none, { ...shown, style: styles.dense }) }
		]);
		const x = columnAt(used);
		used += span;
		return { x, block };
	});
	return { block: sideBySide(cells), gap: 6 };
}

function caution({ data, sheet, words, format }: Report): Block {
	const n = format.count(data.score.n);
	const runs = [
		{ text: `${m.report_is_not({}, words)}. `, style: styles.smallStrong },
		{ text: m.report_is_not_text({ n }, words), style: styles.small }
	];
	return paragraph(sheet, runs, { width: columns(12), style: styles.small, tag: sheet.tag('P') });
}
