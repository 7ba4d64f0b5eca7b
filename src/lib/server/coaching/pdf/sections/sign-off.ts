import { m } from '#lib/paraglide/messages.js';
import { padded, paragraph, sideBySide, stack, whole, type Block, type Placed } from '../blocks.ts';
import { columnAt, columns, measure, styles, type Style } from '../look.ts';
import { labelled, section, type Report } from '../report.ts';
import { drawCheckbox, ruledLines } from '../ruled.ts';

const choiceWidth = columns(3);
const nameSpan = 3;
const dateSpan = 1.5;
const readable = columns(9);

/** What was disputed and what came of it; when the two will talk again. */
export function disputes(report: Report): Placed[] {
	const { data, words, format } = report;
	const { raised, accepted, open } = data.disputes;
	const counts = {
		raised: format.count(raised),
		accepted: format.count(accepted),
		open: format.count(open)
	};
	const what = raised ? m.report_disputes_text(counts, words) : m.report_disputes_none({}, words);
	const cells = [{ x: 0, block: labelled(report, m.report_disputes({}, words), what, columns(8)) }];
	const { nextMeeting } = data.signOff;
	if (nextMeeting) {
		const label = m.report_next_meeting({}, words);
		const block = labelled(report, label, format.date(nextMeeting), columns(4));
		cells.push({ x: columnAt(8), block });
	}
	return [{ block: sideBySide(cells), gap: 10, stretches: true }];
}

/** Agree or disagree, by pen or as given on screen; a comment, two names, the next talk. */
export function signOff(report: Report): Placed[] {
	const { data, words } = report;
	const { comment, employee, lead } = data.signOff;
	const hands = sideBySide([
		{ x: 0, block: decision(report) },
		{ x: columnAt(3), block: signature(report, m.report_employee({}, words), employee) },
		{ x: columnAt(7.5), block: signature(report, m.report_lead({}, words), lead) }
	]);
	return [
		section(report, m.report_sign_off({}, words)),
		{ block: hands, gap: 2, withNext: true },
		...(comment.trim() ? writtenComment(report, comment.trim()) : [commentLine(report)])
	];
}

function commentLine(report: Report): Placed {
	const { sheet } = report;
	const label = small(report, m.report_employee_comment({}, report.words), choiceWidth);
	const line = { x: columnAt(3), block: ruledLines(sheet, 1, columns(9)) };
	return { block: sideBySide([{ x: 0, block: padded(label, 7, 0) }, line]), gap: 0 };
}

function writtenComment(report: Report, comment: string): Placed[] {
	const { sheet } = report;
	const label = small(report, m.report_employee_comment({}, report.words), measure);
	const tag = sheet.tag('P');
	const text = paragraph(sheet, comment, { width: readable, style: styles.body, tag });
	return [{ block: label, gap: 5, withNext: true }, { block: text }];
}

function small({ sheet }: Report, words: string, width: number, style: Style = styles.small) {
	return paragraph(sheet, words, { width, style, tag: sheet.tag('P'), most: 2 });
}

function decision(report: Report): Block {
	const { data, words } = report;
	const { decision } = data.signOff;
	const choices = [
		{ label: m.report_agree({}, words), isChosen: decision === 'agree' },
		{ label: m.report_disagree({}, words), isChosen: decision === 'disagree' }
	];
	return stack(choices.map((choice) => ({ block: option(report, choice), gap: 2 })));
}

function option(report: Report, { label, isChosen }: { label: string; isChosen: boolean }): Block {
	const { sheet } = report;
	const style = isChosen ? styles.denseStrong : styles.dense;
	const alt = isChosen ? { alt: `${label}: ✓` } : {};
	const width = choiceWidth - 14;
	const text = paragraph(sheet, label, { width, style, tag: sheet.tag('P', sheet.root, alt) });
	return whole(text.height, (x, y) => {
		sheet.decoration(() => drawCheckbox(sheet, x, y + 1.5, isChosen));
		text.draw(x + 14, y);
	});
}

function signature(
	report: Report,
	role: string,
	{ name, on }: { name: string; on: string | null }
): Block {
	const { sheet, words, format } = report;
	const date = on ? format.date(on) : m.report_date({}, words);
	const over = (width: number, words: string) =>
		stack([{ block: ruledLines(sheet, 1, width) }, { block: small(report, words, width), gap: 2 }]);
	return sideBySide([
		{ x: 0, block: over(columns(nameSpan), `${role}: ${name}`) },
		{ x: columnAt(nameSpan), block: over(columns(dateSpan), date) }
	]);
}
