import { createHash } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import {
	addEmployee,
	addEmployeeUser,
	addTeam,
	addUser
} from '../../../../tests/setup/factories.ts';
import { addPastReview } from '../../../../tests/setup/past-reviews.ts';
import { describe, expect, test } from '../../../../tests/setup/test.ts';
import type { Viewer } from '../../permissions.ts';
import { parsePeriod } from '../../periods.ts';
import { wordsOf, type ReportWords } from '../../report-words.ts';
import type { Db } from '../db/database.ts';
import { actions, auditEvents, reportFiles, reports } from '../db/schema/index.ts';
import {
	acknowledgeReport,
	downloadReport,
	issueReport,
	previewReport,
	supersedeReport
} from './issue.ts';
import { readLastPlan, setActionOutcome } from './plan.ts';
import { listDueReports, listReports } from './report-list.ts';
import {
	discardReport,
	getChoices,
	getReport,
	refillReport,
	saveReportDraft,
	startReport
} from './reports.ts';

const [august, september] = ['2026-08', '2026-09'].map((key) => parsePeriod(key)!);
const ratings = { politeness: { level: 2, quotes: [0] }, solution: { level: 5, quotes: [1] } };

async function house(db: Db) {
	const lead = await addUser(db, { role: 'lead' });
	const team = await addTeam(db, { leads: [lead] });
	const anna = await addEmployee(db, { name: 'Anna', teamId: team.id });
	const employee = await addEmployeeUser(db, anna.id);
	const add = (input: Parameters<typeof addPastReview>[1] = {}) =>
		addPastReview(db, { employeeId: anna.id, ratings, ...input });
	await add();
	const start = (period = september) =>
		startReport(db, lead, { employeeId: anna.id, period, locale: 'en' });
	return { lead, team, anna, employee, add, start };
}

async function edit(db: Db, viewer: Viewer, id: string, change: Partial<ReportWords>, note = '') {
	const { content, version } = await getReport(db, viewer, id);
	const words = { ...wordsOf(content), ...change };
	return saveReportDraft(db, viewer, id, { version, document: { words, privateNote: note } });
}

async function issue(db: Db, viewer: Viewer, id: string) {
	const { version } = await getReport(db, viewer, id);
	return issueReport(db, viewer, id, { version });
}

const action = {
	action: 'Ask two open questions',
	owner: 'Anna',
	due: '2026-10-15',
	measure: 'Needs discovery',
	baseline: '25 %',
	target: '50 %'
};

const audited = async (db: Db) =>
	(await db.select({ action: auditEvents.action }).from(auditEvents)).map((row) => row.action);

