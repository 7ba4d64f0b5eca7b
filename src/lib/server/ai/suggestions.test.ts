import { eq, isNull } from 'drizzle-orm';
import { ratingsAnswer, turnAiOn } from '../../../../tests/setup/ai.ts';
import { startAiService } from '../../../../tests/setup/ai-service.ts';
import {
	addConversation,
	addEmployee,
	addScorecard,
	addUser,
	criterionOf
} from '../../../../tests/setup/factories.ts';
import { describe, expect, test } from '../../../../tests/setup/test.ts';
import type { Viewer } from '../../permissions.ts';
import type { Db } from '../db/database.ts';
import { auditEvents, reviews, suggestionDecisions, suggestionRuns } from '../db/schema/index.ts';
import { discardDraft, startReview } from '../reviews/drafts.ts';
import { leastPairs, listAgreement } from './ai-agreement.ts';
import {
	decideSuggestion,
	findAiDraft,
	revealSuggestions,
	suggestForReview
} from './suggestions.ts';

const quick = { limits: { pauseMs: 1, timeoutMs: 10_000 } };
const quotes = [{ segment: 1, quote: 'It arrives tomorrow' }];
const good = ratingsAnswer(
	{ criterion: 'politeness', level: 4, quotes },
	{ criterion: 'solution', notApplicable: 'no_opportunity', quotes }
);

async function addDraft(db: Db, reviewer: Viewer, scorecardVersionId: string) {
	const employee = await addEmployee(db);
	const conversation = await addConversation(db, { employeeId: employee.id });
	return startReview(db, reviewer, { conversationId: conversation.id, scorecardVersionId });
}

async function open(db: Db, baseUrl: string, part = {}) {
	const place = await turnAiOn(db, { baseUrl, ...part });
	const reviewer = await addUser(db);
	const { versionId } = await addScorecard(db);
	const id = await addDraft(db, reviewer, versionId);
	await suggestForReview(db, reviewer, place, id, quick);
	return { place, reviewer, id, versionId };
}

const suggestionOf = async (db: Db, viewer: Viewer, id: string, criterion: string) =>
	(await findAiDraft(db, viewer, id))!.suggestions.find((one) => one.criterion === criterion)!;

describe('a reviewer who rates first', () => {
	test('sees a suggestion after the own rating, one criterion at a time', async ({ db }) => {
		await using service = await startAiService(good);
		const { reviewer, id } = await open(db, service.baseUrl);
		const before = (await findAiDraft(db, reviewer, id))!;
		expect(before.suggestions.map(({ content }) => content)).toEqual([null, null]);
		expect(JSON.stringify(before)).not.toMatch(/arrives|no_opportunity/);

		const { id: suggestion } = await suggestionOf(db, reviewer, id, 'politeness');
		await revealSuggestions(db, reviewer, id, [{ suggestion, level: 2, na: null }]);
		await revealSuggestions(db, reviewer, id, [{ suggestion, level: 4, na: null }]);
		const after = await suggestionOf(db, reviewer, id, 'politeness');
		expect(after).toMatchObject({ isUnproven: true, content: { level: 4 } });
		expect((await suggestionOf(db, reviewer, id, 'solution')).content).toBeNull();
		expect(await db.select().from(suggestionDecisions)).toMatchObject([
			{ ownLevel: 2, ownNa: null, decision: null }
		]);
	});

	test('what was accepted, changed or refused is kept, the last word counts', async ({ db }) => {
		await using service = await startAiService(good);
		const { reviewer, id } = await open(db, service.baseUrl);
		const { id: suggestion } = await suggestionOf(db, reviewer, id, 'politeness');
		await revealSuggestions(db, reviewer, id, [{ suggestion, level: 3, na: null }]);
		for (const decision of ['accepted', 'changed', 'refused'] as const) {
			await decideSuggestion(db, reviewer, id, suggestion, decision);
			expect((await suggestionOf(db, reviewer, id, 'politeness')).decision).toBe(decision);
		}
		const [row] = await db.select().from(suggestionDecisions);
		expect(row).toMatchObject({ ownLevel: 3, decision: 'refused' });
		expect(row.decidedAt).toBeInstanceOf(Date);
	});
});

test('where the house shows them at once, nothing rated after that counts as an own rating', async ({
	db
}) => {
	await using service = await startAiService(good);
	const { reviewer, id } = await open(db, service.baseUrl, { afterOwnRating: false });
	const shown = await suggestionOf(db, reviewer, id, 'politeness');
	expect(shown.content).toMatchObject({ level: 4 });
	await revealSuggestions(db, reviewer, id, [{ suggestion: shown.id, level: 4, na: null }]);
	const rows = await db.select().from(suggestionDecisions);
	expect(rows.map(({ ownLevel, ownNa }) => [ownLevel, ownNa])).toEqual([
		[null, null],
		[null, null]
	]);
	expect(await listAgreement(db)).toEqual([]);
});

test('nobody sees, asks for or decides on the suggestions of another’s review', async ({ db }) => {
	await using service = await startAiService(good);
	const { reviewer, id, place } = await open(db, service.baseUrl);
	const { id: suggestion } = await suggestionOf(db, reviewer, id, 'politeness');
	const others = [await addUser(db), await addUser(db, { role: 'admin' })];
	for (const other of others) {
		const missing = { status: 404 };
		await expect(findAiDraft(db, other, id)).rejects.toMatchObject(missing);
		await expect(suggestForReview(db, other, place, id)).rejects.toMatchObject(missing);
		const own = [{ suggestion, level: 1, na: null }];
		await expect(revealSuggestions(db, other, id, own)).rejects.toMatchObject(missing);
		await expect(decideSuggestion(db, other, id, suggestion, 'accepted')).rejects.toMatchObject(
			missing
		);
	}
	expect(await db.select().from(suggestionDecisions)).toEqual([]);
});

