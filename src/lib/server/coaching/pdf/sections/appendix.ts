import type { CoachingReport } from '#lib/coaching-report.ts';
import { m } from '#lib/paraglide/messages.js';
import { paragraph, stack, type Block, type Placed } from '../blocks.ts';
import { columns, measure, styles } from '../look.ts';
import { chapter, labelled, section, type Report } from '../report.ts';
import { shareOut, table, type Column } from '../tables.ts';
import { byLens } from './by-lens.ts';

type Review = CoachingReport['reviews'][number];

/** Chat, call and visit side by side, every review in a row, what the reviewers wrote, and how the numbers were made. */
export function appendix(report: Report): Placed[] {
	const { data, words } = report;
	return [
		chapter(report, m.report_appendix({}, words)),
		...byLens(report),
		...(data.reviews.length ? reviews(report) : []),
		...comments(report),
		...method(report)
	];
}

function reviews(report: Report): Placed[] {
	const { data, sheet, words, format } = report;
	const figures = { align: 'right', style: styles.denseFigures } as const;
	const heads: Omit<Column, 'width'>[] = [
		{ title: m.report_record({}, words) },
		{ title: m.report_date({}, words), style: styles.denseFigures },
		{ title: m.report_channel({}, words) },
		{ title: m.report_reviewer({}, words) },
		{ title: m.report_score_column({}, words), ...figures },
		{ title: m.report_without_column({}, words), ...figures },
		{ title: m.report_critical_column({}, words), ...figures }
	];
	const widths = shareOut(measure, [0.38, 62, 0.34, 0.28, 56, 72, 44]);
	const rows = data.reviews.map((review) => [
		review.id,
		format.date(review.date),
		channelWord(report, review.channel),
		review.reviewerCode,
		format.points(review.score),
		format.points(review.withoutCritical),
		review.critical ? format.count(review.critical) : '–'
	]);
	const block = table(
		sheet,
		sheet.root,
		heads.map((head, i) => ({ ...head, width: widths[i] })),
		rows
	);
	return [section(report, m.report_reviews({}, words), 10), { block, gap: 2 }];
}

function comments(report: Report): Placed[] {
	const { data, words } = report;
	const written = data.reviews.filter((review) => review.comment.trim());
	if (!written.length) return [];
	return [
		section(report, m.report_comments({}, words)),
		...written.map((review, i) => ({ block: comment(report, review), gap: i ? 7 : 4 }))
	];
}

function comment({ sheet, format }: Report, { id, date, comment }: Review): Block {
	const width = columns(9);
	const head = paragraph(sheet, `${id} · ${format.date(date)}`, {
		width,
		style: styles.small,
		tag: sheet.tag('P')
	});
	const body = paragraph(sheet, comment.trim(), { width, style: styles.body, tag: sheet.tag('P') });
	return stack([{ block: head, withNext: true }, { block: body }]);
}

function method(report: Report): Placed[] {
	const { data, words, format } = report;
	const level = format.percent(data.method.level);
	const parts = [
		[m.report_sampling({}, words), data.method.sampling],
		[m.report_ai_label({}, words), data.method.drafted ?? ''],
		[m.report_intervals({}, words), m.report_intervals_text({ level }, words)],
		[m.report_na_rule({}, words), m.report_na_rule_text({}, words)]
	].filter(([, text]) => text);
	return [
		section(report, m.report_method({}, words)),
		...parts.map(([label, text], i) => ({
			block: labelled(report, label, text, columns(9)),
			gap: i ? 5 : 4,
			withNext: i < parts.length - 1
		}))
	];
}

function channelWord({ words }: Report, channel: Review['channel']): string {
	switch (channel) {
		case 'chat':
			return m.report_channel_chat({}, words);
		case 'call':
			return m.report_channel_call({}, words);
		case 'email':
			return m.report_channel_email({}, words);
		case 'social':
			return m.report_channel_social({}, words);
		case 'messenger':
			return m.report_channel_messenger({}, words);
		case 'ticket':
			return m.report_channel_ticket({}, words);
		case 'visit':
			return m.report_channel_visit({}, words);
	}
}
