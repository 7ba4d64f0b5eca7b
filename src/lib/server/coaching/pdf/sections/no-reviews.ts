import { m } from '#lib/paraglide/messages.js';
import { paragraph, sideBySide, type Block, type Placed } from '../blocks.ts';
import { columns, styles } from '../look.ts';
import { section, text, type Report } from '../report.ts';
import type { Tag } from '../sheet.ts';

/** No number is made up: says that nothing was reviewed, and what to do about it. */
export function noReviews(report: Report): Placed[] {
	const { data, words, format, sheet } = report;
	const period = format.period(data.period.from, data.period.to);
	const list = sheet.tag('L');
	const steps = [
		m.report_none_sample({}, words),
		m.report_none_code({ code: data.employee.code }, words),
		m.report_none_longer({}, words)
	];
	return [
		section(report, m.report_none_title({}, words), 20),
		{
			block: text(
				report,
				m.report_none_text({ name: data.employee.name, period }, words),
				styles.body,
				columns(9)
			),
			gap: 4
		},
		section(report, m.report_what({}, words)),
		...steps.map((step, i) => ({ block: item(report, list, `${i + 1}.`, step), gap: 4 }))
	];
}

function item({ sheet }: Report, list: Tag, label: string, step: string): Block {
	const tag = sheet.tag('LI', list);
	const style = styles.body;
	const lead = paragraph(sheet, label, { width: 14, style, tag: sheet.tag('Lbl', tag) });
	const body = paragraph(sheet, step, {
		width: columns(9) - 14,
		style,
		tag: sheet.tag('LBody', tag)
	});
	return sideBySide([
		{ x: 0, block: lead },
		{ x: 14, block: body }
	]);
}
