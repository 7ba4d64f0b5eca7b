import { and, asc, desc, eq, isNull, sql, type SQL } from 'drizzle-orm';
import type {
	ConversationFilter,
	ConversationState,
	Cursor,
	Place
} from '../../conversation-filter.ts';
import { can, type Viewer } from '../../permissions.ts';
import type { Channel } from '../../scorecard.ts';
import { boundsOfDay } from '../../time-zone.ts';
import type { Db } from '../db/database.ts';
import {
	conversations,
	disputes,
	employees,
	reviews,
	serviceStandards,
	teams,
	transcripts
} from '../db/schema/index.ts';
import { visibleTeams } from '../people/teams.ts';
import { visibleEmployees } from '../people/visibility.ts';
import { runningImports, type RunningImport } from './imports.ts';
import { ownViews } from './saved-views.ts';
import { fold } from './search-text.ts';
import { visibleConversations } from './visibility.ts';

const pageSize = 50;

/**
 * One page, newest first. `newer` and `older` are where the neighbouring pages begin, null at the ends.
 * One statement, prepared once for each set of filters.
 */
export async function listConversations(
	db: Db,
	viewer: Viewer,
	filter: ConversationFilter = {},
	place: Place = null,
	size = pageSize
) {
	const isBackwards = place !== null && 'newer' in place;
	const cursor = place && ('newer' in place ? place.newer : place.older);
	const found = await run(db, viewer, filter, cursor, isBackwards, size);
	const page = found.slice(0, size);
	if (isBackwards) page.reverse();
	const hasMore = found.length > size;
	const edge = (row?: (typeof page)[number]): Cursor | null =>
		row ? { at: row.at, id: row.id } : null;
	return {
		rows: page,
		newer: cursor && (!isBackwards || hasMore) ? edge(page[0]) : null,
		older: isBackwards || hasMore ? edge(page.at(-1)) : null
	};
}

type Statement = ReturnType<typeof build>;
/** PostgreSQL tells prepared statements apart by name. */
const prepared = new WeakMap<Db, Map<string, Statement>>();
let names = 0;

async function run(
	db: Db,
	viewer: Viewer,
	filter: ConversationFilter,
	cursor: Cursor | null,
	isBackwards: boolean,
	size: number
) {
	const used = usedBy(filter);
	const direction = isBackwards ? 'newer' : cursor ? 'older' : 'newest';
	const shape = [viewer.role, direction, filter.state, ...used].join(' ');
	const known = prepared.get(db) ?? new Map<string, Statement>();
	prepared.set(db, known);
	const statement = known.get(shape) ?? build(db, viewer, filter, cursor !== null, isBackwards);
	known.set(shape, statement);
	return statement.execute({
		...filter,
		q: filter.q && fold(filter.q),
		from: filter.from && boundsOfDay(filter.from).start,
		to: filter.to && boundsOfDay(filter.to).end,
		viewer: viewer.id,
		at: cursor?.at,
		id: cursor?.id,
		limit: size + 1
	});
}

const usedBy = (filter: ConversationFilter) =>
	(Object.keys(conditions) as (keyof typeof conditions)[]).filter((key) => filter[key]);

function build(
	db: Db,
	viewer: Viewer,
	filter: ConversationFilter,
	hasCursor: boolean,
	isBackwards: boolean
) {
	const { occurredAt, id } = conversations;
	const anybody = { ...viewer, id: sql.placeholder('viewer') as unknown as string };
	const beside = isBackwards
		? sql`(${occurredAt}, ${id}) > (${sql.placeholder('at')}::timestamptz, ${sql.placeholder('id')}::uuid)`
		: sql`(${occurredAt}, ${id}) < (${sql.placeholder('at')}::timestamptz, ${sql.placeholder('id')}::uuid)`;
	const order = isBackwards ? asc : desc;
	// How many match a word or a tag differs too much for one plan: those are planned each time
	const name = filter.q || filter.tag ? '' : `conversations ${++names}`;
	return db
		.select(listed)
		.from(conversations)
		.leftJoin(employees, eq(employees.id, conversations.employeeId))
		.leftJoin(teams, eq(teams.id, employees.teamId))
		.where(
			and(
				visibleConversations(anybody),
				...usedBy(filter).map((key) => conditions[key]),
				filter.state && states[filter.state],
				hasCursor ? beside : undefined
			)
		)
		.orderBy(order(occurredAt), order(id))
		.limit(sql.placeholder('limit'))
		.prepare(name);
}

const { id: conversationId } = conversations;
const judgements = sql`select ${reviews.conversationId} from ${reviews}`;
const submitted = sql`${judgements} where ${reviews.submittedAt} is not null`;
const unsubmitted = sql`${judgements} where ${reviews.submittedAt} is null`;
const questioned = sql`${judgements} join ${disputes} on ${disputes.reviewId} = ${reviews.id}
	where ${disputes.decidedAt} is null`;
