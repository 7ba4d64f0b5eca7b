import {
	addEmployee,
	addScorecard,
	addTeam,
	addUser,
	criterionOf
} from '../../../../tests/setup/factories.ts';
import { addPastReview } from '../../../../tests/setup/past-reviews.ts';
import { describe, expect, test } from '../../../../tests/setup/test.ts';
import { locales } from '../../locales.ts';
import { parsePeriod } from '../../periods.ts';
import { causes } from '../scorecards/templates/root-causes.ts';
import type { Db } from '../db/database.ts';
import { fillReport, prepareReport } from './fill-report.ts';

const september = parsePeriod('2026-09')!;

const criteria = [
	criterionOf('greeting', { weight: 10 }),
	criterionOf('needs', {
		weight: 30,
		rootCauses: causes('lacked_knowledge', 'broken_process'),
		coachingTip: { en: 'Listen together', lv: 'Klausieties kopā' },
		levels: [1, 2, 3, 4, 5].map((level) => ({ en: `needs ${level}`, lv: `vajadzības ${level}` }))
	}),
	criterionOf('closing', { weight: 20 }),
	criterionOf('identity', {
		weight: 40,
		levels: [{ en: 'not checked' }, { en: 'checked' }],
		critical: { fails: 'review', class: 'compliance' }
	})
];
const said = [
	{ speaker: 'customer', text: 'I am Jānis Ozols, I need a bag', name: 'Jānis' },
	{ speaker: 'employee', text: 'Hello Jānis, this is Anna!', at: '2026-09-10T09:01:00Z' },
	{ speaker: 'employee', text: 'Take the red one, Jāni.' }
] as const;

async function house(db: Db) {
	const lead = await addUser(db, { role: 'lead', name: 'Maris' });
	const team = await addTeam(db, { name: 'Riga', leads: [lead] });
	const { id } = await addEmployee(db, { name: 'Anna Bērziņa', code: 'E7', teamId: team.id });
	const { versionId } = await addScorecard(db, { name: 'Service', criteria });
	const add = (input: Parameters<typeof addPastReview>[1] = {}) =>
		addPastReview(db, {
			employeeId: id,
			scorecardVersionId: versionId,
			...input,
			conversation: { segments: [...said], customerName: 'Jānis Ozols', ...input.conversation }
		});
	return { lead, id, add };
}

const usual = {
	greeting: { level: 5, quotes: [1] },
	needs: {
		level: 2,
		quotes: [2],
		comment: 'Offers to Jānis at once',
		rootCauses: ['lacked_knowledge']
	},
	closing: 4,
	identity: 2
};

describe('a report is filled', () => {
	test('with the highest criteria as strengths, each with a quote of praise', async ({ db }) => {
		const { lead, id, add } = await house(db);
		for (let i = 0; i < 3; i++) await add({ ratings: usual });
		const { strengths } = await fillReport(db, lead, id, september, 'en');
		expect(strengths.map((one) => one.criterion)).toEqual(['greeting', 'identity']);
		expect(strengths[0]).toMatchObject({
			text: '100% on average (44–100%, n = 3).',
			quote: {
				text: 'Hello J., this is Anna!',
				speaker: 'Anna Bērziņa',
				at: '2026-09-10T09:01:00.000Z'
			}
		});
		expect(strengths[1].quote).toBeNull();
	});

	test('without a quote twice among priorities or strengths, even where one message shows all', async ({
		db
	}) => {
		const { lead, id, add } = await house(db);
		const same = {
			greeting: { level: 5, quotes: [1] },
			closing: { level: 5, quotes: [1] },
			needs: { level: 1, quotes: [2] },
			identity: { level: 1, quotes: [2, 1] }
		};
		await add({ ratings: same });
		const report = await fillReport(db, lead, id, september, 'en');
		const quotes = report.priorities.map(({ behaviour }) => behaviour.quote?.text);
		expect(quotes.toSorted()).toEqual(['Hello J., this is Anna!', 'Take the red one, J.']);
		expect(report.strengths.map(({ quote }) => quote?.text)).toEqual([
			'Hello J., this is Anna!',
			undefined
		]);
	});

	test('with a quote of its own for each strength, where there is one', async ({ db }) => {
		const { lead, id, add } = await house(db);
		const ratings = {
			greeting: { level: 5, quotes: [1] },
			closing: { level: 5, quotes: [1] },
			needs: { level: 4, quotes: [2] },
			identity: 2
		};
		await add({ ratings });
		const first = await fillReport(db, lead, id, september, 'en');
		expect(first.strengths.map(({ quote }) => quote?.text)).toEqual([
			'Hello J., this is Anna!',
			'Take the red one, J.'
		]);
		await add({ ratings });
		const second = await fillReport(db, lead, id, september, 'en');
		expect(second.strengths.map(({ criterion }) => criterion)).toEqual(['greeting', 'closing']);
		expect(new Set(second.strengths.map(({ quote }) => quote?.source)).size).toBe(2);
	});

	test('with what was often seen as a strength, before what was seen once', async ({ db }) => {
		const { lead, id, add } = await house(db);
		const na = { na: 'no_opportunity' as const };
		for (let i = 0; i < 3; i++) await add({ ratings: { ...usual, greeting: na, identity: 2 } });
		await add({ ratings: { ...usual, greeting: 5 } });
		const { strengths } = await fillReport(db, lead, id, september, 'en');
		expect(strengths.map(({ criterion }) => criterion)).toEqual(['identity', 'closing']);
	});

	test('with the lowest criterion as priority: behaviour, cause and what good looks like', async ({
		db
	}) => {
		const { lead, id, add } = await house(db);
		for (let i = 0; i < 3; i++) await add({ ratings: usual });
		const { priorities, plan } = await fillReport(db, lead, id, september, 'lv');
		expect(priorities).toHaveLength(1);
		expect(priorities[0]).toMatchObject({
			criterion: 'needs',
			behaviour: { text: 'Offers to J. at once', quote: { text: 'Take the red one, J.' } },
			goodLooksLike: 'vajadzības 5',
			rootCause: 'Darbiniekam pietrūka zināšanu',
			inEmployeesHands: true
		});
		expect(priorities[0].impact).toContain('22,5');
		expect(plan).toMatchObject([
			{
				action: 'Klausieties kopā',
				owner: 'Anna Bērziņa',
				baseline: '25\u00a0%',
				target: '35\u00a0%'
			}
		]);
	});

	test('critical failures come first, and never more than two priorities', async ({ db }) => {
		const { lead, id, add } = await house(db);
		const poor = { greeting: 1, needs: 1, closing: 1, identity: 2 };
		for (let i = 0; i < 8; i++) await add({ ratings: poor });
		await add({ ratings: { ...poor, identity: 1 } });
		const report = await fillReport(db, lead, id, september, 'en');
		expect(report.priorities.map((one) => one.criterion)).toEqual(['identity', 'greeting']);
		expect(report.plan[0]).toMatchObject({ baseline: '1', target: '0' });
		expect(report.criticalErrors).toMatchObject({ count: 1, reviews: 1 });
	});

	test('a criterion rated twice is not put before one rated often', async ({ db }) => {
		const { lead, id, add } = await house(db);
		const na = { na: 'no_opportunity' as const };
		for (let i = 0; i < 4; i++) await add({ ratings: { ...usual, closing: na } });
		for (let i = 0; i < 2; i++) await add({ ratings: { ...usual, closing: 1 } });
		const { priorities } = await fillReport(db, lead, id, september, 'en');
		expect(priorities.map((one) => one.criterion)).toEqual(['needs', 'closing']);
	});

	test('names its numbers in one sentence', async ({ db }) => {
		const { lead, id, add } = await house(db);
		await add({ ratings: { ...usual, identity: 1 } });
		for (let i = 0; i < 2; i++) await add({ ratings: usual });
		const { summary, score } = await fillReport(db, lead, id, september, 'en');
		expect(score.n).toBe(3);
		expect(summary).toMatch(
			/^3 reviews average 48% \(0–100%\); too few .*; critical errors in 1 of 3 reviews\.$/
		);
	});

	test('in every language, also without a review', async ({ db }) => {
		const { lead, id } = await house(db);
		for (const locale of locales) {
			const report = await fillReport(db, lead, id, september, locale);
			expect(report).toMatchObject({
				locale,
				strengths: [],
				priorities: [],
				plan: [],
				reviews: []
			});
			expect(report.summary.length).toBeGreaterThan(20);
		}
	});
});

