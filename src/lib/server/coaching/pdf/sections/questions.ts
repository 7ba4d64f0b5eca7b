import { m } from '#lib/paraglide/messages.js';
import { paragraph, sideBySide, stack, type Block, type Placed } from '../blocks.ts';
import { columnAt, columns, styles } from '../look.ts';
import { section, text, type Report } from '../report.ts';
import { ruledLines } from '../ruled.ts';

const half = columns(6);
/** Rows of short answers stay in one piece. */
const longestWhole = 160;

/** Goal, reality, options, will: the employee's words, or lines to write them on. */
export function questions(report: Report): Placed[] {
	const { data, words } = report;
	const { goal, reality, options, will } = data.questions;
	const boxes = [
		box(report, m.report_goal({}, words), m.report_goal_question({}, words), goal),
		box(report, m.report_reality({}, words), m.report_reality_question({}, words), reality),
		box(report, m.report_options({}, words), m.report_options_question({}, words), options),
		box(report, m.report_will({}, words), m.report_will_question({}, words), will)
	];
	const rows = [boxes.slice(0, 2), boxes.slice(2)].map((row) =>
		sideBySide(
			row.map((block, i) => ({ x: columnAt(6 * i), block })),
			longestWhole
		)
	);
	return [
		section(report, m.report_questions({}, words)),
		...rows.map((block, i) => ({ block, gap: i ? 8 : 4 }))
	];
}

function box(report: Report, name: string, question: string, answer: string): Block {
	const { sheet } = report;
	const runs = [
		{ text: `${name}  `, style: styles.smallStrong },
		{ text: question, style: styles.small }
	];
	const head = paragraph(sheet, runs, { width: half, style: styles.small, tag: sheet.tag('P') });
	const body = answer.trim()
		? { block: text(report, answer.trim(), styles.dense, half), gap: 2 }
		: { block: ruledLines(sheet, 2, half) };
	return stack([{ block: head, withNext: true }, body]);
}
