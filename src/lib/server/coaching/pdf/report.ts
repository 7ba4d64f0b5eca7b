import type { CoachingReport } from '#lib/coaching-report.ts';
import type { Locale } from '#lib/locales.ts';
import { paragraph, type Block, type Placed } from './blocks.ts';
import { formats, type Format } from './format.ts';
import { measure, styles, type Style } from './look.ts';
import type { Sheet, Tag } from './sheet.ts';

/** What every section draws from. */
export interface Report {
	data: CoachingReport;
	sheet: Sheet;
	format: Format;
	/** The option that each message takes. */
	words: { locale: Locale };
	/** The bookmark of the page's title, under which sections are listed. */
	chapter?: PDFKit.PDFOutline;
}

/** What a document of any kind draws from. */
export type Frame = Omit<Report, 'data'>;

export const reportOn = (data: CoachingReport, sheet: Sheet): Report => ({
	data,
	sheet,
	format: formats(data.locale, data.timeZone),
	words: { locale: data.locale }
});

/** The title of a page; sections that follow are listed under it. */
export function chapter(report: Frame, text: string, bookmark = text): Placed {
	const block = titled(report, 'H1', text, styles.title, (y) => {
		report.chapter = report.sheet.bookmark(bookmark, y);
	});
	return { block, withNext: true };
}

/** The title of a section, never left alone at the foot of a page. */
export function section(report: Frame, text: string, gap = 9): Placed {
	const block = titled(report, 'H2', text, styles.heading, (y) => {
		report.sheet.bookmark(text, y, report.chapter);
	});
	return { block, gap, withNext: true, stretches: true };
}

function titled(
	{ sheet }: Frame,
	type: 'H1' | 'H2',
	text: string,
	style: Style,
	bookmark: (y: number) => void
): Block {
	const block = paragraph(sheet, text, { width: measure, style, tag: sheet.tag(type), most: 3 });
	const draw = (x: number, y: number) => {
		bookmark(y - 4);
		block.draw(x, y);
	};
	return { ...block, draw, least: block.height };
}

/** A paragraph over the given width, of the page by default. */
export function text(report: Frame, words: string, style: Style = styles.body, width = measure) {
	return paragraph(report.sheet, words, { width, style, tag: report.sheet.tag('P') });
}

/** A run-in head and its text, dense: 'Situation. On 3 October …'. */
export function labelled(
	{ sheet }: Frame,
	label: string,
	words: string,
	width: number,
	parent: Tag = sheet.root
): Block {
	const style = styles.dense;
	const runs = [
		{ text: `${label}. `, style: styles.denseStrong },
		{ text: words, style }
	];
	return paragraph(sheet, runs, { width, style, tag: sheet.tag('P', parent) });
}
