import { readFile } from 'node:fs/promises';
import { and, eq, sql } from 'drizzle-orm';
import { seededRandom } from '../../bootstrap.ts';
import type { Viewer } from '../../permissions.ts';
import type { Channel } from '../../scorecard.ts';
import { hashPassword } from '../auth/passwords.ts';
import { importConversations } from '../conversations/importing.ts';
import type { ConversationRecord } from '../conversations/import/record.ts';
import type { Database, Db } from '../db/database.ts';
import {
	commentTemplates as commentTemplatesTable,
	conversations,
	employees,
	house,
	reviews,
	teamLeads,
	teams,
	transcripts,
	users
} from '../db/schema/index.ts';
import { startReview } from '../reviews/drafts.ts';
import { submitReview } from '../reviews/submit.ts';
import { createScorecard } from '../scorecards/scorecards.ts';
import { commentTemplates, templates } from '../scorecards/templates/index.ts';
import { publishScorecard } from '../scorecards/drafts.ts';
import { getScorecardVersion } from '../scorecards/versions.ts';
import type { Files } from '../files/files.ts';
import { addSound, demoCalls } from './call.ts';
import { acknowledgeOld, coachFirst } from './coaching.ts';
import { demoEmployees, demoPassword, demoTeams, demoUsers } from './people.ts';
import { writeReview } from './reviews.ts';
import { addVisits } from './visits.ts';

const months = 6;

/** Fills an empty house with people, real chats, a call, and made-up visits and reviews. Twice is once. */
export async function loadDemo(
	{ db, pool }: Pick<Database, 'db' | 'pool'>,
	store: { files: Files; dataDir: string },
	now = new Date()
) {
	const [state] = await db.select({ loadedAt: house.demoLoadedAt }).from(house);
	if (state.loadedAt) return false;
	const viewers = await db.transaction((db) => addPeople(db));
	const chats = await readChats();
	const records = [...playAgain(chats, now), ...demoCalls(now)];
	const stream = (async function* () {
		for (const record of records) yield Buffer.from(`${JSON.stringify(record)}\n`);
	})();
	await importConversations(pool, viewers[0], { fileName: 'demo.jsonl', format: 'jsonl', stream });
	await addSound(db, viewers[0], store);
	await db.transaction(async (db) => {
		await addScorecards(db, viewers[0]);
		await reviewMost(db, viewers, now);
		await addVisits(db, viewers, store, now);
		await acknowledgeOld(db, now);
		await db.update(house).set({ name: 'Demo house', demoLoadedAt: now });
	});
	await coachFirst(db, viewers, demoEmployees[0].code, now);
	return true;
}

/** A killed load is taken up again: who is there already is left alone. */
async function addPeople(db: Db): Promise<Viewer[]> {
	const passwordHash = await hashPassword(demoPassword);
	await db
		.insert(teams)
		.values(demoTeams.map(({ name }) => ({ name })))
		.onConflictDoNothing();
	const teamRows = await db.select().from(teams);
	const teamId = (name: string) => teamRows.find((team) => team.name === name)!.id;
	await db
		.insert(employees)
		.values(
			demoEmployees.map(({ code, name, team, locale }) => ({
				code,
				name,
				locale,
				teamId: teamId(team)
			}))
		)
		.onConflictDoNothing();
	const employeeRows = await db.select().from(employees);
	const employeeId = (code?: string) => employeeRows.find((one) => one.code === code)?.id;
	await db
		.insert(users)
		.values(
			demoUsers.map(({ employee, ...user }) => ({
				...user,
				passwordHash,
				employeeId: employeeId(employee)
			}))
		)
		.onConflictDoNothing();
	const userRows = await db.select().from(users);
	const userOf = (email: string) => userRows.find((user) => user.email === email)!;
	await db
		.insert(teamLeads)
		.values(demoTeams.map(({ name, lead }) => ({ teamId: teamId(name), userId: userOf(lead).id })))
		.onConflictDoNothing();
	return demoUsers.map(({ email }) => ({ ...userOf(email), address: 'demo' }));
}

async function readChats(): Promise<ConversationRecord[]> {
	const text = await readFile(new URL('./chats.jsonl', import.meta.url), 'utf8');
	return text
		.trim()
		.split('\n')
		.map((line) => JSON.parse(line) as ConversationRecord);
}