describe('a draft', () => {
	test('is begun once for an employee and a period', async ({ db }) => {
		const { start } = await house(db);
		const [first, second] = await Promise.all([start(), start()]);
		expect(second).toBe(first);
		expect(await start(august)).not.toBe(first);
	});

	test('keeps what the lead writes', async ({ db }) => {
		const { lead, start } = await house(db);
		const id = await start();
		await edit(db, lead, id, { summary: 'Well done', plan: [action] }, 'be gentle');
		const { content, privateNote, version } = await getReport(db, lead, id);
		expect(content).toMatchObject({ summary: 'Well done', plan: [action] });
		expect([privateNote, version]).toEqual(['be gentle', 2]);
	});

	test('is not overwritten by an older tab, and the same words twice are saved once', async ({
		db
	}) => {
		const { lead, start } = await house(db);
		const id = await start();
		const { content } = await getReport(db, lead, id);
		const save = (summary: string) => {
			const words = { ...wordsOf(content), summary };
			return saveReportDraft(db, lead, id, { version: 1, document: { words, privateNote: '' } });
		};
		expect(await save('first')).toEqual({ saved: true, version: 2 });
		expect(await save('first')).toEqual({ saved: true, version: 2 });
		expect(await save('second')).toMatchObject({
			saved: false,
			version: 2,
			document: { words: { summary: 'first' } }
		});
	});

	test('takes quotes from the period’s evidence only, letter for letter', async ({ db }) => {
		const { lead, start } = await house(db);
		const id = await start();
		const { content } = await getReport(db, lead, id);
		const [strength] = content.strengths;
		const forged = { ...strength, quote: { ...strength.quote!, text: 'I was never there' } };
		await expect(edit(db, lead, id, { strengths: [forged] })).rejects.toMatchObject({
			status: 422
		});
		await edit(db, lead, id, { strengths: [] });
		await edit(db, lead, id, { strengths: [strength] });
	});

	test('figures anew: words of the lead stay, words never touched follow the figures', async ({
		db
	}) => {
		const { lead, start, add } = await house(db);
		const id = await start();
		const before = await getReport(db, lead, id);
		expect(before.content.summary).toContain('only review');
		await edit(db, lead, id, { plan: [action], questions: { ...noQuestions, goal: 'Mine' } });
		await add({ ratings: { politeness: 1, solution: 5 } });
		expect((await getChoices(db, lead, await getReport(db, lead, id))).isStale).toBe(true);

		await refillReport(db, lead, id, { version: 2, locale: 'ru' });
		const { content, locale } = await getReport(db, lead, id);
		expect(locale).toBe('ru');
		expect(content.summary).toMatch(/^Средняя оценка по 2 проверкам/);
		expect(content.plan).toEqual([action]);
		expect(content.questions.goal).toBe('Mine');
		expect(content.score.n).toBe(2);
		expect((await getChoices(db, lead, await getReport(db, lead, id))).isStale).toBe(false);
	});

	test('its private note is its author’s alone and never in the content', async ({ db }) => {
		const { lead, start } = await house(db);
		const id = await start();
		await edit(db, lead, id, {}, 'salary talk');
		const admin = await addUser(db, { role: 'admin' });
		expect((await getReport(db, admin, id)).privateNote).toBeNull();
		await edit(db, admin, id, { summary: 'By the admin' }, 'stolen');
		const own = await getReport(db, lead, id);
		expect(own.privateNote).toBe('salary talk');
		expect(JSON.stringify(own.content)).not.toContain('salary talk');
	});

	test('can be thrown away, an issued report not', async ({ db }) => {
		const { lead, start } = await house(db);
		const id = await start();
		await discardReport(db, lead, id);
		await expect(getReport(db, lead, id)).rejects.toMatchObject({ status: 404 });
		const issued = await start();
		await issue(db, lead, issued);
		await expect(discardReport(db, lead, issued)).rejects.toMatchObject({ status: 409 });
	});

	test('with NUL and half a character in it is saved without them', async ({ db }) => {
		const { lead, start } = await house(db);
		const id = await start();
		await edit(db, lead, id, { summary: 'a\0b\ud800c' });
		expect((await getReport(db, lead, id)).content.summary).toBe('ab\ufffdc');
	});
});

const noQuestions = { goal: '', reality: '', options: '', will: '' };

describe('who may', () => {
	test('a lead of another team finds nothing, an employee only what is issued', async ({ db }) => {
		const { lead, employee, start } = await house(db);
		const id = await start();
		const other = await addUser(db, { role: 'lead' });
		await addTeam(db, { leads: [other] });
		const gone = { status: 404 };
		const asOther = getReport(db, other, id);
		await expect(asOther).rejects.toMatchObject(gone);
		await expect(issueReport(db, other, id, { version: 1 })).rejects.toMatchObject(gone);
		await expect(previewReport(db, employee, id)).rejects.toMatchObject(gone);
		expect((await listReports(db, employee)).rows).toEqual([]);
		await issue(db, lead, id);
		expect((await getReport(db, employee, id)).isOwn).toBe(true);
		expect((await listReports(db, other)).rows).toEqual([]);
		await expect(downloadReport(db, other, id)).rejects.toMatchObject(gone);
	});

	test('nobody writes the report about themselves', async ({ db }) => {
		const { anna, team } = await house(db);
		const self = await addUser(db, { role: 'lead', employeeId: anna.id, email: 'self@a.lv' }).catch(
			() => null
		);
		expect(self).toBeNull();
		const mine = await addEmployee(db, { teamId: team.id });
		const boss = await addUser(db, { role: 'admin', employeeId: mine.id });
		await expect(
			startReport(db, boss, { employeeId: mine.id, period: september, locale: 'en' })
		).rejects.toMatchObject({ status: 403 });
	});

	test('a reviewer sees no reports', async ({ db }) => {
		const { start } = await house(db);
		const id = await start();
		await expect(getReport(db, await addUser(db), id)).rejects.toMatchObject({ status: 404 });
	});
});

