import { and, eq, sql } from 'drizzle-orm';
import { v7 } from 'uuid';
import type { Viewer } from '../../permissions.ts';
import type { Db } from '../db/database.ts';
import { locations, visits } from '../db/schema/index.ts';

/**
 * Brings the visits in step with the programme, in its transaction: each location has as many as wanted, those that
 * are too many and taken by nobody are cancelled, and open ones move with the period.
 */
export async function planVisits(db: Db, viewer: Viewer, programmeId: string) {
	const missing = await db.execute<{ location: string; number: number }>(sql`
		select l.location_id as location, n.number from programmes p
		join programme_locations l on l.programme_id = p.id
		cross join lateral generate_series(1, p.visits_per_location) as n(number)
		where p.id = ${programmeId} and not exists (select from visits v where v.programme_id = p.id
			and v.location_id = l.location_id and v.number = n.number)
		order by l.location_id, n.number`);
	const rows = missing.rows.map(({ location, number }) => ({
		id: v7(),
		event: v7(),
		location,
		number
	}));
	const given = sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
		as row (id uuid, event uuid, location uuid, number int)`;
	await db.execute(sql`
		with planned as (
			insert into visits (id, programme_id, location_id, number, opens_on, due_on)
			select row.id, p.id, row.location, row.number, p.starts_on, p.ends_on
			from programmes p, ${given}
			where p.id = ${programmeId} returning id
		)
		insert into visit_events (id, visit_id, state, user_id)
		select row.event, row.id, 'planned', ${viewer.id} from ${given} join planned on planned.id = row.id`);
	const wanted = sql`exists (select from programmes p join programme_locations l on l.programme_id = p.id
		where p.id = v.programme_id and l.location_id = v.location_id and v.number <= p.visits_per_location)`;
	await db.execute(sql`
		with gone as (
			update visits v set state = 'cancelled', shopper_id = null
			where v.programme_id = ${programmeId} and v.state = 'planned' and not ${wanted} returning v.id
		), back as (
			update visits v set state = 'planned', shopper_id = null
			where v.programme_id = ${programmeId} and v.state = 'cancelled' and ${wanted}
				and not exists (select from visit_events e where e.visit_id = v.id
					and e.state = 'cancelled' and e.reason <> '') returning v.id
		)
		insert into visit_events (id, visit_id, state, user_id)
		select gen_random_uuid(), id, 'cancelled', ${viewer.id}::uuid from gone
		union all select gen_random_uuid(), id, 'planned', ${viewer.id}::uuid from back`);
	await db.execute(sql`
		update visits v set opens_on = p.starts_on, due_on = p.ends_on from programmes p
		where p.id = v.programme_id and p.id = ${programmeId} and v.state in ('planned', 'taken', 'in_progress')`);
}

/** How far each location of the programme is. `overdue`: the day has passed and nothing was filed. */
export function listCoverage(db: Db, programmeId: string) {
	const count = (condition: ReturnType<typeof sql>) =>
		sql<number>`count(*) filter (where ${condition})::int`;
	return db
		.select({
			locationId: locations.id,
			name: locations.name,
			planned: count(sql`${visits.state} not in ('cancelled', 'excluded')`),
			taken: count(sql`${visits.state} in ('taken', 'in_progress')`),
			filed: count(sql`${visits.state} in ('filed', 'in_check', 'returned', 'filed_again')`),
			approved: count(sql`${visits.state} in ('approved', 'released')`),
			overdue:
				count(sql`${visits.state} = 'expired' or (${visits.state} in ('planned', 'taken', 'in_progress')
				and ${visits.dueOn} < (now() at time zone ${locations.timeZone})::date)`)
		})
		.from(visits)
		.innerJoin(locations, eq(locations.id, visits.locationId))
		.where(and(eq(visits.programmeId, programmeId)))
		.groupBy(locations.id)
		.orderBy(locations.name, locations.id);
}
