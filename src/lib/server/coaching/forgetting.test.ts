import { turnAiOn } from '../../../../tests/setup/ai.ts';
import { completionOf, sendJson, startAiService } from '../../../../tests/setup/ai-service.ts';
import {
	addConversation,
	addEmployee,
	addScorecard,
	addTeam,
	addUser,
	criterionOf
} from '../../../../tests/setup/factories.ts';
import { jobsIn, test, workOff } from '../../../../tests/setup/jobs.ts';
import { begunBeforeCommit, doneBeforeWriting } from '../../../../tests/setup/meanwhile.ts';
import { addPastReview } from '../../../../tests/setup/past-reviews.ts';
import { pdfText } from '../../../../tests/setup/poppler.ts';
import { expect } from '../../../../tests/setup/test.ts';
import { parsePeriod } from '../../periods.ts';
import { applyText } from '../../report-drafts.ts';
import { wordsOf } from '../../report-words.ts';
import type { Db } from '../db/database.ts';
import { conversations, reportBatchItems, reports, textRuns } from '../db/schema/index.ts';
import { eraseConversation } from '../house/erasing.ts';
import type { Running } from '../jobs/queue.ts';
import { reportJob, startBatch } from './batches.ts';
import { draftTexts, findTextRun, getDrafting } from './draft-texts.ts';
import { issueReport, supersedeReport } from './issue.ts';
import { discardReport, getReport, refillReport, saveReportDraft, startReport } from './reports.ts';

const quoted = 'Take the red one, Jāni.';
const kept = 'The blue one is cheaper today.';
const september = parsePeriod('2026-09')!;

/** Anna was judged by three conversations; the machine has drafted a text on the worst, and it stands in her report. */
async function addHouse(db: Db) {
	const admin = await addUser(db, { role: 'admin' });
	const lead = await addUser(db, { role: 'lead', name: 'Maris' });
	const team = await addTeam(db, { leads: [lead] });
	const { id: employeeId } = await addEmployee(db, { name: 'Anna Bērziņa', teamId: team.id });
	const { versionId } = await addScorecard(db, {
		criteria: [criterionOf('greeting'), criterionOf('needs')]
	});
	const said = { [quoted]: 1, [kept]: 2 };
	const ids: string[] = [];
	for (const [text, level] of Object.entries(said)) {
		const segments = [
			{ speaker: 'customer' as const, text: 'I need a bag', name: 'Jānis' },
			{ speaker: 'employee' as const, text }
		];
		const about = { employeeId, occurredAt: new Date('2026-09-10T09:00:00Z') };
		const conversation = await addConversation(db, {
			...about,
			segments,
			customerName: 'Jānis Ozols'
		});
		ids.push(conversation.id);
		await addPastReview(db, {
			...about,
			conversationId: conversation.id,
			scorecardVersionId: versionId,
			ratings: { greeting: { level: 3 + level, quotes: [1] }, needs: { level, quotes: [1] } }
		});
	}
	return { admin, lead, employeeId, erased: ids[0] };
}

type House = Awaited<ReturnType<typeof addHouse>>;

const noFiles = async () => Promise.reject(new Error('no files are needed'));
const erase = (db: Db, { admin, erased }: House) => eraseConversation(db, noFiles, admin, erased);

/** With names hidden, as a report has it. */
const traces = /Take the red one/;

async function draftByMachine(
	db: Db,
	{ lead }: House,
	id: string,
	meanwhile: () => Promise<unknown> = async () => {}
) {
	await using service = await startAiService(async (_, response) => {
		await meanwhile();
		sendJson(
			response,
			completionOf({
				situation: 'In 2 of 2 reviews the need stays unasked.',
				quote: 1,
				behaviour: 'The employee writes “Take the red one” before any question.',
				impact: 'It goes on as the record shows.'
			})
		);
	});
	const place = await turnAiOn(db, { baseUrl: service.baseUrl });
	await draftTexts(db, lead, place, id, 'needs', { limits: { pauseMs: 1 } });
	return findTextRun(db, lead, id, 'needs');
}

test('what an erased customer’s conversation gave to a draft is gone from it, from drafted texts and from drawn files', async ({
	db,
	house: jobs
}) => {
	const house = await addHouse(db);
	const { lead } = house;
	await startBatch(db, lead, { period: september, teamId: null });
	await workOff(jobs);
	const [{ reportId, bytes }] = await db.select().from(reportBatchItems);
	const id = reportId!;
	const { drafted } = await draftByMachine(db, house, id);
	const before = await getReport(db, lead, id);
	const words = structuredClone(wordsOf(before.content));
	for (const one of drafted) applyText(words, one);
	await saveReportDraft(db, lead, id, {
		version: before.version,
		document: { words, privateNote: '' }
	});
	expect(JSON.stringify(await everything(db))).toMatch(traces);
	expect((await getReport(db, lead, id)).version).toBe(2);

	await erase(db, house);
	expect(JSON.stringify(await everything(db))).not.toMatch(traces);
	const after = await getReport(db, lead, id);
	expect(after.version).toBe(3);
	const [{ behaviour }] = after.content.priorities;
	expect(behaviour).toMatchObject({
		text: 'The employee writes “…” before any question.',
		quote: null
	});
	expect(JSON.stringify(after.content)).toContain(kept);
	expect((await getDrafting(db, after)).drafted.map(({ field }) => field)).toContain('behaviour');
	expect(await jobsIn(db, 'created')).toHaveLength(1);
	await workOff(jobs);
	const [again] = await db.select().from(reportBatchItems);
	expect(again.doneAt).not.toBeNull();
	expect(again.bytes!.equals(bytes!)).toBe(false);

	// Of a draft that was thrown away nobody knows whose it was
	await discardReport(db, lead, id);
	await db.update(textRuns).set({ drafted });
	await eraseConversation(db, noFiles, house.admin, await otherOf(db, house));
	expect(await db.select().from(textRuns)).toMatchObject([{ reportId: null, drafted: [] }]);
});

