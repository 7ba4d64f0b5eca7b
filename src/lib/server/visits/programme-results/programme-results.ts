import { eq } from 'drizzle-orm';
import { validate as isUuid } from 'uuid';
import type { Locale } from '../../../locales.ts';
import type { Viewer } from '../../../permissions.ts';
import { readVersions } from '../../coaching/rows.ts';
import type { Db } from '../../db/database.ts';
import { programmes } from '../../db/schema/index.ts';
import { notFound } from '../../errors.ts';
import { figuresOf } from './figures.ts';
import { readMarks, readVisits } from './rows.ts';

/** A programme's approved visits in numbers, four statements however many there are. Throws 404. */
export async function getProgrammeResults(db: Db, viewer: Viewer, id: string, locale: Locale) {
	const { programme, ...read } = await readProgramme(db, viewer, id);
	return { programme, figures: figuresOf(read, locale) };
}

/** The rows behind it. Throws 404. */
export async function readProgramme(db: Db, viewer: Viewer, id: string) {
	if (!isUuid(id)) throw notFound();
	const [[programme], waves, marks] = await Promise.all([
		db
			.select({
				id: programmes.id,
				name: programmes.name,
				brand: programmes.brand,
				startsOn: programmes.startsOn,
				endsOn: programmes.endsOn,
				previousId: programmes.previousId
			})
			.from(programmes)
			.where(eq(programmes.id, id)),
		readVisits(db, viewer, id),
		readMarks(db, viewer, id)
	]);
	if (!programme) throw notFound();
	const visits = waves.filter(({ programmeId }) => programmeId === id);
	const versions = visits.length
		? await readVersions(
				db,
				visits.map(({ versionId }) => versionId)
			)
		: [];
	return { programme, visits, waves, marks, versions };
}
