import { m } from '#lib/paraglide/messages.js';
import type { Placed } from '../../coaching/pdf/blocks.ts';
import { clock } from '../../coaching/pdf/format.ts';
import { measure, styles } from '../../coaching/pdf/look.ts';
import { section } from '../../coaching/pdf/report.ts';
import { shareOut, table } from '../../coaching/pdf/tables.ts';
import type { VisitFrame } from './draw.ts';

/** The customer's way with measured times against the standard, and the receipt. */
export function journey(frame: VisitFrame): Placed[] {
	const { sheet, words, data } = frame;
	const { journey: steps, receipts } = data.visit;
	if (!steps.length && !receipts.length) return [];
	const widths = shareOut(measure, [0.999, 60, 60, 110]);
	const figures = { align: 'right', style: styles.denseFigures } as const;
	const head = [
		{ title: m.results_step({}, words), width: widths[0] },
		{ title: m.results_measured({}, words), width: widths[1], ...figures },
		{ title: m.results_standard_head({}, words), width: widths[2], ...figures },
		{ title: '', width: widths[3] }
	];
	const rows = [
		...steps.map(({ name, seconds, standard }) => [
			name,
			clock(seconds),
			standard === null ? '–' : clock(standard),
			standard === null
				? ''
				: seconds <= standard
					? `✓ ${m.results_in_time({}, words)}`
					: `✗ ${m.results_too_late({}, words)}`
		]),
		...receipts.map(({ amount, number }) => [
			[m.results_receipt({}, words), number].filter(Boolean).join(' '),
			amount,
			'',
			''
		])
	];
	return [
		section(frame, m.results_journey({}, words)),
		{ block: table(sheet, sheet.root, head, rows), gap: 2 }
	];
}