const start = (db: Db, { lead, employeeId }: House) =>
	startReport(db, lead, { employeeId, period: september });

test('a draft that is begun in the instant of an erasing has nothing of what is erased', async ({
	db
}) => {
	const house = await addHouse(db);
	const id = await start(
		doneBeforeWriting(db, () => erase(db, house)),
		house
	);
	expect(JSON.stringify((await getReport(db, house.lead, id)).content)).toContain(kept);
	expect(JSON.stringify(await everything(db))).not.toMatch(traces);
});

test('an erasing that comes before a new draft is committed waits for it', async ({ db }) => {
	const house = await addHouse(db);
	const meanwhile = begunBeforeCommit(db, () => erase(db, house));
	await start(meanwhile.db, house);
	await meanwhile.over();
	expect(JSON.stringify(await everything(db))).not.toMatch(traces);
});

test('a draft is not filled anew with what was erased meanwhile', async ({ db }) => {
	const house = await addHouse(db);
	const { lead } = house;
	const id = await start(db, house);
	const words = structuredClone(wordsOf((await getReport(db, lead, id)).content));
	for (const one of [...words.strengths, ...words.priorities.map(({ behaviour }) => behaviour)])
		one.quote = null;
	const saved = { version: 1, document: { words, privateNote: '' } };
	await saveReportDraft(db, lead, id, saved);
	await db.update(reports).set({ filled: { words, candidates: [] } });
	const meanwhile = doneBeforeWriting(db, () => erase(db, house));
	const refilled = refillReport(meanwhile, lead, id, { version: 2, locale: 'en' });
	await expect(refilled).rejects.toMatchObject({ status: 409 });
	expect(JSON.stringify(await everything(db))).not.toMatch(traces);
});

test('a text that the machine brings after an erasing is not kept', async ({ db }) => {
	const house = await addHouse(db);
	const id = await start(db, house);
	const run = await draftByMachine(db, house, id, () => erase(db, house));
	expect(run).toMatchObject({ state: 'failed', failure: 'interrupted', drafted: [] });
	expect(JSON.stringify(await everything(db))).not.toMatch(traces);
});

test('an erasing that comes before a text of the machine is committed waits for it', async ({
	db
}) => {
	const house = await addHouse(db);
	const id = await start(db, house);
	const meanwhile = begunBeforeCommit(db, () => erase(db, house), 2);
	await draftByMachine(meanwhile.db, house, id);
	await meanwhile.over();
	expect(JSON.stringify(await everything(db))).not.toMatch(traces);
});

test('a file that was drawn before an erasing is drawn again', async ({ db, house: jobs }) => {
	const house = await addHouse(db);
	const { lead } = house;
	await start(db, house);
	await startBatch(db, lead, { period: september, teamId: null });
	const [{ id: itemId }] = await db.select().from(reportBatchItems);
	const place = { db: doneBeforeWriting(db, () => erase(db, house), 2), id: itemId } as Running;
	await expect(reportJob.work(place, { itemId })).rejects.toThrow('changed meanwhile');
	expect(await db.select().from(reportBatchItems)).toMatchObject([{ bytes: null }]);
	await workOff(jobs);
	const [{ bytes }] = await db.select().from(reportBatchItems);
	expect(pdfText(bytes!)).not.toMatch(traces);
});

test('an issued report stays as it was signed', async ({ db }) => {
	const house = await addHouse(db);
	const { lead, employeeId } = house;
	const id = await startReport(db, lead, { employeeId, period: september });
	const draft = await getReport(db, lead, id);
	expect(JSON.stringify(draft.content)).toMatch(traces);
	await issueReport(db, lead, id, { version: draft.version });
	const issued = await getReport(db, lead, id);
	await erase(db, house);
	expect(await getReport(db, lead, id)).toEqual(issued);

	const next = await getReport(db, lead, await supersedeReport(db, lead, id));
	expect(JSON.stringify(next.content)).not.toMatch(traces);
	expect(JSON.stringify(next.content)).toContain(kept);
});

const everything = (db: Db) =>
	Promise.all([
		db.select().from(reports),
		db.select({ drafted: textRuns.drafted, omissions: textRuns.omissions }).from(textRuns)
	]);

async function otherOf(db: Db, { erased }: House) {
	const rows = await db.select({ id: conversations.id }).from(conversations);
	return rows.find(({ id }) => id !== erased)!.id;
}
