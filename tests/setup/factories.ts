import { eq } from 'drizzle-orm';
import { v7 } from 'uuid';
import type { Role, Viewer } from '../../src/lib/permissions.ts';
import type { Db } from '../../src/lib/server/db/database.ts';
import {
	employees,
	locations,
	teamLeads,
	teams,
	users
} from '../../src/lib/server/db/schema/index.ts';
import type { Criterion, Definition, Subject } from '../../src/lib/scorecard.ts';
import { createScorecard } from '../../src/lib/server/scorecards/scorecards.ts';
import { publishScorecard } from '../../src/lib/server/scorecards/versions.ts';

let count = 0;
const next = (what: string) => `${what} ${++count}`;

/** A user who can act; an employee's own user gets an `employeeId`. */
export async function addUser(
	db: Db,
	input: Partial<typeof users.$inferInsert> = {}
): Promise<Viewer> {
	const name = input.name ?? next(input.role ?? 'user');
	const email = input.email ?? `${v7()}@example.com`;
	const [user] = await db
		.insert(users)
		.values({ role: 'reviewer', ...input, name, email })
		.returning();
	return viewerOf(user);
}

/** A user's row as the viewer who asks. */
export function viewerOf(user: typeof users.$inferSelect): Viewer {
	const { id, name, email, role, employeeId, locale } = user;
	return { id, name, email, role, employeeId, locale, address: '192.0.2.1' };
}

/** A team, with its leads. */
export async function addTeam(db: Db, input: { name?: string; leads?: Viewer[] } = {}) {
	const [team] = await db
		.insert(teams)
		.values({ name: input.name ?? next('Team') })
		.returning();
	for (const lead of input.leads ?? [])
		await db.insert(teamLeads).values({ teamId: team.id, userId: lead.id });
	return team;
}

export async function addLocation(db: Db, input: Partial<typeof locations.$inferInsert> = {}) {
	const name = input.name ?? next('Shop');
	const [location] = await db
		.insert(locations)
		.values({ ...input, name, code: input.code ?? name })
		.returning();
	return location;
}

export async function addEmployee(db: Db, input: Partial<typeof employees.$inferInsert> = {}) {
	const name = input.name ?? next('Employee');
	const [employee] = await db
		.insert(employees)
		.values({ ...input, name, code: input.code ?? v7() })
		.returning();
	return employee;
}

/** The viewer that an employee is when they sign in. */
export async function addEmployeeUser(db: Db, employeeId: string): Promise<Viewer> {
	const [employee] = await db.select().from(employees).where(eq(employees.id, employeeId));
	return addUser(db, { role: 'employee', name: employee.name, employeeId });
}

/** A criterion of five levels with weight 10. */
export function criterionOf(key: string, input: Partial<Criterion> = {}): Criterion {
	return {
		key,
		name: { en: key },
		description: {},
		levels: [1, 2, 3, 4, 5].map((level) => ({ en: `${key} as of level ${level}` })),
		weight: 10,
		allowsNa: true,
		critical: null,
		commentBelow: null,
		evidenceBelow: null,
		rootCauses: [],
		coachingTip: {},
		...input
	};
}

/** One section with these criteria. */
export const definitionOf = (...criteria: Criterion[]): Definition => ({
	sections: [{ key: 'main', name: { en: 'Main' }, criteria }]
});

/** A scorecard, published unless told not to; without criteria: politeness and solution. */
export async function addScorecard(
	db: Db,
	input: {
		name?: string;
		criteria?: Criterion[];
		definition?: Definition;
		channels?: Subject[];
		teamIds?: string[];
		published?: boolean;
		viewer?: Viewer;
	} = {}
) {
	const viewer = input.viewer ?? (await addUser(db, { role: 'admin' }));
	const criteria = input.criteria ?? [criterionOf('politeness'), criterionOf('solution')];
	const definition = input.definition ?? definitionOf(...criteria);
	const { channels, teamIds } = input;
	const name = { en: input.name ?? next('Scorecard') };
	const made = await createScorecard(db, viewer, { name, definition, channels, teamIds });
	if (input.published !== false) await publishScorecard(db, viewer, made.id);
	return { ...made, definition, viewer };
}
