import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import {
	addProgrammeFor,
	addShopper,
	addUser,
	filingOf
} from '../../../../tests/setup/factories.ts';
import { temporaryFolder } from '../../../../tests/setup/folders.ts';
import { expect, test } from '../../../../tests/setup/test.ts';
import { v7 } from 'uuid';
import { programmes, users, visits } from '../db/schema/index.ts';
import {
	acceptVisit,
	assignVisit,
	cancelVisit,
	declineVisit,
	expireVisits,
	listBoard,
	takeVisit
} from './assignment.ts';
import { assignFromFile } from './assignment-file.ts';
import { calendarFile } from './calendar.ts';
import { fileVisit } from './filing.ts';
import { listCoverage } from './planning.ts';
import { editProgramme, getProgramme, programmeInput } from './programmes.ts';
import { getReadiness, signDeclaration, takeQuiz } from './qualification.ts';
import { remindShoppers } from './reminders.ts';
import { listShoppers } from './shoppers.ts';
import { getVisit, listVisitEvents, listVisits, pageOfVisits } from './visits.ts';

test('two shoppers who take the same visit at once: one gets it, the other is told', async ({
	db
}) => {
	const { visit } = await addProgrammeFor(db);
	const shoppers = [await addShopper(db), await addShopper(db)];
	const results = await Promise.allSettled(shoppers.map((one) => takeVisit(db, one, visit.id)));
	expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
	expect(results.find(({ status }) => status === 'rejected')).toMatchObject({
		reason: { status: 409 }
	});
	const [taken] = await db.select().from(visits).where(eq(visits.id, visit.id));
	expect(taken.shopperId).toBe(shoppers[results.findIndex((r) => r.status === 'fulfilled')].id);
});

test('the board shows only what profile and rotation allow', async ({ db }) => {
	const programme = await addProgrammeFor(db, {
		languages: ['lv'],
		needsCar: true,
		visitsPerLocation: 2,
		rotationDays: 90
	});
	const board = async (input: Parameters<typeof addShopper>[1]) =>
		(await listBoard(db, await addShopper(db, input))).length;
	expect(await board({ languages: ['en'], car: true })).toBe(0);
	expect(await board({ languages: ['lv'], car: false })).toBe(0);
	const shopper = await addShopper(db, { languages: ['lv', 'ru'], car: true });
	const [first, second] = await listBoard(db, shopper);
	expect(second).toBeDefined();
	await takeVisit(db, shopper, first.id);
	expect(await listBoard(db, shopper)).toEqual([]);
	await expect(takeVisit(db, shopper, second.id)).rejects.toMatchObject({ status: 404 });
	await expect(assignVisit(db, programme.admin, second.id, shopper.id)).rejects.toMatchObject({
		status: 422
	});
});

test('a shopper who has not passed the quiz and signed the declaration takes nothing', async ({
	db
}) => {
	const quiz = [
		{ question: 'May you say who you are?', options: ['Yes', 'No'], answer: 1 },
		{ question: 'May you record others?', options: ['Yes', 'No'], answer: 1 }
	];
	const { id, visit } = await addProgrammeFor(db, {
		quiz,
		quizPercent: 100,
		declaration: 'I know nobody there.'
	});
	const shopper = await addShopper(db);
	await expect(takeVisit(db, shopper, visit.id)).rejects.toMatchObject({ status: 409 });
	expect(await takeQuiz(db, shopper, id, [1, 0])).toEqual({ percent: 50, isPassed: false });
	expect(await takeQuiz(db, shopper, id, [1, 1])).toEqual({ percent: 100, isPassed: true });
	await expect(takeVisit(db, shopper, visit.id)).rejects.toMatchObject({ status: 409 });
	await signDeclaration(db, shopper, id, 'Ilze Kalniņa');
	const readiness = await getReadiness(db, shopper, id);
	expect(readiness.isReady).toBe(true);
	expect(JSON.stringify(readiness)).not.toContain('"answer"');
	await takeVisit(db, shopper, visit.id);
	await db.update(programmes).set({ declaration: 'I know nobody there, nor at the head office.' });
	expect(await getReadiness(db, shopper, id)).toMatchObject({ needsSignature: true });
});

test('an offered visit is accepted, or declined with a reason and free again', async ({ db }) => {
	const { admin, visit } = await addProgrammeFor(db);
	const shopper = await addShopper(db);
	const other = await addShopper(db);
	await assignVisit(db, admin, visit.id, shopper.id);
	await expect(takeVisit(db, other, visit.id)).rejects.toMatchObject({ status: 409 });
	await expect(acceptVisit(db, other, visit.id)).rejects.toMatchObject({ status: 404 });
	await expect(declineVisit(db, shopper, visit.id, ' ')).rejects.toMatchObject({ status: 422 });
	await declineVisit(db, shopper, visit.id, 'I work there on Fridays');
	await takeVisit(db, other, visit.id);
	expect(
		(await listVisitEvents(db, admin, visit.id)).map(({ state, reason, offeredTo }) => [
			state,
			reason,
			offeredTo
		])
	).toEqual([
		['taken', '', null],
		['planned', 'I work there on Fridays', null],
		['planned', '', shopper.name],
		['planned', '', null]
	]);
});