/** The same chats on many days: each employee has some every month, the last ones today. */
function playAgain(chats: ConversationRecord[], now: Date): ConversationRecord[] {
	const random = seededRandom(7);
	const played: ConversationRecord[] = [];
	for (let month = months - 1; month >= 0; month--)
		for (const { code, monthly } of demoEmployees)
			for (let i = 0; i < monthly + 2; i++) {
				const chat = chats[Math.floor(random() * chats.length)];
				const startedAt = moment(now, month, random);
				played.push({ ...shift(chat, startedAt), source: 'demo', employee: code });
			}
	return played
		.sort((a, b) => a.startedAt!.localeCompare(b.startedAt!))
		.map((record, i) => ({ ...record, id: `C-${1001 + i}` }));
}

/** Some working hour of the month that lies so many months back, never in the future. */
function moment(now: Date, monthsBack: number, random: () => number) {
	const first = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - monthsBack, 1);
	const next = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - monthsBack + 1, 1);
	const last = Math.min(next, now.getTime());
	const day = Math.floor((random() * (last - first)) / 86_400_000) * 86_400_000;
	const at = first + day + (7 + random() * 9) * 3_600_000;
	return new Date(Math.min(at, now.getTime() - random() * 3_600_000));
}

function shift(chat: ConversationRecord, startedAt: Date): ConversationRecord {
	const first = chat.segments.find(({ at }) => at)?.at;
	const by = first ? startedAt.getTime() - Date.parse(first) : 0;
	const segments = chat.segments.map((segment) =>
		segment.at ? { ...segment, at: new Date(Date.parse(segment.at) + by).toISOString() } : segment
	);
	return { ...chat, segments, startedAt: startedAt.toISOString() };
}

async function addScorecards(db: Db, admin: Viewer) {
	for (const { name, description, definition, channels } of templates) {
		const made = await createScorecard(db, admin, {
			name,
			description,
			definition,
			channels: channels.length ? channels : ['visit']
		});
		await publishScorecard(db, admin, made.id);
	}
	await db.insert(commentTemplatesTable).values(commentTemplates.map(({ text }) => ({ text })));
}

/** Leaves the two newest chats of everybody for the visitor to review, and the call of one. */
async function reviewMost(db: Db, viewers: Viewer[], now: Date) {
	const random = seededRandom(11);
	const reviewers = viewers.filter(({ role }) => role === 'reviewer');
	const written = { reviewers, now, random };
	for (const person of demoEmployees) {
		const chats = await conversationsOf(db, person, 'chat');
		for (const [i, chat] of chats.slice(0, -2).entries()) {
			const [before, after] = person.skill;
			const skill = before + ((after - before) * i) / chats.length;
			await review(db, { ...person, skill }, chat, i, written);
		}
	}
	const [first] = demoEmployees;
	const [call] = await conversationsOf(db, first, 'call');
	await review(db, { ...first, skill: 0.9 }, call, 0, { ...written, random: seededRandom(3) });
}

const conversationsOf = (db: Db, { code }: { code: string }, channel: Channel) =>
	db
		.select({ id: conversations.id, at: conversations.occurredAt, said: transcripts.segments })
		.from(conversations)
		.innerJoin(transcripts, eq(transcripts.conversationId, conversations.id))
		.innerJoin(employees, eq(employees.id, conversations.employeeId))
		.where(
			and(
				eq(employees.code, code),
				eq(conversations.source, 'demo'),
				eq(conversations.channel, channel)
			)
		)
		.orderBy(conversations.occurredAt, conversations.id);
type Said = Awaited<ReturnType<typeof conversationsOf>>[number];

async function review(
	db: Db,
	judged: Parameters<typeof writeReview>[2],
	{ id: conversationId, at, said }: Said,
	i: number,
	{ reviewers, now, random }: { reviewers: Viewer[]; now: Date; random: () => number }
) {
	const reviewer = reviewers[i % reviewers.length];
	const id = await startReview(db, reviewer, { conversationId });
	const { definition } = await versionOf(db, id);
	const document = writeReview(definition, said, judged, random);
	await submitReview(db, reviewer, id, { document });
	await backdate(db, id, new Date(Math.min(at.getTime() + 86_400_000, now.getTime())));
}

async function versionOf(db: Db, reviewId: string) {
	const [review] = await db
		.select({ versionId: reviews.scorecardVersionId })
		.from(reviews)
		.where(eq(reviews.id, reviewId));
	return getScorecardVersion(db, review.versionId);
}

const backdate = (db: Db, reviewId: string, at: Date) =>
	db
		.update(reviews)
		.set({ submittedAt: at, releaseAt: at, createdAt: sql`least(created_at, ${at.toISOString()})` })
		.where(eq(reviews.id, reviewId));
