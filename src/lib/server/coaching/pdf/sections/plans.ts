import type { CoachingReport } from '#lib/coaching-report.ts';
import { m } from '#lib/paraglide/messages.js';
import { paragraph, whole, type Placed } from '../blocks.ts';
import { measure, styles } from '../look.ts';
import { section, text, type Report } from '../report.ts';
import { shareOut, table, type Cell, type Column } from '../tables.ts';

/** Height and number of the lines to write on when nothing is planned yet. */
const blank = { rows: 3, height: 22 };

/** The last plan comes first: what was agreed, what became of it. */
export function previousPlan(report: Report, gap = 8): Placed[] {
	const { data, sheet, words } = report;
	const title = section(report, m.report_previous_plan({}, words), gap);
	if (!data.previousPlan.length)
		return [title, { block: text(report, m.report_no_previous_plan({}, words)), gap: 4 }];
	const hasNotes = data.previousPlan.some(({ note }) => note.trim());
	const widths = shareOut(measure, hasNotes ? [0.4, 0.3, 52, 0.3] : [0.6, 0.4, 52]);
	const columns = headed(widths, [
		m.report_action({}, words),
		m.report_measure_target({}, words),
		m.report_status({}, words),
		...(hasNotes ? [m.report_note({}, words)] : [])
	]);
	columns[2].style = styles.denseStrong;
	const rows = data.previousPlan.map((one): Cell[] => [
		one.action,
		measured(report, one, widths[1]),
		statusWord(report, one.status),
		...(hasNotes ? [one.note] : [])
	]);
	return [title, { block: table(sheet, sheet.root, columns, rows), gap: 2 }];
}

/** Who does what by when, and how both will see that it worked. */
export function plan(report: Report): Placed[] {
	const { data, sheet, words, format } = report;
	const widths = shareOut(measure, [0.6, 62, 56, 0.4]);
	const columns = headed(widths, [
		m.report_action({}, words),
		m.report_owner({}, words),
		m.report_due({}, words),
		m.report_measure_target({}, words)
	]);
	columns[2].style = styles.denseFigures;
	const rows = data.plan.map((one): Cell[] => [
		one.action,
		one.owner,
		one.due ? format.date(one.due) : format.none,
		measured(report, one, widths[3])
	]);
	const empty: Cell[][] = Array.from({ length: blank.rows }, () =>
		columns.map(() => () => whole(blank.height, () => undefined))
	);
	const title = section(report, m.report_plan({}, words));
	return [title, { block: table(sheet, sheet.root, columns, rows.length ? rows : empty), gap: 2 }];
}

const headed = (widths: number[], titles: string[]): Column[] =>
	titles.map((title, i) => ({ title, width: widths[i] }));

type Measured = Pick<CoachingReport['plan'][number], 'measure' | 'baseline' | 'target'>;

/** By what it is seen, and from where to where. */
function measured({ sheet }: Report, { measure, baseline, target }: Measured, width: number): Cell {
	const steps = [baseline, target].filter(Boolean).join('\u00a0→\u00a0');
	const runs = [
		{ text: steps && measure ? `${measure} ` : measure, style: styles.dense },
		{ text: steps, style: styles.denseStrongFigures }
	];
	return (tag) => paragraph(sheet, runs, { width, style: styles.dense, tag });
}

function statusWord(
	{ words }: Report,
	status: CoachingReport['previousPlan'][number]['status']
): string {
	switch (status) {
		case 'open':
			return m.report_status_open({}, words);
		case 'done':
			return m.report_status_done({}, words);
		case 'partly':
			return m.report_status_partly({}, words);
		case 'not_done':
			return m.report_status_not_done({}, words);
		case 'dropped':
			return m.report_status_dropped({}, words);
	}
}