describe('an issued report', () => {
	test('is frozen with the hash of its bytes', async ({ db }) => {
		const { lead, start } = await house(db);
		const id = await start();
		const preview = Buffer.from(await previewReport(db, lead, id));
		expect(preview.subarray(0, 5).toString()).toBe('%PDF-');
		const { sha256 } = await issue(db, lead, id);
		const { bytes, fileName } = await downloadReport(db, lead, id);
		expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
		expect(fileName).toMatch(/^coaching-.*-2026-09-01-2026-09-30-en\.pdf$/);
		expect(await audited(db)).toEqual(
			expect.arrayContaining(['report.started', 'report.issued', 'report.downloaded'])
		);
	});

	test('waits for its turn without a connection: others are served while many are issued', async ({
		db
	}) => {
		const { lead, team, start } = await house(db);
		const ids = [await start()];
		for (let i = 0; i < 11; i++) {
			const { id } = await addEmployee(db, { teamId: team.id });
			ids.push(await startReport(db, lead, { employeeId: id, period: september }));
		}
		let issued = 0;
		const all = ids.map(async (id) => {
			await issueReport(db, lead, id, { version: 1 });
			issued++;
		});
		await db.execute(sql`select 1`);
		expect(issued).toBeLessThanOrEqual(2);
		await Promise.all(all);
		expect(issued).toBe(ids.length);
	});

	test('is issued once, however often the button is pressed', async ({ db }) => {
		const { lead, start } = await house(db);
		const id = await start();
		await edit(db, lead, id, { plan: [action] });
		const results = await Promise.all([1, 2, 3].map(() => issue(db, lead, id)));
		expect(new Set(results.map((one) => one.sha256)).size).toBe(1);
		expect(await db.select().from(reportFiles)).toHaveLength(1);
		expect(await db.select().from(actions)).toHaveLength(1);
		expect((await audited(db)).filter((one) => one === 'report.issued')).toHaveLength(1);
	});

	test('is the draft that the lead saw, or none', async ({ db }) => {
		const { lead, start } = await house(db);
		const id = await start();
		await edit(db, lead, id, { summary: 'newer' });
		await expect(issueReport(db, lead, id, { version: 1 })).rejects.toMatchObject({ status: 409 });
	});

	test('cannot be changed, not even in the database', async ({ db }) => {
		const { lead, start } = await house(db);
		const id = await start();
		await edit(db, lead, id, { plan: [action] });
		await issue(db, lead, id);
		expect(await edit(db, lead, id, { summary: 'later' })).toMatchObject({ saved: false });
		const refused = { cause: { code: '23001' } };
		const change = (set: Partial<typeof reports.$inferInsert>) =>
			db.update(reports).set(set).where(eq(reports.id, id));
		await expect(change({ sha256: 'x' })).rejects.toMatchObject(refused);
		await expect(change({ periodTo: '2026-10-31' })).rejects.toMatchObject(refused);
		await expect(db.delete(reports)).rejects.toMatchObject(refused);
		await expect(db.update(reportFiles).set({ bytes: Buffer.of(1) })).rejects.toMatchObject(
			refused
		);
		await expect(db.update(actions).set({ target: '1 %' })).rejects.toMatchObject(refused);
		await expect(db.execute(sql`truncate report_files`)).rejects.toMatchObject(refused);
	});

	test('is answered once by its employee, and its bytes stay the same', async ({ db }) => {
		const { lead, employee, start } = await house(db);
		const id = await start();
		const { sha256 } = await issue(db, lead, id);
		const answer = { agreed: false, comment: 'The customer was angry' };
		await expect(acknowledgeReport(db, lead, id, answer)).rejects.toMatchObject({ status: 404 });
		await acknowledgeReport(db, employee, id, answer);
		await expect(
			acknowledgeReport(db, employee, id, { agreed: true, comment: '' })
		).rejects.toMatchObject({ status: 409 });
		const report = await getReport(db, lead, id);
		expect(report).toMatchObject({ agreed: false, employeeComment: 'The customer was angry' });
		expect((await downloadReport(db, employee, id)).sha256).toBe(sha256);
		await expect(
			db.update(reports).set({ agreed: true }).where(eq(reports.id, id))
		).rejects.toMatchObject({ cause: { code: '23001' } });
	});

	test('is superseded only when the new one is issued', async ({ db }) => {
		const { lead, employee, start } = await house(db);
		const first = await start();
		await edit(db, lead, first, { summary: 'First words', plan: [action] });
		await issue(db, lead, first);
		const [{ id: actionId }] = await db.select().from(actions);
		await setActionOutcome(db, lead, actionId, { outcome: 'partly', note: 'twice' });

		const second = await supersedeReport(db, lead, first);
		expect(await supersedeReport(db, lead, first)).toBe(second);
		expect((await getReport(db, lead, first)).supersededAt).toBeNull();
		const draft = await getReport(db, lead, second);
		expect(draft).toMatchObject({ supersedes: first, issuedAt: null });
		expect(draft.content).toMatchObject({ summary: 'First words', id: null, issuedAt: null });

		await issue(db, lead, second);
		expect((await getReport(db, employee, first)).supersededAt).toBeInstanceOf(Date);
		await expect(
			acknowledgeReport(db, employee, first, { agreed: true, comment: '' })
		).rejects.toMatchObject({ status: 409 });
		expect(await readLastPlan(db, draft.employeeId)).toMatchObject([
			{ action: action.action, outcome: 'partly', outcomeNote: 'twice' }
		]);
	});
});

