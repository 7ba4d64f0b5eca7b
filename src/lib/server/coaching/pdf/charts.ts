import type { Measured } from '#lib/coaching-report.ts';
import { colours } from './look.ts';
import type { Sheet } from './sheet.ts';

const markRadius = 2.9;

/** On a light track from 0 to 100: the interval as a line, the mean as a mark, the team as a tick. */
export function whiskerBar(
	{ doc }: Sheet,
	measured: Measured,
	place: { x: number; middle: number; width: number },
	team: number | null = null
) {
	const { x, middle, width } = place;
	const at = (share: number) => x + Math.min(Math.max(share, 0), 1) * width;
	doc.roundedRect(x, middle - 3.5, width, 7, 1.5).fill(colours.track);
	doc.lineWidth(0.75).strokeColor('#ffffff');
	doc
		.moveTo(at(0.5), middle - 3.5)
		.lineTo(at(0.5), middle + 3.5)
		.stroke();
	if (team !== null) {
		doc.lineWidth(1.5).strokeColor(colours.team);
		doc
			.moveTo(at(team), middle - 6)
			.lineTo(at(team), middle + 6)
			.stroke();
	}
	const { mean, low, high } = measured;
	if (low !== null && high !== null) {
		doc.lineWidth(1).strokeColor(colours.accent);
		doc.moveTo(at(low), middle).lineTo(at(high), middle).stroke();
		for (const end of [low, high])
			doc
				.moveTo(at(end), middle - 2.2)
				.lineTo(at(end), middle + 2.2)
				.stroke();
	}
	if (mean !== null) mark({ doc }, at(mean), middle, low !== null);
}

/** Filled when its interval is known, hollow when it is not. */
function mark({ doc }: Pick<Sheet, 'doc'>, x: number, y: number, isFilled: boolean) {
	doc.circle(x, y, markRadius).lineWidth(1);
	if (isFilled) doc.fillAndStroke(colours.accent, '#ffffff');
	else doc.fillAndStroke('#ffffff', colours.accent);
}

export interface TrendPoint extends Measured {
	newVersion: boolean;
}

/** Points with whiskers on a scale from 0 to 100; a dashed rule where the scorecard changed. */
export function trendLines(
	{ doc }: Sheet,
	points: TrendPoint[],
	place: { x: number; y: number; width: number; height: number }
) {
	const slot = place.width / Math.max(points.length, 1);
	const middleOf = (i: number) => place.x + slot * (i + 0.5);
	const levelOf = (share: number) => place.y + (1 - Math.min(Math.max(share, 0), 1)) * place.height;

	for (const share of [0, 0.25, 0.5, 0.75, 1]) {
		doc.lineWidth(0.5).strokeColor(share ? colours.faint : colours.line);
		doc
			.moveTo(place.x, levelOf(share))
			.lineTo(place.x + place.width, levelOf(share))
			.stroke();
	}
	points.forEach((point, i) => {
		const before = points[i - 1];
		if (point.newVersion) drawRule(place.x + slot * i);
		else if (before && before.mean !== null && point.mean !== null) {
			doc.lineWidth(0.75).strokeColor(colours.team);
			doc.moveTo(middleOf(i - 1), levelOf(before.mean));
			doc.lineTo(middleOf(i), levelOf(point.mean)).stroke();
		}
	});
	points.forEach((point, i) => drawPoint(point, middleOf(i)));

	function drawRule(x: number) {
		doc.save().lineWidth(0.75).strokeColor(colours.quiet).dash(2, { space: 2 });
		doc
			.moveTo(x, place.y)
			.lineTo(x, place.y + place.height)
			.stroke();
		doc.restore();
	}

	function drawPoint({ mean, low, high }: TrendPoint, x: number) {
		if (mean === null) return;
		if (low !== null && high !== null) {
			doc.lineWidth(1).strokeColor(colours.accent);
			doc.moveTo(x, levelOf(low)).lineTo(x, levelOf(high)).stroke();
			for (const end of [low, high])
				doc
					.moveTo(x - 3, levelOf(end))
					.lineTo(x + 3, levelOf(end))
					.stroke();
		}
		mark({ doc }, x, levelOf(mean), low !== null);
	}
}
