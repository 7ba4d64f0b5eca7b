import { m } from '#lib/paraglide/messages.js';
import { paragraph, stack, type Block, type Placed } from '../../coaching/pdf/blocks.ts';
import { measure, styles } from '../../coaching/pdf/look.ts';
import { section } from '../../coaching/pdf/report.ts';
import type { Tag } from '../../coaching/pdf/sheet.ts';
import { shareOut, table } from '../../coaching/pdf/tables.ts';
import type { ResultItem } from '#lib/visit-result.ts';
import type { VisitFrame } from './draw.ts';

const widths = shareOut(measure, [0.36, 0.64, 36]);

/** Each section with its answers, points and comments. */
export function sections(frame: VisitFrame): Placed[] {
	const { sheet, words, format, data } = frame;
	const head = [
		{ title: m.results_asked({}, words), width: widths[0] },
		{ title: m.results_answer({}, words), width: widths[1] },
		{
			title: m.results_points({}, words),
			width: widths[2],
			align: 'right' as const,
			style: styles.denseFigures
		}
	];
	return data.visit.sections
		.filter(({ items }) => items.length)
		.flatMap(({ name, score, items }) => [
			section(frame, score === null ? name : `${name} · ${format.percent(score)}`),
			{
				block: table(
					sheet,
					sheet.root,
					head,
					items.map((item) => [
						item.name,
						(tag: Tag) => answer(frame, item, tag),
						item.value === null ? '' : format.points(item.value)
					])
				),
				gap: 2
			}
		]);
}

function answer({ sheet }: VisitFrame, { answer, comment }: ResultItem, tag: Tag): Block {
	const lines = [
		{ text: answer, style: styles.dense },
		{ text: comment, style: answer ? styles.small : styles.dense }
	].filter(({ text }) => text);
	return stack(
		lines.map(({ text, style }) => ({
			block: paragraph(sheet, text, { width: widths[1], style, tag })
		}))
	);
}