test('nobody but an administrator learns a shopper’s name', async ({ db }) => {
	const { admin, visit } = await addProgrammeFor(db);
	const shopper = await addShopper(db, { code: 'S-0042' });
	await assignVisit(db, admin, visit.id, shopper.id);
	await acceptVisit(db, shopper, visit.id);
	const reviewer = await addUser(db, { role: 'reviewer' });
	const seen = JSON.stringify([
		await getVisit(db, reviewer, visit.id),
		await listVisits(db, reviewer),
		await listVisitEvents(db, reviewer, visit.id),
		await listShoppers(db, reviewer)
	]);
	expect(seen).toContain('S-0042');
	expect(seen).toContain('"offeredTo":"S-0042"');
	expect(seen).not.toContain(shopper.name);
	expect(JSON.stringify(await listShoppers(db, admin))).toContain(shopper.name);
});

test('a shopper sees their own visits only, a lead and an employee none', async ({ db }) => {
	const { visit } = await addProgrammeFor(db);
	const shopper = await addShopper(db);
	await takeVisit(db, shopper, visit.id);
	expect(await listVisits(db, shopper)).toHaveLength(1);
	for (const role of ['lead', 'employee'] as const)
		expect(await listVisits(db, await addUser(db, { role }))).toEqual([]);
	await expect(getVisit(db, await addShopper(db), visit.id)).rejects.toMatchObject({ status: 404 });
});

test('coverage follows each visit, and the plan follows the programme', async ({ db }) => {
	const programme = await addProgrammeFor(db, { visitsPerLocation: 3, rotationDays: 0 });
	const { id, admin } = programme;
	const shopper = await addShopper(db);
	await takeVisit(db, shopper, programme.visits[0].id);
	await takeVisit(db, shopper, programme.visits[1].id);
	const filing = filingOf(programme.visits[1].id, programme.scorecardVersionId);
	await fileVisit(db, shopper, v7(), filing);
	await db.update(visits).set({ dueOn: '2026-01-01' }).where(eq(visits.id, programme.visits[2].id));
	expect(await listCoverage(db, id)).toMatchObject([
		{ planned: 3, taken: 1, filed: 1, approved: 0, overdue: 1 }
	]);
	const input = programmeInput(await getProgramme(db, id));
	await editProgramme(db, admin, id, { ...input, visitsPerLocation: 2 });
	expect(await listCoverage(db, id)).toMatchObject([{ planned: 2, overdue: 0 }]);
	await editProgramme(db, admin, id, { ...input, visitsPerLocation: 4 });
	expect(await listCoverage(db, id)).toMatchObject([{ planned: 4 }]);
	expect(await listVisits(db, admin)).toHaveLength(4);
});

test('a visit that nobody filed by its last day expires, and one that was filed does not', async ({
	db
}) => {
	const programme = await addProgrammeFor(db, { visitsPerLocation: 2, rotationDays: 0 });
	const [first, second] = programme.visits;
	const shopper = await addShopper(db);
	await takeVisit(db, shopper, first.id);
	await takeVisit(db, shopper, second.id);
	await fileVisit(db, shopper, v7(), filingOf(first.id, programme.scorecardVersionId));
	await db.update(visits).set({ dueOn: '2026-01-01' });
	expect(await expireVisits(db)).toBe(1);
	expect(await expireVisits(db)).toBe(0);
	const states = (await listVisits(db, programme.admin)).map(({ state }) => state).sort();
	expect(states).toEqual(['expired', 'filed']);
});

test('a cancelled visit stays cancelled until an administrator brings it back', async ({ db }) => {
	const { id, admin, visit } = await addProgrammeFor(db);
	await cancelVisit(db, admin, visit.id, 'The shop is closed');
	await editProgramme(db, admin, id, programmeInput(await getProgramme(db, id)));
	expect((await getVisit(db, admin, visit.id)).state).toBe('cancelled');
});

