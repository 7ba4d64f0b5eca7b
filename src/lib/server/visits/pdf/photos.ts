import { m } from '#lib/paraglide/messages.js';
import { sideBySide, stack, whole, type Placed } from '../../coaching/pdf/blocks.ts';
import { columnAt, columns, styles } from '../../coaching/pdf/look.ts';
import { section, text } from '../../coaching/pdf/report.ts';
import type { VisitFrame } from './draw.ts';

const inRow = 3;
const width = columns(12 / inRow);
const tallest = 170;

/** What was paid; then photos, three in a row, each over what it was asked for. */
export function photos(frame: VisitFrame): Placed[] {
	const { sheet, words, data } = frame;
	const { receipts } = data.visit;
	const more = data.morePhotos && m.results_more_photos({ count: data.morePhotos }, words);
	if (!data.photos.length && !receipts.length && !more) return [];
	const rows = Array.from({ length: Math.ceil(data.photos.length / inRow) }, (_, i) =>
		data.photos.slice(i * inRow, (i + 1) * inRow)
	);
	return [
		section(frame, m.results_photos_receipt({}, words)),
		...receipts.map(({ amount, number }) => ({
			block: text(
				frame,
				[m.results_receipt({}, words), number, amount].filter(Boolean).join(' · ')
			),
			gap: 2
		})),
		...rows.map((row) => ({
			block: sideBySide(
				row.map((photo, i) => {
					const scale = Math.min(width / photo.width, tallest / photo.height);
					const tag = sheet.tag('Figure', sheet.root, { alt: photo.words });
					const height = photo.height * scale;
					const picture = whole(height, (x, y) =>
						sheet.inside(tag, () =>
							sheet.doc.image(Buffer.from(photo.bytes) as never, x, y, {
								width: photo.width * scale,
								height
							})
						)
					);
					const caption = text(frame, photo.words, styles.small, width);
					const block = stack([{ block: picture }, { block: caption, gap: 2 }]);
					return { x: columnAt((12 / inRow) * i), block };
				})
			),
			gap: 6
		})),
		...(more ? [{ block: text(frame, more, styles.small), gap: 4 }] : [])
	];
}
