import { m } from '#lib/paraglide/messages.js';
import { fromCell, toCsv } from '../../csv.ts';
import type { Problem } from '../../import-problem.ts';
import { locales } from '../../locales.ts';
import type { Viewer } from '../../permissions.ts';
import { readRows } from '../conversations/import/csv/rows.ts';
import type { Db } from '../db/database.ts';
import { listEmployees, type EmployeeFilter } from './employees.ts';

export const employeeColumns = ['code', 'name', 'email', 'team', 'location', 'locale'] as const;
type Column = (typeof employeeColumns)[number];

/** A line of the file. A column that the file does not have is left as it is in the house. */
export type EmployeeRow = { line: number; code: string; name: string } & {
	[column in Exclude<Column, 'code' | 'name'>]?: string;
};
export type LineProblem = { line: number; problem: Problem; excerpt: string };

/** Reads a CSV file of employees: any usual delimiter and encoding, header in one of our languages. */
export async function readEmployees(file: AsyncIterable<Uint8Array>) {
	const rows: EmployeeRow[] = [];
	const problems: LineProblem[] = [];
	let columns: (Column | undefined)[] | undefined;
	for await (const { line, cells, problem } of readRows(file, {})) {
		const refuse = (problem: Problem) =>
			problems.push({ line, problem, excerpt: cells.join(', ').slice(0, 200) });
		if (problem) refuse(problem);
		else if (columns) rows.push(rowOf(line, columns, cells));
		else {
			columns = cells.map((cell) => columnOf(cell));
			const wrong = headerProblem(columns);
			if (!wrong) continue;
			refuse(wrong);
			break;
		}
		if (problem && !columns) break;
	}
	if (!columns && !problems.length) problems.push({ line: 1, problem: empty, excerpt: '' });
	return { rows, problems };
}

/** The employees of the filter as a file that `readEmployees` reads back. */
export async function writeEmployees(db: Db, viewer: Viewer, filter: EmployeeFilter) {
	const { rows } = await listEmployees(db, viewer, filter, 1_000_000);
	const lines = rows.map((row) => employeeColumns.map((column) => row[column]));
	return toCsv([[...employeeColumns], ...lines]);
}

const empty: Problem = { code: 'csv_empty', params: {} };

function headerProblem(columns: (Column | undefined)[]): Problem | undefined {
	const missing = (['code', 'name'] as const).find((column) => !columns.includes(column));
	if (missing) return { code: 'csv_no_column', params: { column: missing } };
	const twice = columns.find((column, index) => column && columns.indexOf(column) !== index);
	return twice && { code: 'csv_column_twice', params: { column: twice } };
}

function rowOf(line: number, columns: (Column | undefined)[], cells: string[]) {
	const row: EmployeeRow = { line, code: '', name: '' };
	columns.forEach((column, index) => {
		if (column) row[column] = fromCell((cells[index] ?? '').trim());
	});
	return row;
}

/** Our own names of the columns and the words of the form, in any of our languages. */
function columnOf(header: string): Column | undefined {
	const word = plain(header);
	return employeeColumns.find(
		(column) =>
			word === column || locales.some((locale) => word === plain(labels[column]({}, { locale })))
	);
}

const labels = {
	code: m.people_code,
	name: m.person_name,
	email: m.login_email,
	team: m.people_team,
	location: m.people_location,
	locale: m.nav_language
};

const plain = (text: string) => text.trim().toLowerCase().replace(/[-_ ]/g, '');
