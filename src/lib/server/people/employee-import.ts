import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Problem } from '../../import-problem.ts';
import { locales, type Locale } from '../../locales.ts';
import type { Viewer } from '../../permissions.ts';
import { isPlain } from '../../text.ts';
import { audit, auditAll, changed } from '../audit/audit.ts';
import type { Db } from '../db/database.ts';
import { employees, locations, teams } from '../db/schema/index.ts';
import { employeeColumns, type EmployeeRow, type LineProblem } from './employee-file.ts';

/** An employee as a file knows them: team and location by name. */
type Picture = {
	code: string;
	name: string;
	email: string | null;
	team: string | null;
	location: string | null;
	locale: Locale;
};
type Known = Picture & { id: string; locationId: string | null };
type Named = { id: string; name: string; code?: string; archivedAt: Date | null };
type House = { employees: Known[]; teams: Named[]; locations: Named[] };
type Plan = {
	added: Picture[];
	changed: { before: Known; after: Picture }[];
	unchanged: number;
	newTeams: string[];
	newLocations: string[];
	problems: LineProblem[];
};

/**
 * Brings employees in, known by their code: the same file again changes nothing. Good lines go in,
 * each bad one is listed; unknown teams and locations are made. `dryRun` only says what would happen.
 */
export async function importEmployees(
	db: Db,
	viewer: Viewer,
	rows: EmployeeRow[],
	{ dryRun = false } = {}
) {
	return db.transaction(async (db) => {
		await db.execute(sql`select pg_advisory_xact_lock(hashtext('employees.import'))`);
		const plan = planImport(rows, await loadHouse(db));
		if (!dryRun) await carryOut(db, viewer, plan);
		return plan;
	});
}

async function loadHouse(db: Db): Promise<House> {
	const { rows } = await db.execute<Known>(sql`
		select e.id, e.code, e.name, e.email, t.name as team, l.name as location, e.locale, e.location_id as "locationId"
		from employees e left join teams t on t.id = e.team_id left join locations l on l.id = e.location_id`);
	return {
		employees: rows,
		teams: await db.select().from(teams),
		locations: await db.select().from(locations)
	};
}

/** Sorts the lines into what is new, changed, the same and wrong. */
function planImport(rows: EmployeeRow[], house: House): Plan {
	const plan: Plan = {
		added: [],
		changed: [],
		unchanged: 0,
		newTeams: [],
		newLocations: [],
		problems: []
	};
	const known = new Map(house.employees.map((employee) => [employee.code, employee]));
	const owners = new Map(
		house.employees.flatMap(({ email, code }) => (email ? [[email.toLowerCase(), code]] : []))
	);
	const lines = new Map<string, number>();
	const teamOf = namer(house.teams, plan.newTeams);
	const locationOf = namer(house.locations, plan.newLocations);
	for (const row of rows) {
		const before = known.get(row.code);
		const problem =
			cellProblem(row) ??
			twice(row, lines) ??
			emailProblem(row, owners) ??
			archivedProblem(row.team, house.teams) ??
			archivedProblem(row.location, house.locations);
		if (problem) {
			const excerpt = employeeColumns.flatMap((column) => row[column] || []).join(', ');
			plan.problems.push({ line: row.line, problem, excerpt: excerpt.slice(0, 200) });
			continue;
		}
		lines.set(row.code, row.line);
		const after: Picture = {
			code: row.code,
			name: row.name,
			email: kept(row.email, before?.email),
			team: kept(row.team && teamOf(row.team), before?.team),
			location: kept(row.location && locationOf(row.location), before?.location),
			locale: (kept(row.locale?.toLowerCase(), before?.locale) ?? 'en') as Locale
		};
		if (before?.email) owners.delete(before.email.toLowerCase());
		if (after.email) owners.set(after.email.toLowerCase(), row.code);
		if (!before) plan.added.push(after);
		else if (changed(pictureOf(before), after)) plan.changed.push({ before, after });
		else plan.unchanged++;
	}
	return plan;
}

/** A column that is not in the file stays; an empty cell empties it. */
const kept = (cell: string | undefined, before: string | null | undefined) =>
	cell === undefined ? (before ?? null) : cell || null;

const limits = { code: 50, name: 200, email: 320, team: 100, location: 50, locale: 10 };

function cellProblem(row: EmployeeRow): Problem | undefined {
	for (const field of employeeColumns) {
		const cell = row[field] ?? '';
		if (!cell && (field === 'code' || field === 'name'))
			return { code: 'empty_field', params: { field } };
		if (cell.length > limits[field])
			return { code: 'too_long', params: { field, max: limits[field] } };
		if (!isPlain(cell)) return { code: 'unstorable_text', params: { field } };
	}
	if (row.email && !z.email().safeParse(row.email).success)
		return { code: 'bad_email', params: { value: row.email } };
	const languages: readonly string[] = ['', ...locales];
	if (!languages.includes(row.locale?.toLowerCase() ?? ''))
		return { code: 'wrong_value', params: { field: 'locale', allowed: locales.join(', ') } };
}

