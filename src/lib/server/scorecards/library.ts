import { asc, eq, isNull, sql } from 'drizzle-orm';
import type { Words } from '../../locales.ts';
import { criteriaOf, type Criterion } from '../../scorecard.ts';
import type { Db } from '../db/database.ts';
import { scorecards, scorecardVersions } from '../db/schema/index.ts';
import { templates } from './templates/index.ts';

/** A criterion that is measured already, and the scorecards that have it. */
export type LibraryEntry = { criterion: Criterion; on: Words[] };

/** Every criterion of the house and of the templates once, by key: with its newest words here, else as it ships. */
export async function listLibrary(db: Db): Promise<LibraryEntry[]> {
	const versions = await db
		.selectDistinctOn([scorecardVersions.scorecardId], {
			name: scorecards.name,
			definition: scorecardVersions.definition,
			updatedAt: scorecardVersions.updatedAt
		})
		.from(scorecardVersions)
		.innerJoin(scorecards, eq(scorecards.id, scorecardVersions.scorecardId))
		.where(isNull(scorecards.archivedAt))
		.orderBy(
			asc(scorecardVersions.scorecardId),
			sql`${scorecardVersions.publishedAt} desc nulls last`
		);
	const newestFirst = versions.sort((a, b) => b.updatedAt.getTime() - a.updatedAt.getTime());
	const library = new Map<string, LibraryEntry>();
	for (const { name, definition } of [...newestFirst, ...templates])
		for (const criterion of criteriaOf(definition)) {
			const entry = library.get(criterion.key);
			if (entry) entry.on.push(name);
			else library.set(criterion.key, { criterion, on: [name] });
		}
	return [...library.values()];
}
