import {
	boolean,
	date,
	doublePrecision,
	index,
	integer,
	jsonb,
	numeric,
	pgTable,
	primaryKey,
	text,
	unique,
	uuid,
	type AnyPgColumn
} from 'drizzle-orm/pg-core';
import type { Locale } from '../../../locales.ts';
import type { ageBands, QuizQuestion, staffRules } from '../../../programme.ts';
import type { PhotoProblem } from '../../../photo.ts';
import type { VisitDocument } from '../../../visit-document.ts';
import type { FlagDetails, FlagRule, FlagVerdict } from '../../../visit-flags.ts';
import type { VisitState } from '../../../visit-states.ts';
import type { VisitWindow } from '../../../visit-windows.ts';
import { at, createdAt, id } from './columns.ts';
import { employees, locations, users } from './people.ts';
import { scorecardVersions } from './scorecards.ts';

const money = () => numeric({ precision: 12, scale: 2 });
const day = () => date({ mode: 'string' });
const programme = () =>
	uuid()
		.notNull()
		.references(() => programmes.id);
const location = () =>
	uuid()
		.notNull()
		.references(() => locations.id);

export type AgeBand = (typeof ageBands)[number];

/** What is visited, when, by whom, and what the shopper has to know. */
export const programmes = pgTable('programmes', {
	id: id(),
	name: text().notNull(),
	brand: text().notNull().default(''),
	startsOn: day().notNull(),
	endsOn: day().notNull(),
	/** The form of visits that are still to be filed. */
	scorecardVersionId: uuid()
		.notNull()
		.references(() => scorecardVersions.id),
	visitsPerLocation: integer().notNull().default(1),
	/** No shopper comes to a location twice within so many days; 0: as often as they like. */
	rotationDays: integer().notNull().default(0),
	windows: jsonb().$type<VisitWindow[]>().notNull().default([]),
	scenario: text().notNull().default(''),
	legend: text().notNull().default(''),
	awkwardQuestions: text().notNull().default(''),
	purchase: text().notNull().default(''),
	budget: money(),
	fee: money(),
	expenses: money(),
	currency: text().notNull().default('EUR'),
	wantedPhotos: text().notNull().default(''),
	wantsReceipt: boolean().notNull().default(false),
	wantsAudio: boolean().notNull().default(false),
	maxDistanceMetres: integer(),
	minMinutes: integer(),
	staff: text().$type<(typeof staffRules)[number]>().notNull().default('described'),
	/** Any of them; none: any language. */
	languages: text().array().$type<Locale[]>().notNull().default([]),
	ageBands: text().array().$type<AgeBand[]>().notNull().default([]),
	needsCar: boolean().notNull().default(false),
	quiz: jsonb().$type<QuizQuestion[]>().notNull().default([]),
	quizPercent: integer().notNull().default(80),
	declaration: text().notNull().default(''),
	/** Days after the approval within which a visit can be appealed. */
	appealDays: integer().notNull().default(14),
	/** The wave before: the trend runs over all of them. */
	previousId: uuid().references((): AnyPgColumn => programmes.id),
	archivedAt: at(),
	createdAt: createdAt()
});

/** Pictures of a programme's briefing; a later wave names the same file. */
export const briefingPhotos = pgTable(
	'briefing_photos',
	{
		id: id(),
		programmeId: programme(),
		caption: text().notNull().default(''),
		photoKey: text().notNull(),
		width: integer().notNull(),
		height: integer().notNull(),
		createdAt: createdAt()
	},
	(t) => [index('briefing_photos_by_programme').on(t.programmeId, t.id)]
);

export const programmeLocations = pgTable(
	'programme_locations',
	{ programmeId: programme(), locationId: location() },
	(t) => [primaryKey({ columns: [t.programmeId, t.locationId] })]
);

/** What is known of a shopper besides the account. Everybody but administrators knows the code only. */
export const shoppers = pgTable('shoppers', {
	userId: uuid()
		.primaryKey()
		.references(() => users.id),
	code: text().notNull().unique(),
	languages: text().array().$type<Locale[]>().notNull().default([]),
	car: boolean().notNull().default(false),
	ageBand: text().$type<AgeBand>(),
	createdAt: createdAt()
});

