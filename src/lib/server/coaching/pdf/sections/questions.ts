import { m } from '#lib/paraglide/messages.js';
import { paragraph, sideBySide, stack, type Block, type Placed } from '../blocks.ts';
import { columnAt, columns, styles } from '../look.ts';
import { section, text, type Report } from '../report.ts';
import { ruledLines } from '../ruled.ts';

/** Answers longer than this stand one below the other. */
const tallestRow = 160;

/** Goal, reality, options, will: the employee's words, or so many lines to write them on. */
export function questions(report: Report, lines: number): Placed[] {
	return [section(report, m.report_questions({}, report.words)), ...answers(report, lines)];
}

function answers(report: Report, lines: number): Placed[] {
	const half = boxes(report, columns(6), lines);
	const rows = [half.slice(0, 2), half.slice(2)].map((row) =>
		sideBySide(row.map((block, i) => ({ x: columnAt(6 * i), block })))
	);
	const isShort = rows.every((row) => row.height <= tallestRow);
	const blocks = isShort ? rows : boxes(report, columns(9), lines);
	return blocks.map((block, i) => ({ block, gap: i ? 8 : 4 }));
}

function boxes(report: Report, width: number, lines: number): Block[] {
	const { words } = report;
	const { goal, reality, options, will } = report.data.questions;
	return [
		box(m.report_goal({}, words), m.report_goal_question({}, words), goal),
		box(m.report_reality({}, words), m.report_reality_question({}, words), reality),
		box(m.report_options({}, words), m.report_options_question({}, words), options),
		box(m.report_will({}, words), m.report_will_question({}, words), will)
	];

	function box(name: string, question: string, answer: string): Block {
		const { sheet } = report;
		const runs = [
			{ text: `${name}  `, style: styles.smallStrong },
			{ text: question, style: styles.small }
		];
		const head = paragraph(sheet, runs, { width, style: styles.small, tag: sheet.tag('P') });
		const body = answer.trim()
			? { block: text(report, answer.trim(), styles.dense, width), gap: 2 }
			: { block: ruledLines(sheet, lines, width) };
		return stack([{ block: head, withNext: true }, body]);
	}
}
