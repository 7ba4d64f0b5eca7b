import { asc, eq } from 'drizzle-orm';
import type { Db } from '../db/database.ts';
import { briefingPhotos, programmes } from '../db/schema/index.ts';
import { notFound } from '../errors.ts';

/** What a shopper has to know before a visit; the quiz and its answers are not part of it. */
export async function getBriefing(db: Db, programmeId: string) {
	const photos = db
		.select({
			id: briefingPhotos.id,
			caption: briefingPhotos.caption,
			width: briefingPhotos.width,
			height: briefingPhotos.height
		})
		.from(briefingPhotos)
		.where(eq(briefingPhotos.programmeId, programmeId))
		.orderBy(asc(briefingPhotos.id));
	const texts = db
		.select({
			brand: programmes.brand,
			scenario: programmes.scenario,
			legend: programmes.legend,
			awkwardQuestions: programmes.awkwardQuestions,
			purchase: programmes.purchase,
			budget: programmes.budget,
			fee: programmes.fee,
			expenses: programmes.expenses,
			currency: programmes.currency,
			windows: programmes.windows,
			wantedPhotos: programmes.wantedPhotos,
			wantsReceipt: programmes.wantsReceipt,
			wantsAudio: programmes.wantsAudio,
			maxDistanceMetres: programmes.maxDistanceMetres,
			minMinutes: programmes.minMinutes,
			staff: programmes.staff
		})
		.from(programmes)
		.where(eq(programmes.id, programmeId));
	const [[briefing], shown] = await Promise.all([texts, photos]);
	if (!briefing) throw notFound();
	return { ...briefing, photos: shown };
}
export type Briefing = Awaited<ReturnType<typeof getBriefing>>;