function twice({ code }: EmployeeRow, lines: Map<string, number>): Problem | undefined {
	const line = lines.get(code);
	return line === undefined ? undefined : { code: 'code_twice', params: { code, line } };
}

function emailProblem({ code, email }: EmployeeRow, owners: Map<string, string>) {
	const owner = email && owners.get(email.toLowerCase());
	if (!owner || owner === code) return undefined;
	return { code: 'email_taken', params: { value: email, owner } } satisfies Problem;
}

function archivedProblem(name: string | undefined, all: Named[]): Problem | undefined {
	const found = name && findNamed(all, name);
	return found && found.archivedAt ? { code: 'archived', params: { name: found.name } } : undefined;
}

/** Gives a name as the house writes it; one that nobody knows is noted as new. */
function namer(all: Named[], fresh: string[]) {
	return (name: string) => {
		const known = findNamed(all, name)?.name ?? fresh.find((one) => alike(one, name));
		if (!known) fresh.push(name);
		return known ?? name;
	};
}

const findNamed = (all: Named[], name: string) =>
	all.find((one) => alike(one.name, name) || (one.code && alike(one.code, name)));

const alike = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();

async function carryOut(db: Db, viewer: Viewer, plan: Plan) {
	await addTeams(db, viewer, plan.newTeams);
	await addLocations(db, viewer, plan.newLocations);
	const idsOf = (all: Named[]) => new Map(all.map(({ name, id }) => [name, id]));
	const teamIds = idsOf(await db.select().from(teams));
	const locationIds = idsOf(await db.select().from(locations));
	const idFor = (ids: Map<string, string>, name: string | null) => (name ? ids.get(name) : null);
	const rowOf = ({ team, location, ...row }: Picture) => ({
		...row,
		teamId: idFor(teamIds, team),
		locationId: idFor(locationIds, location)
	});
	const saved = await upsert(db, [
		...plan.added.map(rowOf),
		...plan.changed.map(({ before, after }) => ({
			...rowOf(after),
			// Two locations may have the same name: who stays, stays where they are.
			...(after.location === before.location && { locationId: before.locationId })
		}))
	]);
	const events = plan.added.map((after) => ({ subject: saved.get(after.code)!, after }));
	await auditAll(db, viewer, 'employee.added', events);
	const edits = plan.changed.map(({ before, after }) => ({
		subject: before.id,
		...changed(pictureOf(before), after)
	}));
	await auditAll(db, viewer, 'employee.edited', edits);
	const { added, changed: edited, unchanged, problems } = plan;
	await audit(db, viewer, 'employees.imported', null, {
		after: {
			added: added.length,
			changed: edited.length,
			unchanged,
			refused: problems.length
		}
	});
}

async function addTeams(db: Db, viewer: Viewer, names: string[]) {
	if (!names.length) return;
	const values = names.map((name) => ({ name }));
	const rows = await db.insert(teams).values(values).returning();
	const events = rows.map(({ id, name }) => ({ subject: id, after: { name } }));
	await auditAll(db, viewer, 'team.added', events);
}

/** The name is the code too, until somebody gives a better one. */
async function addLocations(db: Db, viewer: Viewer, names: string[]) {
	if (!names.length) return;
	const values = names.map((name) => ({ name, code: name }));
	const rows = await db.insert(locations).values(values).returning();
	const events = rows.map(({ id, name }) => ({ subject: id, after: { code: name, name } }));
	await auditAll(db, viewer, 'location.added', events);
}

/** Ids by code. */
async function upsert(db: Db, rows: (typeof employees.$inferInsert)[]) {
	const ids = new Map<string, string>();
	const taken = (column: string) => sql.raw(`excluded.${column}`);
	for (let from = 0; from < rows.length; from += 1000) {
		const saved = await db
			.insert(employees)
			.values(rows.slice(from, from + 1000))
			.onConflictDoUpdate({
				target: employees.code,
				set: {
					name: taken('name'),
					email: taken('email'),
					teamId: taken('team_id'),
					locationId: taken('location_id'),
					locale: taken('locale')
				}
			})
			.returning({ id: employees.id, code: employees.code });
		for (const { id, code } of saved) ids.set(code, id);
	}
	return ids;
}

const pictureOf = ({ code, name, email, team, location, locale }: Known): Picture => ({
	code,
	name,
	email,
	team,
	location,
	locale
});
