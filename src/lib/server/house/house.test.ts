import { asc, eq } from 'drizzle-orm';
import * as make from '../../../../tests/setup/factories.ts';
import { expect, test } from '../../../../tests/setup/test.ts';
import type { Db } from '../db/database.ts';
import { auditEvents, house } from '../db/schema/index.ts';
import { getStandards } from '../conversations/standards.ts';
import { editHouse, getHouse, houseSchema, listSetupSteps } from './house.ts';
import { editServiceStandard, listServiceStandards } from './standards.ts';

const admin = (db: Db) => make.addUser(db, { role: 'admin' });
const missing = async (db: Db, settings = {}) =>
	(await listSetupSteps(db, settings)).filter(({ isDone }) => !isDone).map(({ step }) => step);

test('a new house lacks everything; each step is ticked off by doing it', async ({ db }) => {
	const ada = await admin(db);
	expect(await missing(db)).toEqual([
		'house',
		'teams',
		'employees',
		'users',
		'scorecards',
		'conversations',
		'mail'
	]);
	await editHouse(db, ada, { name: 'Shop & Co', releaseAfterHours: 0, weeklyGoal: 20 });
	const team = await make.addTeam(db);
	await make.addEmployee(db, { teamId: team.id });
	await make.addUser(db, { role: 'reviewer' });
	expect(await missing(db, { smtpUrl: 'smtp://mail.example.com' })).toEqual([
		'scorecards',
		'conversations'
	]);
});

test('what the house is called and how it works is changed and written down', async ({ db }) => {
	const ada = await admin(db);
	const after = { name: 'Shop & Co', releaseAfterHours: 24, weeklyGoal: 30 };
	await editHouse(db, ada, after);
	await editHouse(db, ada, after);
	expect(await getHouse(db)).toEqual(after);
	const events = await db.select().from(auditEvents);
	expect(events).toMatchObject([
		{ action: 'house.edited', before: { name: 'Plumbline', releaseAfterHours: 0 }, after }
	]);
	expect(await db.select({ id: house.id }).from(house).where(eq(house.id, true))).toHaveLength(1);
});

test.each([
	{ releaseAfterHours: -1 },
	{ releaseAfterHours: 721 },
	{ weeklyGoal: 1.5 },
	{ name: ' ' }
])('%j is no way to run a house', (values) => {
	const good = { name: 'Shop', releaseAfterHours: 0, weeklyGoal: 20 };
	expect(houseSchema.safeParse({ ...good, ...values }).success).toBe(false);
});

test('the standards that ship can be changed per channel, and conversations are measured by them', async ({
	db
}) => {
	const ada = await admin(db);
	expect(
		(await listServiceStandards(db)).map((one) => [one.channel, one.firstAnswerSeconds])
	).toEqual([
		['chat', 60],
		['call', 20],
		['email', 86_400],
		['social', 3600],
		['messenger', 3600],
		['ticket', 86_400]
	]);
	const chat = { firstAnswerSeconds: 30, abandonSeconds: null, note: { en: 'be quick' } };
	await editServiceStandard(db, ada, 'chat', chat);
	await editServiceStandard(db, ada, 'chat', chat);
	expect((await getStandards(db)).chat).toEqual({ firstAnswerMs: 30_000, abandonMs: null });
	const events = await db.select().from(auditEvents).orderBy(asc(auditEvents.id));
	expect(events).toMatchObject([
		{
			action: 'standard.edited',
			subject: 'chat',
			before: { firstAnswerSeconds: 60, abandonSeconds: 300 },
			after: { firstAnswerSeconds: 30, abandonSeconds: null }
		}
	]);
});