test('visits are offered from a file: good lines go in, each bad one is named, the same file changes nothing', async ({
	db
}) => {
	const { id, admin, location } = await addProgrammeFor(db);
	await addShopper(db, { code: 'S-1' });
	const text = `location;shopper\n${location.code};s-1\nNowhere;S-1\n${location.code};S-9\n`;
	const file = async function* () {
		yield new TextEncoder().encode(text);
	};
	const result = await assignFromFile(db, admin, id, file());
	expect(result).toMatchObject({ assigned: 1, problems: [{ line: 3 }, { line: 4 }] });
	expect(await assignFromFile(db, admin, id, file())).toMatchObject({ assigned: 0, unchanged: 1 });
	const empty = async function* () {
		yield new TextEncoder().encode('who,where\n');
	};
	expect(await assignFromFile(db, admin, id, empty())).toMatchObject({ problems: [{ line: 1 }] });
});

test('of an offer and the board at one place the rotation leaves one', async ({ db }) => {
	const { admin, visits: planned } = await addProgrammeFor(db, {
		visitsPerLocation: 3,
		rotationDays: 90
	});
	const shopper = await addShopper(db);
	await assignVisit(db, admin, planned[0].id, shopper.id);
	await expect(assignVisit(db, admin, planned[1].id, shopper.id)).rejects.toMatchObject({
		status: 422
	});
	await takeVisit(db, shopper, planned[2].id);
	await expect(acceptVisit(db, shopper, planned[0].id)).rejects.toMatchObject({ status: 409 });
	await declineVisit(db, shopper, planned[2].id, 'The offered one suits me better');
	await acceptVisit(db, shopper, planned[0].id);
	await expect(takeVisit(db, shopper, planned[1].id)).rejects.toMatchObject({ status: 404 });
});

test('two lines of a file are two visits, unless the rotation is against it', async ({ db }) => {
	await addShopper(db, { code: 'S-1' });
	const offer = async (rotationDays: number) => {
		const { id, admin, location } = await addProgrammeFor(db, {
			visitsPerLocation: 3,
			rotationDays
		});
		const line = `${location.code},S-1\n`;
		const file = async function* () {
			yield new TextEncoder().encode(`location,shopper\n${line}${line}`);
		};
		const first = await assignFromFile(db, admin, id, file());
		return [first, await assignFromFile(db, admin, id, file())];
	};
	expect(await offer(0)).toEqual([
		{ assigned: 2, unchanged: 0, problems: [] },
		{ assigned: 0, unchanged: 2, problems: [] }
	]);
	expect(await offer(90)).toMatchObject([
		{ assigned: 1, unchanged: 0, problems: [{ line: 3 }] },
		{ assigned: 0, unchanged: 1, problems: [{ line: 3 }] }
	]);
});

test('the calendar file names the days, the last one included, and folds long lines', () => {
	const file = calendarFile({
		id: 'x',
		title: 'Visit; Rīga, centrs',
		place: 'ā'.repeat(60),
		text: 'One\nTwo',
		opensOn: '2026-09-30',
		dueOn: '2026-09-30',
		link: 'https://plumbline.example/visits/x'
	});
	expect(file).toContain('DTSTART;VALUE=DATE:20260930\r\nDTEND;VALUE=DATE:20261001\r\n');
	expect(file).toContain('SUMMARY:Visit\\; Rīga\\, centrs');
	expect(file).toContain('DESCRIPTION:One\\nTwo');
	for (const line of file.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
});

test('each shopper is reminded once, in time and in their own language; a mail that fails is tried again', async ({
	db
}) => {
	const { visit } = await addProgrammeFor(db);
	const shopper = await addShopper(db);
	await db.update(users).set({ locale: 'lv' }).where(eq(users.id, shopper.id));
	await takeVisit(db, shopper, visit.id);
	const dataDir = await temporaryFolder();
	const settings = {
		mailFrom: 'plumbline@example.com',
		dataDir,
		origin: 'https://plumbline.example'
	};
	expect(await remindShoppers(db, settings)).toBe(0);
	const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
	await db.update(visits).set({ dueOn: tomorrow });
	const away = { ...settings, smtpUrl: 'smtp://127.0.0.1:1' };
	await expect(remindShoppers(db, away)).rejects.toThrow();
	const sent = await Promise.all([remindShoppers(db, settings), remindShoppers(db, settings)]);
	expect(sent[0] + sent[1]).toBe(1);
	const [file] = await readdir(join(dataDir, 'outbox'));
	expect(await readFile(join(dataDir, 'outbox', file), 'utf8')).toMatch(/Labdien|TGFiZGllb/);
});

test('a long list of visits is read page by page, each visit once', async ({ db }) => {
	const { admin } = await addProgrammeFor(db, { visitsPerLocation: 23 });
	const read: string[] = [];
	let after: string | undefined;
	do {
		const { rows, next } = await pageOfVisits(db, admin, { after, limit: 10 });
		read.push(...rows.map(({ id }) => id));
		after = next ?? undefined;
	} while (after);
	expect(read).toHaveLength(23);
	expect(new Set(read).size).toBe(23);
	expect(read).toEqual((await listVisits(db, admin)).map(({ id }) => id));
});
