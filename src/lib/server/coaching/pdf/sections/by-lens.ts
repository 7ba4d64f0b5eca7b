import { lenses, type CoachingReport, type Measured } from '#lib/coaching-report.ts';
import { lensWords } from '#lib/lens-words.ts';
import { m } from '#lib/paraglide/messages.js';
import { paragraph, type Placed } from '../blocks.ts';
import { measure, styles } from '../look.ts';
import { section, text, type Report } from '../report.ts';
import { shareOut, table, type Cell, type Column } from '../tables.ts';

type ByLens = NonNullable<CoachingReport['byLens']>;

const widths = shareOut(measure, [0.99, 84, 84, 84, 84]);

/** What chats, calls and visits say of each criterion, beside each other; nothing where there is one kind only. */
export function byLens(report: Report): Placed[] {
	const { data, sheet, words, format } = report;
	if (!data.byLens || data.byLens.filter(({ n }) => n).length < 2) return [];
	const figures = { align: 'right', style: styles.denseFigures } as const;
	const heads: Omit<Column, 'width'>[] = [
		{ title: m.report_criterion({}, words) },
		...lenses.map((lens) => ({ title: lensWords[lens]({}, words), ...figures })),
		{ title: m.report_lens_together({}, words), ...figures }
	];
	const rows = [
		row(report, m.report_lens_all({}, words), data.byLens, data.score),
		...data.criteria.map((one) => row(report, one.name, one.byLens ?? [], one))
	];
	const columns = heads.map((head, i) => ({ ...head, width: widths[i] }));
	const note = m.report_lens_note({ level: format.percent(data.method.level) }, words);
	return [
		section(report, m.report_lens_title({}, words), 10),
		{ block: table(sheet, sheet.root, columns, rows), gap: 2 },
		{ block: text(report, note, styles.small), gap: 4 }
	];
}

const row = (report: Report, name: string, measured: ByLens, together: Measured): Cell[] => [
	name,
	...lenses.map((lens) =>
		cell(
			report,
			measured.find((one) => one.lens === lens)
		)
	),
	cell(report, together)
];

function cell({ sheet, format }: Report, measured?: Measured): Cell {
	if (!measured?.n) return '–';
	const { mean, low, high, n } = measured;
	const interval = low !== null && high !== null ? format.range(low, high) : '?';
	const runs = [
		{ text: format.points(mean), style: styles.denseStrongFigures },
		{ text: ` (${interval}) n\u00a0=\u00a0${format.count(n)}`, style: styles.smallFigures }
	];
	return (tag) =>
		paragraph(sheet, runs, { width: widths[1], style: styles.dense, align: 'right', tag });
}
