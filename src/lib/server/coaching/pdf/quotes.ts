import type { Quote } from '#lib/coaching-report.ts';
import { paragraph, stack, tinted, type Block } from './blocks.ts';
import { clock } from './format.ts';
import { styles } from './look.ts';
import type { Report } from './report.ts';
import type { Tag } from './sheet.ts';

const mostLines = 3;
const pad = { x: 8, y: 5 };
const marks = { en: '“”', ru: '«»', lv: '„”', ro: '„”' } as const;

/** The record's words in a tinted box: who and when above, at most three lines, where to look it up. */
export function quoteBox(report: Report, quote: Quote, width: number, parent: Tag): Block {
	const { sheet, format, data } = report;
	const tag = sheet.tag('BlockQuote', parent);
	const inner = width - 2 * pad.x;
	const [open, close] = marks[data.locale];
	const when = quote.recording
		? `${clock(quote.recording.from)}–${clock(quote.recording.to)}`
		: quote.at && format.moment(quote.at);
	const day = quote.recording && quote.at ? format.day(quote.at) : '';
	const source = [quote.speaker, day, when, quote.source].filter(Boolean).join(' · ');
	const text = `${open}${quote.text.trim()}${close}`;
	const lines = stack([
		{
			block: paragraph(sheet, source, {
				width: inner,
				style: styles.small,
				tag: sheet.tag('P', tag),
				most: 2
			})
		},
		{
			block: paragraph(sheet, text, {
				width: inner,
				style: styles.dense,
				tag: sheet.tag('P', tag),
				most: mostLines,
				ending: `…${close}`
			}),
			gap: 1
		}
	]);
	return tinted(sheet, lines, width, pad);
}
