import { eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Viewer } from '../../permissions.ts';
import { line } from '../../text.ts';
import { audit, changed } from '../audit/audit.ts';
import type { Db } from '../db/database.ts';
import { house } from '../db/schema/index.ts';

export const houseSchema = z.object({
	name: line(100),
	/** Between submitting a review and the employee seeing it; 0 is at once. */
	releaseAfterHours: z.number().int().min(0).max(720),
	/** Reviews that a reviewer means to do in a week. */
	weeklyGoal: z.number().int().min(0).max(1000)
});
export type House = z.output<typeof houseSchema>;

/** What the house calls itself and how it works. */
export async function getHouse(db: Db): Promise<House> {
	const [row] = await db
		.select({
			name: house.name,
			releaseAfterHours: house.releaseAfterHours,
			weeklyGoal: house.weeklyGoal
		})
		.from(house);
	return row;
}

export async function editHouse(db: Db, viewer: Viewer, input: House) {
	await db.transaction(async (db) => {
		const change = changed(await getHouse(db), input);
		if (!change) return;
		await db.update(house).set(input).where(eq(house.id, true));
		await audit(db, viewer, 'house.edited', null, change);
	});
}

export const setupSteps = [
	'house',
	'teams',
	'employees',
	'users',
	'scorecards',
	'conversations',
	'mail'
] as const;
export type SetupStep = (typeof setupSteps)[number];

/** What a new house still lacks: each step in the order in which to take it, and whether it is done. */
export async function listSetupSteps(db: Db, settings: { smtpUrl?: string }) {
	const { rows } = await db.execute<Record<SetupStep, boolean>>(sql`select
		(select name <> 'Plumbline' from house) as house,
		exists (select from teams where archived_at is null) as teams,
		exists (select from employees where deactivated_at is null) as employees,
		exists (select from users where role <> 'admin' and deactivated_at is null) as users,
		exists (select from scorecard_versions where published_at is not null) as scorecards,
		exists (select from conversations) as conversations,
		${Boolean(settings.smtpUrl)}::boolean as mail`);
	return setupSteps.map((step) => ({ step, isDone: rows[0][step] }));
}
