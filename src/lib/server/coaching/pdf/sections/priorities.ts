import type { CoachingReport } from '#lib/coaching-report.ts';
import { m } from '#lib/paraglide/messages.js';
import { paragraph, stack, type Block, type Placed } from '../blocks.ts';
import { styles } from '../look.ts';
import { pair } from '../pair.ts';
import { quoteBox } from '../quotes.ts';
import { labelled, section, text, type Report } from '../report.ts';

type Priority = CoachingReport['priorities'][number];

/** At most two: what happened, what it did, what good looks like, and whose hands it is in. */
export function priorities(report: Report): Placed[] {
	const { data, words } = report;
	const title = section(report, m.report_priorities({}, words));
	if (!data.priorities.length)
		return [title, { block: text(report, m.report_no_priorities({}, words)), gap: 4 }];
	const numbered = data.priorities.map((one, i) => ({
		...one,
		criterion: `${i + 1}. ${one.criterion}`
	}));
	return [title, { block: pair(numbered, (one, width) => priority(report, one, width)), gap: 4 }];
}

function priority(report: Report, one: Priority, width: number): Block {
	const { sheet, words } = report;
	const tag = sheet.tag('Sect');
	const name = paragraph(sheet, one.criterion, {
		width,
		style: styles.strong,
		tag: sheet.tag('H3', tag)
	});
	const { quote, text: done } = one.behaviour;
	const box = quote ? [{ block: quoteBox(report, quote, width, tag), gap: 4 }] : [];
	return stack([
		{ block: name, withNext: true },
		...part([m.report_situation({}, words), one.situation]),
		...part([m.report_behaviour({}, words), done]).map((p) => ({ ...p, withNext: !!quote })),
		...box,
		...part([m.report_impact({}, words), one.impact]),
		...part([m.report_good({}, words), one.goodLooksLike]),
		...part([causeLabel(report, one), one.rootCause])
	]);

	function part([label, text]: [string, string]): Placed[] {
		if (!text.trim()) return [];
		return [{ block: labelled(report, label, text, width, tag), gap: 3 }];
	}
}

function causeLabel({ words }: Report, { inEmployeesHands }: Priority): string {
	if (inEmployeesHands === null) return m.report_root_cause({}, words);
	return inEmployeesHands
		? m.report_root_cause_own({}, words)
		: m.report_root_cause_other({}, words);
}
