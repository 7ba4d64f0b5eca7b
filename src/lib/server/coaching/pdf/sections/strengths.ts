import type { CoachingReport } from '#lib/coaching-report.ts';
import { m } from '#lib/paraglide/messages.js';
import { stack, type Block, type Placed } from '../blocks.ts';
import { styles } from '../look.ts';
import { pair } from '../pair.ts';
import { quoteBox } from '../quotes.ts';
import { labelled, section, text, type Report } from '../report.ts';

/** What went well comes first, each with the words that prove it. */
export function strengths(report: Report): Placed[] {
	const { data, words } = report;
	const title = section(report, m.report_strengths({}, words));
	if (data.strengths.length)
		return [
			title,
			{ block: pair(data.strengths, (one, width) => strength(report, one, width)), gap: 4 }
		];
	return [title, { block: text(report, m.report_no_strengths({}, words), styles.body), gap: 4 }];
}

function strength(
	report: Report,
	{ criterion, text, quote }: CoachingReport['strengths'][number],
	width: number
): Block {
	const tag = report.sheet.tag('Sect');
	const box = quote && { block: quoteBox(report, quote, width, tag), gap: 5 };
	return stack([
		{ block: labelled(report, criterion, text, width, tag), withNext: Boolean(box) },
		...(box ? [box] : [])
	]);
}