test('a suggestion of another conversation is not taken into a review', async ({ db }) => {
	await using service = await startAiService(good);
	const { reviewer, id, versionId } = await open(db, service.baseUrl);
	const { id: suggestion } = await suggestionOf(db, reviewer, id, 'politeness');
	const elsewhere = await addDraft(db, reviewer, versionId);
	const decided = decideSuggestion(db, reviewer, elsewhere, suggestion, 'accepted');
	await expect(decided).rejects.toMatchObject({ status: 404 });
});

test('the machine submits nothing, and a draft thrown away takes its decisions along', async ({
	db
}) => {
	await using service = await startAiService(good);
	const { reviewer, id } = await open(db, service.baseUrl);
	const { id: suggestion } = await suggestionOf(db, reviewer, id, 'politeness');
	await decideSuggestion(db, reviewer, id, suggestion, 'accepted');
	const [review] = await db.select().from(reviews).where(eq(reviews.id, id));
	expect(review.submittedAt).toBeNull();
	await discardDraft(db, reviewer, id);
	expect(await db.select().from(suggestionDecisions)).toEqual([]);
	expect(await db.select().from(auditEvents)).not.toEqual([]);
});

test('a reading whose process died is over after a while: the reviewer sees what was there before and may ask again', async ({
	db
}) => {
	await using service = await startAiService(good);
	const { place, reviewer, id } = await open(db, service.baseUrl);
	const [{ id: _, ...run }] = await db.select().from(suggestionRuns);
	await db.insert(suggestionRuns).values({ ...run, createdAt: new Date(), finishedAt: null });
	expect(await findAiDraft(db, reviewer, id)).toMatchObject({ state: 'running' });
	const died = { createdAt: new Date(Date.now() - 11 * 60_000) };
	await db.update(suggestionRuns).set(died).where(isNull(suggestionRuns.finishedAt));
	expect(await findAiDraft(db, reviewer, id)).toMatchObject({ state: 'done' });
	await suggestForReview(db, reviewer, place, id, { ...quick, again: true });
	const runs = await db.select().from(suggestionRuns);
	expect(runs.map(({ failure }) => failure).sort()).toEqual(['interrupted', null, null]);
});

test('without a service there is no draft to speak of', async ({ db }) => {
	const reviewer = await addUser(db);
	const { versionId } = await addScorecard(db);
	const id = await addDraft(db, reviewer, versionId);
	expect(await findAiDraft(db, reviewer, id)).toBeNull();
});

describe('trust', () => {
	/** Each pair: what the person gave before, what the model gave. */
	async function rate(db: Db, pairs: [number | null, number | null][], part = {}) {
		let next = 0;
		await using service = await startAiService((request, response, call) => {
			const level = pairs[next++][1];
			const notApplicable = level === null ? 'cannot_tell' : null;
			const rating = { criterion: 'politeness', level, notApplicable, quotes };
			return ratingsAnswer(rating)(request, response, call);
		});
		const place = await turnAiOn(db, { baseUrl: service.baseUrl, ...part });
		const reviewer = await addUser(db);
		const { versionId } = await addScorecard(db, { criteria: [criterionOf('politeness')] });
		let last = '';
		for (const [own] of pairs) {
			last = await addDraft(db, reviewer, versionId);
			await suggestForReview(db, reviewer, place, last, quick);
			const { id: suggestion } = await suggestionOf(db, reviewer, last, 'politeness');
			const na = own === null ? ('no_opportunity' as const) : null;
			await revealSuggestions(db, reviewer, last, [{ suggestion, level: own, na }]);
		}
		return { reviewer, last, place };
	}

	test('is earned from 20 pairs at the gate, and lost with another model or prompt', async ({
		db
	}) => {
		const level = (i: number) => (i % 5) + 1;
		const pairs = Array.from({ length: leastPairs }, (_, i): [number, number] => [
			level(i),
			level(i)
		]);
		const { reviewer, last, place } = await rate(db, pairs.slice(1));
		expect((await suggestionOf(db, reviewer, last, 'politeness')).isUnproven).toBe(true);
		expect((await listAgreement(db))[0]).toMatchObject({ n: 19, isProven: false });
		const more = await rate(db, pairs);
		expect((await suggestionOf(db, more.reviewer, more.last, 'politeness')).isUnproven).toBe(false);
		expect((await listAgreement(db)).map(({ n, isProven }) => [n, isProven])).toEqual([
			[19, false],
			[20, true]
		]);
		await turnAiOn(db, { model: 'another' }, undefined, place.dataDir);
		expect(await listAgreement(db)).toEqual([]);
		await turnAiOn(db, {}, undefined, place.dataDir);
		expect(await listAgreement(db)).toHaveLength(2);
		await db.update(suggestionRuns).set({ promptVersion: 'of yesterday' });
		expect(await listAgreement(db)).toEqual([]);
		expect((await suggestionOf(db, more.reviewer, more.last, 'politeness')).isUnproven).toBe(true);
	});

	test('below the gate it is not, and N/A is counted apart', async ({ db }) => {
		const apart = Array.from({ length: 22 }, (_, i): [number | null, number | null] =>
			i < 20 ? [(i % 5) + 1, 5 - (i % 5)] : [null, i === 20 ? null : 3]
		);
		await rate(db, apart);
		const [row] = await listAgreement(db);
		expect(row).toMatchObject({ n: 22, bothRated: 20, bothNa: 1, oneNa: 1, isProven: false });
		expect(row.kappa!.kappa).toBeCloseTo(-1, 10);
		expect(row.exact.estimate).toBeCloseTo(5 / 22, 10);
		expect(row.withinOne).toBeCloseTo(5 / 22, 10);
	});
});
