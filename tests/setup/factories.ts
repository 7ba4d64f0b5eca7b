import { eq, sql } from 'drizzle-orm';
import { v7 } from 'uuid';
import { programmeSchema, type ProgrammeInput } from '../../src/lib/programme.ts';
import { draftQuestionSchema } from '../../src/lib/question-schema.ts';
import type { Question } from '../../src/lib/questions.ts';
import { reviewDraftSchema, type ReviewDraft } from '../../src/lib/review.ts';
import type { Viewer } from '../../src/lib/permissions.ts';
import type { Db } from '../../src/lib/server/db/database.ts';
import {
	conversations,
	employees,
	locations,
	shoppers,
	teamLeads,
	teams,
	transcripts,
	users,
	visits
} from '../../src/lib/server/db/schema/index.ts';
import type { Criterion, Definition, Rating, Subject } from '../../src/lib/scorecard.ts';
import { startReview } from '../../src/lib/server/reviews/drafts.ts';
import { submitReview } from '../../src/lib/server/reviews/submit.ts';
import { createScorecard } from '../../src/lib/server/scorecards/scorecards.ts';
import { publishScorecard } from '../../src/lib/server/scorecards/drafts.ts';
import { addProgramme } from '../../src/lib/server/visits/programmes.ts';
import type { Segment } from '../../src/lib/transcript.ts';
import { visitFilingSchema, type VisitFiling } from '../../src/lib/visit-document.ts';

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

/** A chat of two messages, unless told otherwise, that happened at `occurredAt`. */
export async function addConversation(
	db: Db,
	input: Partial<typeof conversations.$inferInsert> & { segments?: Partial<Segment>[] } = {}
) {
	const { segments: given, ...columns } = input;
	const said = given ?? [
		{ speaker: 'customer', text: 'My parcel is late.' },
		{ speaker: 'employee', text: 'I am sorry. It arrives tomorrow.' }
	];
	const segments = said.map((segment, ordinal): Segment => ({
		ordinal,
		speaker: 'customer',
		kind: 'message',
		text: '',
		...segment
	}));
	const [conversation] = await db
		.insert(conversations)
		.values({
			source: 'test',
			externalId: v7(),
			channel: 'chat',
			occurredAt: new Date('2026-09-15T09:00:00Z'),
			opening: segments[0]?.text,
			messageCount: segments.length,
			contentHash: '',
			...columns
		})
		.returning();
	const search = sql`to_tsvector('simple', ${segments.map(({ text }) => text).join(' ')})`;
	await db.insert(transcripts).values({ conversationId: conversation.id, segments, search });
	return { ...conversation, segments };
}

/** What a reviewer writes: a level, or a whole rating, by criterion. */
export const draftOf = (
	ratings: Record<string, number | Partial<Rating>>,
	document: Partial<ReviewDraft> = {}
): ReviewDraft =>
	reviewDraftSchema.parse({
		ratings: Object.fromEntries(
			Object.entries(ratings).map(([key, rating]) => [
				key,
				typeof rating === 'number' ? { level: rating } : rating
			])
		),
		...document
	});

/** A submitted review, made by the domain's own functions. */
export async function addReview(
	db: Db,
	input: {
		employeeId: string;
		reviewer?: Viewer;
		ratings?: Record<string, number | Partial<Rating>>;
		document?: Partial<ReviewDraft>;
		scorecardVersionId?: string;
		conversation?: Parameters<typeof addConversation>[1];
	}
) {
	const reviewer = input.reviewer ?? (await addUser(db, { role: 'reviewer' }));
	const scorecardVersionId = input.scorecardVersionId ?? (await addScorecard(db)).versionId;
	const { employeeId } = input;
	const conversation = await addConversation(db, { employeeId, ...input.conversation });
	const conversationId = conversation.id;
	const id = await startReview(db, reviewer, { conversationId, scorecardVersionId });
	const document = draftOf(input.ratings ?? { politeness: 4, solution: 4 }, input.document);
	await submitReview(db, reviewer, id, { document });
	return { id, reviewer, conversation, scorecardVersionId };
}

/** A shopper with a profile. */
export async function addShopper(db: Db, input: Partial<typeof shoppers.$inferInsert> = {}) {
	const viewer = await addUser(db, { role: 'shopper' });
	const code = input.code ?? next('S');
	await db.insert(shoppers).values({ ...input, userId: viewer.id, code });
	return viewer;
}

/** A form for visits: one scored criterion, a text and a control question whose true answer is yes. */
export async function addVisitForm(db: Db) {
	const options = ['yes', 'no'].map((key) => ({ key, name: { en: key } }));
	const questions = [
		questionOf('story', { minLength: 10 }),
		questionOf('poster', { kind: 'integrity', options, answer: 'yes' })
	];
	const [section] = definitionOf(criterionOf('greeting', { commentBelow: 3 })).sections;
	const definition = { sections: [{ ...section, questions }] };
	return addScorecard(db, { definition, channels: ['visit'] });
}

/** A question as the builder makes it. */
export const questionOf = (key: string, input: Partial<Question> = {}): Question =>
	draftQuestionSchema.parse({ key, kind: 'text', name: { en: key }, ...input });

/** A programme of one location, this month and next, with its visits planned. */
export async function addProgrammeFor(db: Db, input: Partial<ProgrammeInput> = {}) {
	const admin = await addUser(db, { role: 'admin' });
	const location = await addLocation(db, { timeZone: 'Europe/Riga' });
	const day = (offset: number) =>
		new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
	const scorecardVersionId = input.scorecardVersionId ?? (await addVisitForm(db)).versionId;
	const id = await addProgramme(
		db,
		admin,
		programmeSchema.parse({
			name: next('Programme'),
			startsOn: day(-30),
			endsOn: day(30),
			locationIds: [location.id],
			...input,
			scorecardVersionId
		})
	);
	const planned = await db.select().from(visits).where(eq(visits.programmeId, id));
	return { id, admin, location, visits: planned, visit: planned[0], scorecardVersionId };
}

/** What a phone sends of a visit that went well. */
export const filingOf = (
	visitId: string,
	scorecardVersionId: string,
	input: Partial<VisitFiling> = {}
): VisitFiling =>
	visitFilingSchema.parse({
		visitId,
		scorecardVersionId,
		startedAt: '2026-09-15T09:00:00Z',
		endedAt: '2026-09-15T09:30:00Z',
		answers: { story: 'I came in and was greeted.', poster: 'yes' },
		ratings: { greeting: { level: 4 } },
		...input
	});