/** Where a shopper goes; no row: anywhere. */
export const shopperLocations = pgTable(
	'shopper_locations',
	{
		userId: uuid()
			.notNull()
			.references(() => shoppers.userId),
		locationId: location()
	},
	(t) => [primaryKey({ columns: [t.userId, t.locationId] })]
);

/** How a shopper got ready for a programme: the quiz passed, the declaration signed. */
export const programmeShoppers = pgTable(
	'programme_shoppers',
	{
		programmeId: programme(),
		userId: uuid()
			.notNull()
			.references(() => shoppers.userId),
		quizAttempts: integer().notNull().default(0),
		/** Percent of the best attempt. */
		quizBest: integer(),
		quizPassedAt: at(),
		signedAt: at(),
		signedName: text(),
		/** The declaration as it was read. */
		signedText: text()
	},
	(t) => [primaryKey({ columns: [t.programmeId, t.userId] })]
);

/** One visit of one location; its history is `visit_events`. */
export const visits = pgTable(
	'visits',
	{
		id: id(),
		programmeId: programme(),
		locationId: location(),
		number: integer().notNull(),
		state: text().$type<VisitState>().notNull().default('planned'),
		opensOn: day().notNull(),
		dueOn: day().notNull(),
		/** While planned: whom it is offered to. */
		shopperId: uuid().references(() => shoppers.userId),
		/** The filing that is checked; the others are kept beside it. */
		filingId: uuid(),
		/** Who was judged, as the editor found out. */
		employeeId: uuid().references(() => employees.id),
		startedAt: at(),
		filedAt: at(),
		approvedAt: at(),
		/** Until when the shopper should file again. */
		returnDueAt: at(),
		/** 1..5, by the editor. */
		shopperRating: integer(),
		remindedAt: at(),
		createdAt: createdAt()
	},
	(t) => [
		unique('visits_number').on(t.programmeId, t.locationId, t.number),
		index('visits_by_shopper').on(t.shopperId, t.state),
		index('visits_by_state').on(t.state, t.dueOn, t.id)
	]
);

/** Every change of a visit: to which state, who, when, why. Never changed. */
export const visitEvents = pgTable(
	'visit_events',
	{
		id: id(),
		visitId: uuid()
			.notNull()
			.references(() => visits.id),
		state: text().$type<VisitState>().notNull(),
		/** null: the house itself, by the calendar. */
		userId: uuid().references(() => users.id),
		/** Whom a planned visit is offered to. */
		offeredTo: uuid().references(() => shoppers.userId),
		reason: text().notNull().default(''),
		createdAt: createdAt()
	},
	(t) => [index('visit_events_by_visit').on(t.visitId, t.id)]
);

/** What a shopper sent, as it was sent; the id was made on the phone. Never changed. */
export const visitFilings = pgTable(
	'visit_filings',
	{
		id: uuid().primaryKey(),
		visitId: uuid()
			.notNull()
			.references(() => visits.id),
		shopperId: uuid()
			.notNull()
			.references(() => shoppers.userId),
		scorecardVersionId: uuid()
			.notNull()
			.references(() => scorecardVersions.id),
		/** SHA-256 of the content, hex. */
		hash: text().notNull(),
		document: jsonb().$type<VisitDocument>().notNull(),
		/** What a person has to look at, such as `late` or `integrity:poster`. */
		marks: text().array().notNull().default([]),
		receivedAt: createdAt()
	},
	(t) => [index('visit_filings_by_visit').on(t.visitId, t.receivedAt)]
);

/** A photo as it came from a phone, also before the visit itself came. Never changed, never shown as it came. */
export const visitFiles = pgTable(
	'visit_files',
	{
		/** Made on the phone: the same upload again is the same row. */
		id: uuid().primaryKey(),
		visitId: uuid()
			.notNull()
			.references(() => visits.id),
		shopperId: uuid()
			.notNull()
			.references(() => shoppers.userId),
		/** As the answers and the manifest call it. */
		name: text().notNull(),
		bytes: integer().notNull(),
		sha256: text().notNull(),
		/** By its content. */
		mediaType: text().notNull(),
		originalKey: text().notNull(),
		/** Of the copy that others see; null: not made yet, or there can be none. */
		shownKey: text(),
		width: integer(),
		height: integer(),
		/** Why there is no copy. */
		problem: text().$type<PhotoProblem>(),
		/** Without it nothing is kept of time and place. */
		agreed: boolean().notNull().default(false),
		takenAt: at(),
		latitude: doublePrecision(),
		longitude: doublePrecision(),
		accuracyMetres: doublePrecision(),
		receivedAt: createdAt()
	},
	(t) => [unique('visit_files_once').on(t.visitId, t.shopperId, t.name, t.sha256)]
);