const ofThis = sql`${reviews.conversationId} = ${conversationId}`;

// Not exists: for that PostgreSQL reads all reviews into a hash, for every page
const any = (found: SQL) => sql`(${found} and ${ofThis} limit 1) is not null`;
const stateOf = sql<ConversationState>`case when ${any(questioned)} then 'disputed'
	when ${any(submitted)} then 'reviewed' when ${any(unsubmitted)} then 'drafted' else 'new' end`;

const states: Record<ConversationState, SQL> = {
	new: sql`not exists (${judgements} where ${ofThis})`,
	drafted: sql`${conversationId} in (${unsubmitted}) and not exists (${submitted} and ${ofThis})`,
	reviewed: sql`${conversationId} in (${submitted}) and not exists (${questioned} and ${ofThis})`,
	disputed: sql`${conversationId} in (${questioned})`
};

const listed = {
	id: conversations.id,
	at: sql<string>`${conversations.occurredAt}::text`,
	channel: conversations.channel,
	opening: conversations.opening,
	subject: conversations.subject,
	language: conversations.language,
	employeeName: employees.name,
	employeeHint: conversations.employeeHint,
	teamName: teams.name,
	occurredAt: conversations.occurredAt,
	firstAnswerMs: conversations.firstAnswerMs,
	longestWaitMs: conversations.longestWaitMs,
	state: stateOf,
	/** Of the review submitted last. */
	score: sql<number | null>`(select ${reviews.score}::float8 from ${reviews}
		where ${reviews.conversationId} = ${conversations.id} and ${reviews.submittedAt} is not null
		order by ${reviews.submittedAt} desc, ${reviews.id} desc limit 1)`
};

const given = (name: keyof ConversationFilter) => sql.placeholder(name);
/** The last word may be a beginning. */
const query = sql`regexp_replace(websearch_to_tsquery('simple', ${given('q')})::text, '''$', ''':*')::tsquery`;

const conditions: Record<Exclude<keyof ConversationFilter, 'state'>, SQL> = {
	// Offset 0: found by their index first, because a beginning of a rare word is thought to be common
	q: sql`${conversations.id} in (select ${transcripts.conversationId} from ${transcripts}
		where ${transcripts.search} @@ ${query} offset 0)`,
	channel: sql`${conversations.channel} = ${given('channel')}`,
	employee: sql`${conversations.employeeId} = ${given('employee')}`,
	team: sql`${conversations.employeeId} in (select ${employees.id} from ${employees}
		where ${employees.teamId} = ${given('team')})`,
	from: sql`${conversations.occurredAt} >= ${given('from')}::timestamptz`,
	to: sql`${conversations.occurredAt} < ${given('to')}::timestamptz`,
	language: sql`${conversations.language} = ${given('language')}`,
	tag: sql`${conversations.tags} @> array[${given('tag')}::text]`,
	unassigned: isNull(conversations.employeeId)
};

/** What stands around the list: names for the filters, and what needs attention. One statement. */
export async function getListSurroundings(db: Db, viewer: Viewer, filter: ConversationFilter) {
	const mayImport = can(viewer, 'conversations:import');
	const [around] = await db
		.select({
			employee: sql<string | null>`(select ${employees.name} from ${employees}
				where ${and(sql`${employees.id} = ${filter.employee ?? null}::uuid`, visibleEmployees(viewer))})`,
			team: sql<string | null>`(select ${teams.name} from ${teams}
				where ${and(sql`${teams.id} = ${filter.team ?? null}::uuid`, visibleTeams(viewer))})`,
			views: ownViews(db, viewer),
			hasWaiting: mayImport
				? sql<boolean>`exists (select from ${conversations} where ${conversations.employeeId} is null)`
				: sql<boolean>`false`,
			running: mayImport ? runningImports : sql<RunningImport[]>`'[]'::json`,
			standards: sql<
				Partial<Record<Channel, number>>
			>`(select json_object_agg(${serviceStandards.channel},
				${serviceStandards.firstAnswerSeconds} * 1000) from ${serviceStandards}
				where ${serviceStandards.firstAnswerSeconds} is not null)`
		})
		.from(sql`(select 1) as one`);
	return around;
}

/** Whom the filter offers: employees and teams that the viewer may see. */
export async function listChoices(db: Db, viewer: Viewer) {
	const [people, groups] = await Promise.all([
		db
			.select({ id: employees.id, name: employees.name })
			.from(employees)
			.where(visibleEmployees(viewer))
			.orderBy(asc(employees.name), asc(employees.id))
			.limit(2000),
		db
			.select({ id: teams.id, name: teams.name })
			.from(teams)
			.where(visibleTeams(viewer))
			.orderBy(asc(teams.name))
	]);
	return { employees: people, teams: groups };
}
