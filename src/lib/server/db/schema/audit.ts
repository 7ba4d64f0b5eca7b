import { bigint, index, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { createdAt } from './columns.ts';

/** Who did what, on what, when, from where. A trigger refuses update, delete and truncate. */
export const auditEvents = pgTable(
	'audit_events',
	{
		id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
		createdAt: createdAt(),
		/** null: the system, or somebody not signed in. */
		actorId: uuid(),
		actorName: text().notNull().default(''),
		action: text().notNull(),
		subject: text(),
		address: text().notNull().default(''),
		before: jsonb(),
		after: jsonb()
	},
	(t) => [
		index('audit_events_by_action').on(t.action, t.id),
		index('audit_events_by_actor').on(t.actorId, t.id),
		index('audit_events_by_subject').on(t.subject, t.id),
		index('audit_events_by_time').on(t.createdAt)
	]
);
