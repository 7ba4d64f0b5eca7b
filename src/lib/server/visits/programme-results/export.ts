import { toCsv, type Cell } from '../../../csv.ts';
import type { Locale } from '../../../locales.ts';
import type { Viewer } from '../../../permissions.ts';
import { localTime } from '../../../visit-windows.ts';
import type { Db } from '../../db/database.ts';
import { toXlsx } from '../../xlsx.ts';
import { figuresOf, type ProgrammeFigures } from './figures.ts';
import { readProgramme } from './programme-results.ts';
import type { MarkRow, VisitRow } from './rows.ts';

/** Every approved visit of a programme in a row, as CSV; shares are 0..1, times seconds. Throws 404. */
export async function exportCsv(db: Db, viewer: Viewer, id: string, locale: Locale) {
	const { visits, marks, figures, fileName } = await read(db, viewer, id, locale);
	return { text: toCsv(visitRows(visits, marks, figures)), fileName };
}

/** The same as a workbook, with the figures of the page on sheets of their own. Throws 404. */
export async function exportXlsx(db: Db, viewer: Viewer, id: string, locale: Locale) {
	const { visits, marks, figures, fileName } = await read(db, viewer, id, locale);
	const bytes = await toXlsx([
		{ name: 'visits', rows: visitRows(visits, marks, figures) },
		{ name: 'locations', rows: locationRows(figures) },
		{ name: 'criteria', rows: criteriaRows(figures) },
		{ name: 'times', rows: timeRows(figures) },
		{ name: 'periods', rows: waveRows(figures) }
	]);
	return { bytes, fileName };
}

async function read(db: Db, viewer: Viewer, id: string, locale: Locale) {
	const { programme, ...rows } = await readProgramme(db, viewer, id);
	const fileName = `programme-${programme.startsOn}-${programme.endsOn}`;
	return { ...rows, figures: figuresOf(rows, locale), fileName };
}

function visitRows(visits: VisitRow[], marks: MarkRow[], figures: ProgrammeFigures): Cell[][] {
	const byRevision = Map.groupBy(marks, ({ revisionId }) => revisionId);
	const head = ['location', 'visit', 'date', 'shopper', 'employee', 'state', 'appeal_open'];
	const scores = ['score', 'score_without_critical', 'critical_failures'];
	const { criteria, times } = figures;
	return [
		[...head, ...scores, ...[...criteria, ...times].map(({ name }) => name)],
		...visits.map((row) => {
			const own = byRevision.get(row.revisionId!) ?? [];
			return [
				...[row.location, row.number, localTime(row.timeZone, row.occurredAt).date],
				...[row.shopper, row.employee, row.state, row.isDisputed ? 'yes' : 'no'],
				...[row.score, row.withoutCritical, row.criticalFailures],
				...criteria.map(({ key }) => own.find((one) => one.criterion === key)?.value ?? null),
				...times.map(({ key }) => {
					const seconds = row.answers[key];
					return typeof seconds === 'number' ? seconds : null;
				})
			];
		})
	];
}

const figureHead = ['n', 'mean', 'low', 'high'];
type Figures = { n: number; mean: number | null; low: number | null; high: number | null };
const figureCells = ({ n, mean, low, high }: Figures) => [n, mean, low, high];

/** A group lies above the next; places without one have too few visits to be told apart. */
const locationRows = ({ groups, untold }: ProgrammeFigures): Cell[][] => [
	['group', 'location', ...figureHead],
	...groups.flatMap((all, i) => all.map((one) => [i + 1, one.name, ...figureCells(one)])),
	...untold.map((one) => [null, one.name, ...figureCells(one)])
];

const criteriaRows = ({ criteria, heat, overall }: ProgrammeFigures): Cell[][] => [
	['location', 'criterion', ...figureHead],
	...[...heat, { name: '*', cells: overall }].flatMap(({ name, cells }) =>
		cells.map((cell, i) => [name, criteria[i].name, ...figureCells(cell)])
	)
];

const timeRows = ({ times }: ProgrammeFigures): Cell[][] => [
	['time', 'standard', 'median', 'longest', ...figureHead.map((name) => `in_time_${name}`)],
	...times.map(({ name, standard, median, seconds, within }) => [
		...[name, standard, median, seconds.at(-1)!],
		...(within ? figureCells(within) : [])
	])
];

const waveRows = ({ waves }: ProgrammeFigures): Cell[][] => [
	['period', ...figureHead],
	...waves.map((one) => [one.label, ...figureCells(one)])
];
