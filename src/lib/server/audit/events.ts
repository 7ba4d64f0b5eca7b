import { and, desc, eq, gte, inArray, lt, sql, type SQL } from 'drizzle-orm';
import { validate } from 'uuid';
import { can, type Viewer } from '../../permissions.ts';
import { boundsOfDay } from '../../time-zone.ts';
import type { Db } from '../db/database.ts';
import { auditEvents, users } from '../db/schema/index.ts';
import { contains } from '../db/search.ts';

export type AuditFilter = {
	action?: string;
	/** Part of the name or e-mail of who did it. */
	person?: string;
	/** Id of what it was done to, or part of its name or code. */
	subject?: string;
	/** First and last day, both included, as 2026-10-03, by the calendar of the house. */
	from?: string;
	to?: string;
	/** Id of the last event of the page before. */
	before?: number;
};

/** A page of the audit log, newest first, with the names of its subjects as they are now. */
export async function listAuditEvents(db: Db, viewer: Viewer, filter: AuditFilter, size = 50) {
	if (!can(viewer, 'audit:read')) return { rows: [], next: null };
	const events = await db
		.select()
		.from(auditEvents)
		.where(await matching(db, filter))
		.orderBy(desc(auditEvents.id))
		.limit(size + 1);
	const shown = events.slice(0, size);
	const names = await nameSubjects(db, shown);
	const rows = shown.map((event) => ({
		...event,
		subjectName: (event.subject && names.get(event.subject)) || null
	}));
	return { rows, next: events.length > size ? shown.at(-1)!.id : null };
}

/** The actions that were ever written, in order of the alphabet. */
export async function listAuditActions(db: Db): Promise<string[]> {
	// A skip scan: one step in the index an action, however long the log is.
	const { rows } = await db.execute<{ action: string }>(sql`
		with recursive seen as (
			(select action from audit_events order by action limit 1)
			union all
			select (select action from audit_events where action > seen.action order by action limit 1)
			from seen where seen.action is not null
		) select action from seen where action is not null`);
	return rows.map(({ action }) => action);
}

async function matching(db: Db, filter: AuditFilter): Promise<SQL | undefined> {
	const { action, person, subject, from, to, before } = filter;
	const nobody = sql`false`;
	const doers = person?.trim() ? await findPeople(db, person) : undefined;
	const subjects = subject?.trim() ? await findSubjects(db, subject.trim()) : undefined;
	return and(
		action ? eq(auditEvents.action, action) : undefined,
		doers && (doers.length ? inArray(auditEvents.actorId, doers) : nobody),
		subjects && inArray(auditEvents.subject, subjects),
		from ? gte(auditEvents.createdAt, boundsOfDay(from).start) : undefined,
		to ? lt(auditEvents.createdAt, boundsOfDay(to).end) : undefined,
		before ? lt(auditEvents.id, before) : undefined
	);
}

async function findPeople(db: Db, text: string) {
	const rows = await db
		.select({ id: users.id })
		.from(users)
		.where(contains(text, [users.name, users.email]));
	return rows.map(({ id }) => id);
}

/** The text may be an id, or part of what the thing is called now. */
async function findSubjects(db: Db, text: string) {
	const { rows } = await db.execute<{ id: string }>(
		sql`select id::text from ${named} where ${contains(text, [sql`name`])} limit 500`
	);
	return [text, ...rows.map(({ id }) => id)];
}

async function nameSubjects(db: Db, events: { subject: string | null }[]) {
	const ids = [...new Set(events.map(({ subject }) => subject))].filter((id) => validate(id));
	if (!ids.length) return new Map<string, string>();
	const { rows } = await db.execute<{ id: string; name: string }>(
		sql`select id, name from ${called} where id in ${ids}`
	);
	return new Map(rows.map(({ id, name }) => [id, name]));
}

/** What people search the log for. */
const people = sql`
	select id, name || ' · ' || email as name from users
	union all select id, name || ' · ' || code from employees
	union all select id, name from teams
	union all select id, name || ' · ' || code from locations`;
const named = sql`(${people}) as named`;

/** What everything that the log speaks of is called; too much to search. */
const called = sql`(${people}
	union all select id, external_id from conversations
	union all select reviews.id, employees.name || ' · ' || conversations.external_id
		from reviews join employees on employees.id = reviews.employee_id
		join conversations on conversations.id = reviews.conversation_id
	union all select reports.id, employees.name || ' · ' || reports.period_from
		from reports join employees on employees.id = reports.employee_id
	union all select id, coalesce(name->>'en', name->>'ru', name->>'lv', name->>'ro') from scorecards
	union all select id, left(coalesce(text->>'en', text->>'ru', text->>'lv', text->>'ro'), 60)
		from comment_templates
) as called`;
