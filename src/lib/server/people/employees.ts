import { and, asc, eq, gt, isNotNull, isNull, sql, type SQL } from 'drizzle-orm';
import { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import { locales } from '../../locales.ts';
import type { Viewer } from '../../permissions.ts';
import { line, optionalEmail, optionalId } from '../../text.ts';
import { audit, changed } from '../audit/audit.ts';
import type { Db } from '../db/database.ts';
import {
	employeeAliases,
	employees,
	locations,
	teamLeads,
	teams,
	users
} from '../db/schema/index.ts';
import { orTaken } from '../db/taken.ts';
import { invalid, notFound } from '../errors.ts';
import { pageOf, pageSize } from './pages.ts';
import { contains } from '../db/search.ts';
import { visibleEmployees } from './visibility.ts';

export const employeeSchema = z.object({
	code: line(50),
	name: line(200),
	email: optionalEmail.default(''),
	teamId: optionalId.default(''),
	locationId: optionalId.default(''),
	locale: z.enum(locales).default('en'),
	aliases: z.array(line(200)).max(50).default([])
});
export type EmployeeInput = z.output<typeof employeeSchema>;

export type EmployeeFilter = {
	/** In name, code, e-mail or alias. */
	search?: string;
	/** 'none': without a team. */
	teamId?: string;
	locationId?: string;
	state?: 'active' | 'inactive' | 'all';
	/** Id of the last employee of the page before. */
	after?: string;
};

/** A page of employees by name. */
export async function listEmployees(
	db: Db,
	viewer: Viewer,
	filter: EmployeeFilter = {},
	size = pageSize
) {
	const rows = await db
		.select({
			id: employees.id,
			code: employees.code,
			name: employees.name,
			email: employees.email,
			team: teams.name,
			location: locations.name,
			locale: employees.locale,
			deactivatedAt: employees.deactivatedAt
		})
		.from(employees)
		.leftJoin(teams, eq(teams.id, employees.teamId))
		.leftJoin(locations, eq(locations.id, employees.locationId))
		.where(and(visibleEmployees(viewer), matching(filter)))
		.orderBy(asc(employees.name), asc(employees.id))
		.limit(size + 1);
	return pageOf(rows, size);
}

/** One employee with team, its leads, location, aliases and account. */
export const getEmployee = (db: Db, viewer: Viewer, id: string) =>
	getOne(db, viewer, eq(employees.id, id));

/** The same by code. */
export const getEmployeeByCode = (db: Db, viewer: Viewer, code: string) =>
	getOne(db, viewer, eq(employees.code, code));

async function getOne(db: Db, viewer: Viewer, isWanted: SQL) {
	const [employee] = await db
		.select({
			id: employees.id,
			code: employees.code,
			name: employees.name,
			email: employees.email,
			locale: employees.locale,
			teamId: employees.teamId,
			team: teams.name,
			leads: sql<string[]>`array(select ${users.name} from ${teamLeads}
				join ${users} on ${users.id} = ${teamLeads.userId}
				where ${teamLeads.teamId} = ${employees.teamId} and ${users.deactivatedAt} is null
				order by ${users.name}, ${users.id})`,
			locationId: employees.locationId,
			location: locations.name,
			aliases: sql<string[]>`array(select ${employeeAliases.alias} from ${employeeAliases}
				where ${employeeAliases.employeeId} = ${employees.id} order by ${employeeAliases.alias})`,
			userId: sql<string | null>`(select ${users.id} from ${users}
				where ${users.employeeId} = ${employees.id})`,
			deactivatedAt: employees.deactivatedAt
		})
		.from(employees)
		.leftJoin(teams, eq(teams.id, employees.teamId))
		.leftJoin(locations, eq(locations.id, employees.locationId))
		.where(and(visibleEmployees(viewer), isWanted));
	if (!employee) throw notFound();
	return employee;
}

export async function addEmployee(db: Db, viewer: Viewer, input: EmployeeInput) {
	return db.transaction(async (db) => {
		const insert = db.insert(employees).values(rowOf(input)).returning({ id: employees.id });
		const [{ id }] = await orTaken(insert, taken);
		await setAliases(db, id, input.aliases);
		const after = pictureOf(await getEmployee(db, viewer, id));
		await audit(db, viewer, 'employee.added', id, { after });
		return id;
	});
}

export async function editEmployee(db: Db, viewer: Viewer, id: string, input: EmployeeInput) {
	await db.transaction(async (db) => {
		const before = pictureOf(await getEmployee(db, viewer, id));
		const update = db.update(employees).set(rowOf(input)).where(eq(employees.id, id));
		await orTaken(update, taken);
		await setAliases(db, id, input.aliases);
		const change = changed(before, pictureOf(await getEmployee(db, viewer, id)));
		if (change) await audit(db, viewer, 'employee.edited', id, change);
	});
}

/** Has left: out of the lists, history kept. An account of theirs is deactivated on its own. */
export const deactivateEmployee = (db: Db, viewer: Viewer, id: string) =>
	setDeactivated(db, viewer, id, new Date(), 'employee.deactivated');

export const reactivateEmployee = (db: Db, viewer: Viewer, id: string) =>
	setDeactivated(db, viewer, id, null, 'employee.reactivated');

/** One more name under which a source knows this employee. */
export async function addAlias(db: Db, viewer: Viewer, id: string, alias: string) {
	await db.transaction(async (db) => {
		const { aliases } = await getEmployee(db, viewer, id);
		const before = { aliases };
		const after = { aliases: [...aliases, toAlias(alias)] };
		if (aliases.includes(toAlias(alias))) return;
		await setAliases(db, id, after.aliases);
		await audit(db, viewer, 'employee.edited', id, { before, after });
	});
}

/** As aliases are kept and compared. */
export const toAlias = (name: string) => name.trim().toLowerCase();

function matching({ search, teamId, locationId, state = 'active', after }: EmployeeFilter) {
	const aliases = sql`(select string_agg(${employeeAliases.alias}, ' ') from ${employeeAliases}
		where ${employeeAliases.employeeId} = ${employees.id})`;
	const conditions: (SQL | undefined)[] = [
		search?.trim()
			? contains(search, [employees.name, employees.code, employees.email, aliases])
			: undefined,
		teamId === 'none' ? isNull(employees.teamId) : undefined,
		teamId && teamId !== 'none' ? eq(employees.teamId, teamId) : undefined,
		locationId ? eq(employees.locationId, locationId) : undefined,
		state === 'active' ? isNull(employees.deactivatedAt) : undefined,
		state === 'inactive' ? isNotNull(employees.deactivatedAt) : undefined,
		after
			? gt(
					sql`(${employees.name}, ${employees.id})`,
					sql`(select cursor.name, cursor.id from ${employees} as cursor where cursor.id = ${after})`
				)
			: undefined
	];
	return and(...conditions);
}

const taken = {
	employees_code_unique: () => invalid(m.people_code_taken(), 'code'),
	employees_email: () => invalid(m.people_email_taken(), 'email'),
	employee_aliases_pkey: () => invalid(m.people_alias_taken(), 'aliases')
};

const rowOf = ({ code, name, email, teamId, locationId, locale }: EmployeeInput) => ({
	code,
	name,
	locale,
	email: email || null,
	teamId: teamId || null,
	locationId: locationId || null
});

type Employee = Awaited<ReturnType<typeof getEmployee>>;

/** What the audit log shows of an employee. */
const pictureOf = ({ code, name, email, team, location, locale, aliases }: Employee) => ({
	code,
	name,
	email,
	team,
	location,
	locale,
	aliases
});

async function setAliases(db: Db, employeeId: string, names: string[]) {
	const aliases = [...new Set(names.map(toAlias))].filter(Boolean);
	await db.delete(employeeAliases).where(eq(employeeAliases.employeeId, employeeId));
	if (!aliases.length) return;
	const insert = db.insert(employeeAliases).values(aliases.map((alias) => ({ alias, employeeId })));
	await orTaken(insert, taken);
}

async function setDeactivated(db: Db, viewer: Viewer, id: string, at: Date | null, action: string) {
	await db.transaction(async (db) => {
		const { code, name } = await getEmployee(db, viewer, id);
		await db.update(employees).set({ deactivatedAt: at }).where(eq(employees.id, id));
		await audit(db, viewer, action, id, { after: { code, name } });
	});
}
