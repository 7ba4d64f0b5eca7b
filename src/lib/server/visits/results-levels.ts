import { eq } from 'drizzle-orm';
import { inWords, type Locale } from '../../locales.ts';
import { criteriaOf } from '../../scorecard.ts';
import type { Db } from '../db/database.ts';
import { reviews } from '../db/schema/index.ts';
import { getRevision } from '../reviews/revisions.ts';
import { getScorecardVersion } from '../scorecards/versions.ts';

/** The levels that a decision on an appeal can change, with those that stand. */
export async function getLevels(db: Db, visitId: string, locale: Locale) {
	const [review] = await db
		.select({ versionId: reviews.scorecardVersionId, revisionId: reviews.currentRevisionId })
		.from(reviews)
		.where(eq(reviews.visitId, visitId));
	const [{ definition }, { ratings }] = await Promise.all([
		getScorecardVersion(db, review.versionId),
		getRevision(db, review.revisionId!)
	]);
	return criteriaOf(definition).map(({ key, name, levels }) => ({
		key,
		name: inWords(name, locale),
		level: ratings[key]?.level ?? null,
		levels: levels.map((words) => inWords(words, locale))
	}));
}