describe('what a report never says', () => {
	test('a customer’s name, a reviewer’s name, a private note', async ({ db }) => {
		const { lead, id, add } = await house(db);
		const reviewer = await addUser(db, { name: 'Secret Reviewer' });
		await add({
			ratings: usual,
			reviewerId: reviewer.id,
			overallComment: 'Jānis Ozols waited. Card 4111 1111 1111 1111',
			privateNote: 'to be let go'
		});
		const report = await fillReport(db, lead, id, september, 'en');
		const printed = JSON.stringify(report);
		for (const secret of [
			'Jāni',
			'Ozols',
			'Secret Reviewer',
			'to be let go',
			'4111 1111 1111 1111'
		])
			expect(printed).not.toContain(secret);
		expect(report.reviews[0]).toMatchObject({
			reviewerCode: expect.stringMatching(/^R-[0-9A-F]{4}$/)
		});
		expect(report.reviews[0].comment).toMatch(/^J\. O\. waited/);
	});

	test('anything from a review in dispute or not released; the method tells how many', async ({
		db
	}) => {
		const { lead, id, add } = await house(db);
		await add({ ratings: usual });
		await add({ ratings: { ...usual, greeting: 1 }, isDisputed: true });
		await add({ ratings: usual, releaseAt: new Date('2100-01-01') });
		const report = await fillReport(db, lead, id, september, 'en');
		expect(report.score.n).toBe(1);
		expect(report.reviews).toHaveLength(1);
		expect(report.disputes).toEqual({ raised: 1, accepted: 0, open: 1 });
		expect(report.method.sampling).toBe(
			'1 of 3 conversations of this period were reviewed (33%); the reviewers chose them. ' +
				'Not counted because in dispute: 1. ' +
				'Not counted because not yet released to the employee: 1.'
		);
	});

	test('anything to a lead of another team', async ({ db }) => {
		const { id } = await house(db);
		const other = await addUser(db, { role: 'lead' });
		await expect(fillReport(db, other, id, september, 'en')).rejects.toMatchObject({ status: 404 });
	});
});

test('every criterion can be chosen, with its quotes', async ({ db }) => {
	const { lead, id, add } = await house(db);
	await add({ ratings: usual });
	const { candidates } = await prepareReport(db, lead, id, september, 'en');
	expect(candidates.map(({ key, quotes }) => [key, quotes.length])).toEqual([
		['greeting', 1],
		['needs', 1],
		['closing', 0],
		['identity', 0]
	]);
});

test('however many reviews: ten statements', async ({ db, statements }) => {
	const { lead, id, add } = await house(db);
	for (let i = 0; i < 6; i++) await add({ ratings: usual });
	statements.length = 0;
	await fillReport(db, lead, id, september, 'en');
	expect(statements).toHaveLength(10);
});
