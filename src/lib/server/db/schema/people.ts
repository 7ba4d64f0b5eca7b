import { sql } from 'drizzle-orm';
import {
	bigint,
	index,
	integer,
	jsonb,
	pgTable,
	primaryKey,
	text,
	uniqueIndex,
	uuid
} from 'drizzle-orm/pg-core';
import type { Locale } from '../../../locales.ts';
import type { Role } from '../../../permissions.ts';
import type { VisitWindow } from '../../../visit-windows.ts';
import { at, createdAt, exact, id } from './columns.ts';

export const locations = pgTable('locations', {
	id: id(),
	code: text().notNull().unique(),
	name: text().notNull(),
	address: text().notNull().default(''),
	timeZone: text().notNull().default('UTC'),
	/** Degrees, WGS 84; both or neither. */
	latitude: exact(),
	longitude: exact(),
	/** In its own time; none: nobody has entered them. */
	openingHours: jsonb().$type<VisitWindow[]>().notNull().default([]),
	archivedAt: at(),
	createdAt: createdAt()
});

export const teams = pgTable('teams', {
	id: id(),
	name: text().notNull().unique(),
	archivedAt: at(),
	createdAt: createdAt()
});

/** The person who is judged; may or may not sign in. */
export const employees = pgTable(
	'employees',
	{
		id: id(),
		code: text().notNull().unique(),
		name: text().notNull(),
		email: text(),
		teamId: uuid().references(() => teams.id),
		locationId: uuid().references(() => locations.id),
		locale: text().$type<Locale>().notNull().default('en'),
		deactivatedAt: at(),
		createdAt: createdAt()
	},
	(t) => [
		uniqueIndex('employees_email').on(sql`lower(${t.email})`),
		index('employees_by_name').on(t.name, t.id),
		index('employees_by_team').on(t.teamId)
	]
);

/** Other names under which a source knows an employee. */
export const employeeAliases = pgTable('employee_aliases', {
	/** Lower case, trimmed. */
	alias: text().primaryKey(),
	employeeId: uuid()
		.notNull()
		.references(() => employees.id),
	createdAt: createdAt()
});

export const users = pgTable(
	'users',
	{
		id: id(),
		email: text().notNull(),
		name: text().notNull(),
		role: text().$type<Role>().notNull(),
		locale: text().$type<Locale>().notNull().default('en'),
		/** argon2id in PHC form; null until the invitation is taken. */
		passwordHash: text(),
		employeeId: uuid()
			.unique()
			.references(() => employees.id),
		deactivatedAt: at(),
		createdAt: createdAt()
	},
	(t) => [uniqueIndex('users_email').on(sql`lower(${t.email})`)]
);

export const teamLeads = pgTable(
	'team_leads',
	{
		teamId: uuid()
			.notNull()
			.references(() => teams.id),
		userId: uuid()
			.notNull()
			.references(() => users.id)
	},
	(t) => [primaryKey({ columns: [t.teamId, t.userId] }), index('team_leads_by_user').on(t.userId)]
);

export const sessions = pgTable(
	'sessions',
	{
		/** SHA-256 of the token, hex. */
		id: text().primaryKey(),
		userId: uuid()
			.notNull()
			.references(() => users.id),
		expiresAt: at().notNull(),
		createdAt: createdAt(),
		address: text().notNull().default(''),
		userAgent: text().notNull().default('')
	},
	(t) => [index('sessions_by_user').on(t.userId)]
);

/** Single-use links: invitation and password reset. */
export const userTokens = pgTable('user_tokens', {
	/** SHA-256 of the token, hex. */
	id: text().primaryKey(),
	userId: uuid()
		.notNull()
		.references(() => users.id),
	kind: text().$type<'invitation' | 'reset'>().notNull(),
	expiresAt: at().notNull(),
	usedAt: at(),
	createdAt: createdAt()
});

export const apiTokens = pgTable('api_tokens', {
	id: id(),
	userId: uuid()
		.notNull()
		.references(() => users.id),
	name: text().notNull(),
	/** SHA-256, hex. */
	tokenHash: text().notNull().unique(),
	lastUsedAt: at(),
	revokedAt: at(),
	createdAt: createdAt()
});

/** Written by rate-limiter-flexible. */
export const rateLimits = pgTable('rate_limits', {
	key: text().primaryKey(),
	points: integer().notNull().default(0),
	expire: bigint({ mode: 'number' })
});
