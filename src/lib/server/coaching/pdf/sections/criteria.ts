import type { Change, CoachingReport } from '#lib/coaching-report.ts';
import { m } from '#lib/paraglide/messages.js';
import { paragraph, whole, type Block, type Placed } from '../blocks.ts';
import { whiskerBar } from '../charts.ts';
import { measure, styles } from '../look.ts';
import { section, text, type Report } from '../report.ts';
import type { Tag } from '../sheet.ts';
import { rowPad, shareOut, table, type Cell, type Column } from '../tables.ts';

type Criterion = CoachingReport['criteria'][number];

const widths = shareOut(measure, [0.68, 28, 14, 20, 0.32, 54, 72, 21, 24, 24]);

const barInset = 5;
const barWidth = widths[4] - barInset;

/** Every criterion with its weight, n, interval and change, and where its ratings come from. */
export function criteria(report: Report, pad = rowPad): Placed[] {
	const { data, sheet, words, format } = report;
	if (!data.criteria.length) return [];
	const rows = data.criteria.map((criterion) => criterionRow(report, criterion));
	const note = m.report_criteria_note({ level: format.percent(data.method.level) }, words);
	return [
		section(report, m.report_criteria({}, words)),
		{ block: table(sheet, sheet.root, head(report), rows, pad), gap: 2 },
		{ block: text(report, note, styles.small), gap: 4 }
	];
}

function head({ sheet, words }: Report): Column[] {
	const figures = { align: 'right', style: styles.denseFigures } as const;
	const columns: Omit<Column, 'width'>[] = [
		{ title: m.report_criterion({}, words) },
		{ title: m.report_weight({}, words), ...figures },
		{ title: 'n', ...figures },
		{ title: m.report_na({}, words), ...figures },
		{ title: '', head: drawScale },
		{ title: m.report_mean({}, words), ...figures },
		{ title: m.report_change_column({}, words), ...figures },
		{ title: m.report_chat({}, words), ...figures },
		{ title: m.report_call({}, words), ...figures },
		{ title: m.report_visit({}, words), ...figures }
	];
	return columns.map((column, i) => ({ ...column, width: widths[i] }));

	function drawScale(x: number, baseline: number) {
		for (const [label, part] of [
			['0', 0],
			['50', 0.5],
			['100', 1]
		] as const) {
			const shift = sheet.widthOf(label, styles.head) * part;
			sheet.line(label, x + barInset + barWidth * part - shift, baseline, styles.head);
		}
	}
}

function criterionRow(report: Report, criterion: Criterion): Cell[] {
	const { format } = report;
	const { chat, call, visit } = criterion.sources;
	return [
		criterion.name,
		format.points(criterion.weight),
		format.count(criterion.n),
		format.count(criterion.notApplicable),
		() => bar(report, criterion),
		(tag) => meanAndInterval(report, criterion, tag),
		(tag) => changeCell(report, criterion.change, tag),
		...[chat, call, visit].map((n) => (n ? format.count(n) : '–'))
	];
}

/** The numbers stand beside it, so it is decoration for a screen reader. */
function bar({ sheet }: Report, criterion: Criterion): Block {
	return whole(styles.dense.line, (x, y) =>
		sheet.decoration(() =>
			whiskerBar(sheet, criterion, { x: x + barInset, middle: y + 6, width: barWidth })
		)
	);
}

function meanAndInterval(
	{ sheet, format }: Report,
	{ mean, low, high }: Criterion,
	tag: Tag
): Block {
	const interval = low !== null && high !== null ? ` (${format.range(low, high)})` : '';
	const runs = [
		{ text: format.points(mean), style: styles.denseStrongFigures },
		{ text: interval || (mean === null ? '' : ' (?)'), style: styles.smallFigures }
	];
	return paragraph(sheet, runs, { width: widths[5], style: styles.dense, align: 'right', tag });
}

/** A change is named only when its interval excludes 0. */
function changeCell({ sheet, format, words }: Report, change: Change, tag: Tag): Block {
	const place = { width: widths[6], align: 'right', tag } as const;
	const quiet = { ...styles.small, line: styles.dense.line };
	if (change.kind === 'too_few')
		return paragraph(sheet, m.report_change_short_few({}, words), { ...place, style: quiet });
	if (change.kind === 'no_detectable_change')
		return paragraph(sheet, m.report_change_short_none({}, words), { ...place, style: quiet });
	const { difference, low, high } = change;
	const arrow = change.kind === 'up' ? '▲' : '▼';
	const interval =
		low === null || high === null ? '' : ` (${format.signed(low)}…${format.signed(high)})`;
	const runs = [
		{ text: `${arrow} ${format.signed(difference ?? 0)}`, style: styles.denseStrongFigures },
		{ text: interval, style: styles.smallFigures }
	];
	return paragraph(sheet, runs, { ...place, style: styles.dense });
}
