import { m } from '#lib/paraglide/messages.js';
import { sideBySide, whole, type Placed } from '../../coaching/pdf/blocks.ts';
import { columnAt, columns } from '../../coaching/pdf/look.ts';
import { section } from '../../coaching/pdf/report.ts';
import type { VisitFrame } from './draw.ts';

const inRow = 3;
const width = columns(12 / inRow);
const tallest = 170;

/** Three in a row, each as it stands on the page of the visit. */
export function photos(frame: VisitFrame): Placed[] {
	const { sheet, words, data } = frame;
	if (!data.photos.length) return [];
	const rows = Array.from({ length: Math.ceil(data.photos.length / inRow) }, (_, i) =>
		data.photos.slice(i * inRow, (i + 1) * inRow)
	);
	return [
		section(frame, m.results_photos({}, words)),
		...rows.map((row) => ({
			block: sideBySide(
				row.map((photo, i) => {
					const scale = Math.min(width / photo.width, tallest / photo.height);
					const tag = sheet.tag('Figure', sheet.root, { alt: photo.name });
					const height = photo.height * scale;
					const block = whole(height, (x, y) =>
						sheet.inside(tag, () =>
							sheet.doc.image(Buffer.from(photo.bytes) as never, x, y, {
								width: photo.width * scale,
								height
							})
						)
					);
					return { x: columnAt((12 / inRow) * i), block };
				})
			),
			gap: 6
		}))
	];
}