describe('plans', () => {
	test('the next report begins with what became of the last plan', async ({ db }) => {
		const { lead, anna, start, add } = await house(db);
		await add({ occurredAt: new Date('2026-08-10') });
		const first = await start(august);
		await edit(db, lead, first, { plan: [action, { ...action, action: 'Read the price list' }] });
		await issue(db, lead, first);
		const [one, two] = await readLastPlan(db, anna.id);
		await setActionOutcome(db, lead, one.id, { outcome: 'done', note: '' });

		const next = await start();
		const { content } = await getReport(db, lead, next);
		expect(content.previousPlan.map(({ action, status }) => [action, status])).toEqual([
			['Ask two open questions', 'done'],
			['Read the price list', 'open']
		]);

		await setActionOutcome(db, lead, two.id, { outcome: 'not_done', note: 'No time' });
		await issue(db, lead, next);
		expect((await getReport(db, lead, next)).content.previousPlan[1]).toMatchObject({
			status: 'not_done',
			note: 'No time'
		});
	});

	test('an outcome is set by those who write the report, nobody else', async ({ db }) => {
		const { lead, anna, employee, start } = await house(db);
		const id = await start();
		await edit(db, lead, id, { plan: [action] });
		await issue(db, lead, id);
		const [{ id: actionId }] = await readLastPlan(db, anna.id);
		const done = { outcome: 'done', note: '' } as const;
		for (const viewer of [employee, await addUser(db, { role: 'lead' }), await addUser(db)])
			await expect(setActionOutcome(db, viewer, actionId, done)).rejects.toMatchObject({
				status: 404
			});
	});
});

describe('lists', () => {
	test('a report is due for who has reviews in the period and no report about it', async ({
		db
	}) => {
		const { lead, team, anna, start } = await house(db);
		await addEmployee(db, { teamId: team.id });
		const names = async () => (await listDueReports(db, lead, september)).map((one) => one.name);
		expect(await names()).toEqual([anna.name]);
		await start();
		expect(await names()).toEqual([]);
		expect(await listDueReports(db, lead, august)).toEqual([]);
	});

	test('reports come newest first, page by page', async ({ db }) => {
		const { lead, start } = await house(db);
		const ids = [await start(august), await start(september)];
		const first = await listReports(db, lead, { limit: 1 });
		const second = await listReports(db, lead, { limit: 1, after: first.next! });
		expect([first, second].flatMap(({ rows }) => rows.map((row) => row.id))).toEqual(ids.reverse());
		expect(second.next).toBeNull();
		expect((await listReports(db, lead, { state: 'issued' })).rows).toEqual([]);
	});
});
