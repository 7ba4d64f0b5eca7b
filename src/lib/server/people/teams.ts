import { and, asc, eq, inArray, isNotNull, isNull, sql, type SQL } from 'drizzle-orm';
import { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import { roles, can, type Viewer } from '../../permissions.ts';
import { line } from '../../text.ts';
import { audit, changed } from '../audit/audit.ts';
import type { Db } from '../db/database.ts';
import { employees, teamLeads, teams, users } from '../db/schema/index.ts';
import { orTaken } from '../db/taken.ts';
import { conflict, invalid, notFound } from '../errors.ts';

export const teamSchema = z.object({
	name: line(100),
	leadIds: z.array(z.uuid()).max(20).default([])
});
export type TeamInput = z.output<typeof teamSchema>;

/** Which teams this viewer may see: all, those they lead, or their own. */
export function visibleTeams(viewer: Viewer): SQL | undefined {
	switch (viewer.role) {
		case 'admin':
		case 'reviewer':
			return undefined;
		case 'lead':
			return sql`exists (select from ${teamLeads} where ${teamLeads.teamId} = ${teams.id} and ${teamLeads.userId} = ${viewer.id})`;
		case 'employee':
			return sql`exists (select from ${employees} where ${employees.teamId} = ${teams.id} and ${employees.id} = ${viewer.employeeId})`;
		case 'shopper':
			return sql`false`;
	}
}

/** Teams by name with their leads and number of active employees; archived ones only when asked for. */
export const listTeams = (db: Db, viewer: Viewer, { archived = false } = {}) =>
	db
		.select(columns)
		.from(teams)
		.where(
			and(visibleTeams(viewer), archived ? isNotNull(teams.archivedAt) : isNull(teams.archivedAt))
		)
		.orderBy(asc(teams.name), asc(teams.id));

/** One team with its leads. */
export async function getTeam(db: Db, viewer: Viewer, id: string) {
	const [team] = await db
		.select(columns)
		.from(teams)
		.where(and(visibleTeams(viewer), eq(teams.id, id)));
	if (!team) throw notFound();
	return team;
}

/** Who can lead a team: active users whose role may write coaching reports. */
export const listPossibleLeads = (db: Db) =>
	db
		.select({ id: users.id, name: users.name })
		.from(users)
		.where(and(isNull(users.deactivatedAt), inArray(users.role, leading)))
		.orderBy(asc(users.name), asc(users.id));

export async function addTeam(db: Db, viewer: Viewer, input: TeamInput) {
	return db.transaction(async (db) => {
		const [{ id }] = await orTaken(
			db.insert(teams).values({ name: input.name }).returning({ id: teams.id }),
			nameTaken
		);
		await setLeads(db, id, input.leadIds);
		const { name, leads } = await getTeam(db, viewer, id);
		await audit(db, viewer, 'team.added', id, { after: { name, leads: namesOf(leads) } });
		return id;
	});
}

/** Changes the name and who leads; a lead who is left out no longer sees the team. */
export async function editTeam(db: Db, viewer: Viewer, id: string, input: TeamInput) {
	await db.transaction(async (db) => {
		const before = await getTeam(db, viewer, id);
		await orTaken(db.update(teams).set({ name: input.name }).where(eq(teams.id, id)), nameTaken);
		await setLeads(db, id, input.leadIds);
		const after = await getTeam(db, viewer, id);
		const change = changed(
			{ name: before.name, leads: namesOf(before.leads) },
			{ name: after.name, leads: namesOf(after.leads) }
		);
		if (change) await audit(db, viewer, 'team.edited', id, change);
	});
}

/** Takes a team out of the lists. Throws a conflict while somebody active is in it. */
export async function archiveTeam(db: Db, viewer: Viewer, id: string) {
	await db.transaction(async (db) => {
		const team = await getTeam(db, viewer, id);
		if (team.employeeCount) throw conflict(m.people_team_not_empty());
		await db.update(teams).set({ archivedAt: new Date() }).where(eq(teams.id, id));
		await audit(db, viewer, 'team.archived', id, { before: { name: team.name } });
	});
}

export async function restoreTeam(db: Db, viewer: Viewer, id: string) {
	await db.transaction(async (db) => {
		const { name } = await getTeam(db, viewer, id);
		await db.update(teams).set({ archivedAt: null }).where(eq(teams.id, id));
		await audit(db, viewer, 'team.restored', id, { after: { name } });
	});
}

const leading = roles.filter((role) => can({ role }, 'coaching:write'));

// Plain names: in a query on one table drizzle leaves the table out of a column's name.
const columns = {
	id: teams.id,
	name: teams.name,
	archivedAt: teams.archivedAt,
	employeeCount: sql<number>`(select count(*)::int from employees
		where employees.team_id = teams.id and employees.deactivated_at is null)`,
	leads: sql<{ id: string; name: string }[]>`(
		select coalesce(json_agg(json_build_object('id', users.id, 'name', users.name)
			order by users.name, users.id), '[]')
		from team_leads join users on users.id = team_leads.user_id
		where team_leads.team_id = teams.id and users.deactivated_at is null)`
};

const namesOf = (leads: { name: string }[]) => leads.map(({ name }) => name);

const nameTaken = { teams_name_unique: () => invalid(m.people_name_taken(), 'name') };

async function setLeads(db: Db, teamId: string, leadIds: string[]) {
	await db.delete(teamLeads).where(eq(teamLeads.teamId, teamId));
	if (!leadIds.length) return;
	const found = await db
		.select({ userId: users.id })
		.from(users)
		.where(and(inArray(users.id, leadIds), inArray(users.role, leading)));
	if (found.length < new Set(leadIds).size) throw invalid(m.people_lead_unfit(), 'leadIds');
	await db.insert(teamLeads).values(found.map(({ userId }) => ({ teamId, userId })));
}
