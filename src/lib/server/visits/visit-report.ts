import type { Locale } from '../../locales.ts';
import type { Viewer } from '../../permissions.ts';
import type { VisitSheet } from '../../visit-result.ts';
import { m } from '#lib/paraglide/messages.js';
import { renderVisitReport } from '../coaching/pdf/pool.ts';
import type { Db } from '../db/database.ts';
import type { Files } from '../files/files.ts';
import { getHouse } from '../house/house.ts';
import { readShownPhoto } from './photos/photos.ts';
import { listResultPhotos } from './results-photos.ts';
import { getResult } from './results.ts';

/** Longest side in the report: 12 of them stay far below 3 MB. */
const photoSide = 900;
const mostPhotos = 12;

/** An approved visit as PDF, as far as the viewer may read it. Throws 404. */
export async function makeVisitReport(
	db: Db,
	files: () => Promise<Files>,
	viewer: Viewer,
	id: string,
	locale: Locale
) {
	const [visit, { name: house }, photos] = await Promise.all([
		getResult(db, viewer, id, locale),
		getHouse(db),
		listResultPhotos(db, viewer, id)
	]);
	const shown: VisitSheet['photos'] = [];
	for (const photo of photos.slice(0, mostPhotos)) {
		const bytes = await readShownPhoto(await files(), photo);
		const words = visit.photoWords[photo.name] ?? m.question_kind_photo({}, { locale });
		if (bytes) shown.push({ words, ...(await reduced(bytes)) });
	}
	const morePhotos = photos.length - shown.length;
	const bytes = await renderVisitReport({ visit, locale, house, photos: shown, morePhotos });
	return { bytes, fileName: `visit-${visit.date.slice(0, 10)}-${id.slice(-6)}.pdf` };
}

async function reduced(picture: Buffer) {
	const { default: sharp } = await import('sharp');
	const { data, info } = await sharp(picture)
		.resize(photoSide, photoSide, { fit: 'inside', withoutEnlargement: true })
		.jpeg({ quality: 72 })
		.toBuffer({ resolveWithObject: true });
	return { bytes: new Uint8Array(data), width: info.width, height: info.height };
}