/** Other content that came under an id already used: kept for the editor. */
export const visitFilingConflicts = pgTable(
	'visit_filing_conflicts',
	{
		id: id(),
		filingId: uuid()
			.notNull()
			.references(() => visitFilings.id),
		hash: text().notNull(),
		document: jsonb().$type<VisitDocument>().notNull(),
		receivedAt: createdAt()
	},
	(t) => [unique('visit_filing_conflicts_once').on(t.filingId, t.hash)]
);

/** Spelling put right by an editor; the shopper's words stay in the filing. The newest counts. */
export const visitCorrections = pgTable(
	'visit_corrections',
	{
		id: id(),
		filingId: uuid()
			.notNull()
			.references(() => visitFilings.id),
		/** Of a question, or of a criterion for its comment. */
		key: text().notNull(),
		text: text().notNull(),
		userId: uuid()
			.notNull()
			.references(() => users.id),
		createdAt: createdAt()
	},
	(t) => [index('visit_corrections_by_filing').on(t.filingId, t.id)]
);

/** What the editor asks the shopper about one question. */
export const visitComments = pgTable(
	'visit_comments',
	{
		id: id(),
		filingId: uuid()
			.notNull()
			.references(() => visitFilings.id),
		key: text().notNull(),
		text: text().notNull(),
		userId: uuid()
			.notNull()
			.references(() => users.id),
		createdAt: createdAt()
	},
	(t) => [index('visit_comments_by_filing').on(t.filingId, t.id)]
);

/** What a rule found in a filing. Found once; a person closes it with a word. */
export const visitFlags = pgTable(
	'visit_flags',
	{
		id: id(),
		filingId: uuid()
			.notNull()
			.references(() => visitFilings.id),
		rule: text().$type<FlagRule>().notNull(),
		/** Of a question or criterion, or the id of a photo; '' for the whole visit. */
		key: text().notNull().default(''),
		details: jsonb().$type<FlagDetails>().notNull().default({}),
		createdAt: createdAt(),
		verdict: text().$type<FlagVerdict>(),
		word: text().notNull().default(''),
		closedAt: at(),
		closedBy: uuid().references(() => users.id)
	},
	(t) => [unique('visit_flags_once').on(t.filingId, t.rule, t.key)]
);

/** Fingerprints of what a shopper wrote, to find the same text in other visits. */
export const visitTextPrints = pgTable(
	'visit_text_prints',
	{
		filingId: uuid()
			.notNull()
			.references(() => visitFilings.id),
		key: text().notNull(),
		prints: integer().array().notNull()
	},
	(t) => [
		primaryKey({ columns: [t.filingId, t.key] }),
		index('visit_text_prints_overlap').using('gin', t.prints)
	]
);

/** How a photo looks, to find it again in other visits; no print: too plain to tell, or not to be read. */
export const visitPhotoPrints = pgTable('visit_photo_prints', {
	fileId: uuid()
		.primaryKey()
		.references(() => visitFiles.id),
	/** 128 bits, hex. */
	print: text(),
	createdAt: createdAt()
});

/** What a shopper gets for a visit, as a person decided it. */
export const visitPays = pgTable(
	'visit_pays',
	{
		visitId: uuid()
			.primaryKey()
			.references(() => visits.id),
		shopperId: uuid()
			.notNull()
			.references(() => shoppers.userId),
		fee: numeric({ precision: 12, scale: 2 }).notNull(),
		expenses: numeric({ precision: 12, scale: 2 }).notNull(),
		currency: text().notNull(),
		word: text().notNull().default(''),
		approvedAt: at().notNull().defaultNow(),
		approvedBy: uuid()
			.notNull()
			.references(() => users.id)
	},
	(t) => [index('visit_pays_by_shopper').on(t.shopperId, t.approvedAt)]
);
