import type { Locale } from '../../locales.ts';
import type { Viewer } from '../../permissions.ts';
import { boundsOf, lastPeriods, monthOf, type Period } from '../../periods.ts';
import type { Db } from '../db/database.ts';
import { figuresOf, materialOf, trendLength, type Material } from './figures.ts';
import {
	getCoachee,
	readableFor,
	readRatings,
	readReviews,
	readTeamMeans,
	readVersions,
	type Coachee,
	type Readable
} from './rows.ts';

/**
 * How an employee stands in a period: score, critical errors, change, trend, criteria. Five statements.
 * Without a period: the month of the newest review. Throws 404 for those who may not see the employee.
 */
export async function employeeFigures(
	db: Db,
	viewer: Viewer,
	employeeId: string,
	wanted: Period | null,
	locale: Locale = viewer.locale
) {
	const employee = await getCoachee(db, viewer, employeeId);
	const period = wanted ?? monthOf(employee.newestReview ?? new Date());
	const readable = readableFor(viewer);
	const { material, teamMeans } = await readMaterial(db, employee, period, readable, readable);
	const figures = figuresOf(material, teamMeans, locale);
	return { employee, period, disputed: material.disputed, ...figures };
}
export type EmployeeFigures = Awaited<ReturnType<typeof employeeFigures>>;

/**
 * The rows behind the figures of an employee whom the viewer may see. Four statements. A report counts only
 * what is released, since the employee will read it.
 */
export async function readMaterial(
	db: Db,
	employee: Pick<Coachee, 'id' | 'teamId'>,
	period: Period,
	readable: Readable,
	counted: Readable
): Promise<{ material: Material; teamMeans: number[] }> {
	const periods = lastPeriods(period, trendLength);
	const { start, end } = boundsOf({ from: periods[0].from, to: period.to });
	const lastTwo = { start: boundsOf(periods.at(-2)!).start, end };
	const [reviews, ratings, teamMeans] = await Promise.all([
		readReviews(db, employee.id, { start, end }, readable),
		readRatings(db, employee.id, lastTwo, readable),
		readTeamMeans(db, employee.teamId, boundsOf(period), counted)
	]);
	const ids = reviews
		.filter((review) => review.occurredAt >= lastTwo.start)
		.map((review) => review.versionId);
	const versions = ids.length ? await readVersions(db, ids) : [];
	return { material: materialOf(period, { reviews, ratings, versions }, counted), teamMeans };
}
