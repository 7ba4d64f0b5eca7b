import type { Locale } from '../../locales.ts';
import type { Viewer } from '../../permissions.ts';
import { renderVisitReport } from '../coaching/pdf/pool.ts';
import type { Db } from '../db/database.ts';
import { getHouse } from '../house/house.ts';
import { getResult } from './results.ts';

/** An approved visit as PDF, as far as the viewer may read it. Throws 404. */
export async function makeVisitReport(db: Db, viewer: Viewer, id: string, locale: Locale) {
	const [visit, { name: house }] = await Promise.all([
		getResult(db, viewer, id, locale),
		getHouse(db)
	]);
	const bytes = await renderVisitReport({ visit, locale, house, photos: [] });
	return { bytes, fileName: `visit-${visit.date.slice(0, 10)}-${id.slice(-6)}.pdf` };
}
