import { sql } from 'drizzle-orm';
import {
	boolean,
	date,
	index,
	integer,
	jsonb,
	pgTable,
	text,
	unique,
	uniqueIndex,
	uuid
} from 'drizzle-orm/pg-core';
import type { CoachingReport, Outcome } from '../../../coaching-report.ts';
import type { Locale } from '../../../locales.ts';
import type { FilledWords } from '../../../report-words.ts';
import type { Reason } from '../../jobs/reasons.ts';
import { at, bytea, createdAt, id } from './columns.ts';
import { employees, teams, users } from './people.ts';

/** A coaching report: a draft that the lead edits, or issued and frozen. */
export const reports = pgTable(
	'reports',
	{
		id: id(),
		employeeId: uuid()
			.notNull()
			.references(() => employees.id),
		periodFrom: date().notNull(),
		periodTo: date().notNull(),
		locale: text().$type<Locale>().notNull(),
		/** As drawn. While a draft: with the lead's words in it. */
		content: jsonb().$type<CoachingReport>().notNull(),
		/** Which words are Plumbline's own. */
		filled: jsonb().$type<FilledWords>().notNull(),
		privateNote: text().notNull().default(''),
		version: integer().notNull().default(1),
		createdBy: uuid()
			.notNull()
			.references(() => users.id),
		updatedAt: at().notNull().defaultNow(),
		issuedAt: at(),
		issuedBy: uuid().references(() => users.id),
		/** SHA-256 of the issued bytes, hex. */
		sha256: text(),
		supersededAt: at(),
		/** The report that takes its place, from when that is begun. */
		supersededBy: uuid(),
		acknowledgedAt: at(),
		agreed: boolean(),
		employeeComment: text(),
		createdAt: createdAt()
	},
	(t) => [
		index('reports_by_employee').on(t.employeeId, t.periodTo, t.id),
		uniqueIndex('reports_one_draft')
			.on(t.employeeId, t.periodFrom, t.periodTo)
			.where(sql`${t.issuedAt} is null`)
	]
);

export const reportFiles = pgTable('report_files', {
	reportId: uuid()
		.primaryKey()
		.references(() => reports.id),
	bytes: bytea().notNull()
});

/** What was agreed in an issued report, and what became of it. */
export const actions = pgTable(
	'actions',
	{
		id: id(),
		reportId: uuid()
			.notNull()
			.references(() => reports.id),
		employeeId: uuid()
			.notNull()
			.references(() => employees.id),
		ordinal: integer().notNull(),
		action: text().notNull(),
		owner: text().notNull().default(''),
		due: date(),
		measure: text().notNull().default(''),
		baseline: text().notNull().default(''),
		target: text().notNull().default(''),
		outcome: text().$type<Outcome>(),
		outcomeNote: text().notNull().default(''),
		outcomeAt: at(),
		outcomeBy: uuid().references(() => users.id),
		createdAt: createdAt()
	},
	(t) => [index('actions_by_employee').on(t.employeeId, t.createdAt.desc().nullsFirst(), t.ordinal)]
);

/** "Reports for this team, September": one order, one report an employee, one zip. Kept for a month. */
export const reportBatches = pgTable(
	'report_batches',
	{
		id: id(),
		userId: uuid()
			.notNull()
			.references(() => users.id),
		periodFrom: date().notNull(),
		periodTo: date().notNull(),
		/** null: everybody whom the user may see. */
		teamId: uuid().references(() => teams.id),
		cancelledAt: at(),
		createdAt: createdAt()
	},
	(t) => [index('report_batches_newest').on(t.createdAt, t.id)]
);

export const reportBatchItems = pgTable(
	'report_batch_items',
	{
		/** Also of its job. */
		id: id(),
		batchId: uuid()
			.notNull()
			.references(() => reportBatches.id, { onDelete: 'cascade' }),
		employeeId: uuid()
			.notNull()
			.references(() => employees.id),
		reportId: uuid(),
		bytes: bytea(),
		/** Why there is none. */
		failure: jsonb().$type<Reason>(),
		doneAt: at()
	},
	(t) => [unique('report_batch_items_once').on(t.batchId, t.employeeId)]
);
