import { m } from '#lib/paraglide/messages.js';
import { stack, tinted, type Placed } from '../../coaching/pdf/blocks.ts';
import { measure } from '../../coaching/pdf/look.ts';
import { section, text } from '../../coaching/pdf/report.ts';
import type { VisitFrame } from './draw.ts';

const pad = { x: 8, y: 6 };

/** What was appealed and how it was decided; a box that says so when nothing was. */
export function appeals(frame: VisitFrame): Placed[] {
	const { sheet, words, format, data } = frame;
	const lines = data.visit.appeals.map((appeal) => {
		const { before, after } = appeal;
		const grounds = {
			fact: m.appeal_ground_fact,
			person: m.appeal_ground_person,
			score: m.appeal_ground_score,
			other: m.appeal_ground_other
		};
		const outcome =
			appeal.outcome === 'accepted'
				? m.appeal_accepted({}, words)
				: appeal.outcome === 'rejected'
					? m.appeal_rejected({}, words)
					: m.appeal_waits({}, words);
		const change =
			before && after && before.revision !== after.revision
				? `${format.percent(before.score)} → ${format.percent(after.score)}`
				: '';
		return [
			`${format.day(appeal.date)} · ${appeal.raisedBy} · ${grounds[appeal.ground ?? 'other']({}, words)}: ${appeal.reason}`,
			appeal.evidence && `${m.appeal_evidence({}, words)}: ${appeal.evidence}`,
			[outcome, appeal.decision, change].filter(Boolean).join(' '),
			[appeal.decidedBy, appeal.decidedAt && format.day(appeal.decidedAt)]
				.filter(Boolean)
				.join(' · ')
		]
			.filter(Boolean)
			.join('\n');
	});
	const shown = lines.length ? lines : [m.appeal_none({}, words)];
	const width = measure - 2 * pad.x;
	return [
		section(frame, m.appeal_title({}, words)),
		...shown.map((line) => ({
			block: tinted(
				sheet,
				stack(
					line.split('\n').map((part, i) => ({
						block: text(frame, part, undefined, width),
						gap: i ? 2 : 0
					}))
				),
				measure,
				pad
			),
			gap: 4
		}))
	];
}
