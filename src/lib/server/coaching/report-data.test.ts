import {
	addEmployee,
	addEmployeeUser,
	addScorecard,
	addTeam,
	addUser,
	criterionOf
} from '../../../../tests/setup/factories.ts';
import { addPastReview } from '../../../../tests/setup/past-reviews.ts';
import { describe, expect, test } from '../../../../tests/setup/test.ts';
import { parsePeriod } from '../../periods.ts';
import type { Db } from '../db/database.ts';
import { employeeFigures } from './report-data.ts';

const september = parsePeriod('2026-09')!;
const day = (iso: string) => new Date(`${iso}T10:00:00Z`);

async function addScores(db: Db, employeeId: string, scores: number[], from = '2026-09-01') {
	for (const [i, score] of scores.entries())
		await addPastReview(db, {
			employeeId,
			score,
			occurredAt: new Date(day(from).getTime() + i * 86_400_000)
		});
}

describe('the score', () => {
	test('is the mean of the reviews: 100, 9.91, 63.96, 90.99 and 0 make 52.97', async ({ db }) => {
		const { id } = await addEmployee(db);
		await addScores(db, id, [1, 0.0991, 0.6396, 0.9099, 0]);
		const { score } = await employeeFigures(db, await addUser(db), id, september);
		expect(score.n).toBe(5);
		expect(score.mean).toBeCloseTo(0.52972, 10);
	});

	test('carries the t interval of its reviews', async ({ db }) => {
		const { id } = await addEmployee(db);
		await addScores(db, id, [0.6, 0.7, 0.8, 0.9]);
		const { score } = await employeeFigures(db, await addUser(db), id, september);
		// mean ± t(0.975, 3) · s / √4 = 0.75 ± 3.182446 · 0.129099 / 2
		expect(score.mean).toBeCloseTo(0.75, 10);
		expect(score.low).toBeCloseTo(0.544575, 5);
		expect(score.high).toBeCloseTo(0.955425, 5);
	});

	test('of one review has no interval, and of none has no score', async ({ db }) => {
		const viewer = await addUser(db);
		const { id } = await addEmployee(db);
		const empty = await employeeFigures(db, viewer, id, september);
		expect(empty.score).toEqual({ mean: null, low: null, high: null, n: 0 });
		expect(empty.change.kind).toBe('too_few');
		await addScores(db, id, [0.8]);
		const { score } = await employeeFigures(db, viewer, id, september);
		expect(score).toEqual({ mean: 0.8, low: null, high: null, n: 1 });
	});

	test('counts two reviews of one conversation as less certain than two conversations', async ({
		db
	}) => {
		const viewer = await addUser(db);
		const [once, twice] = [await addEmployee(db), await addEmployee(db)];
		const scores = [0.5, 0.5, 0.9, 0.9, 0.6, 0.6];
		await addScores(db, once.id, scores);
		for (const value of [0.5, 0.9, 0.6]) {
			const occurredAt = day('2026-09-05');
			const first = await addPastReview(db, { employeeId: twice.id, score: value, occurredAt });
			const { conversationId } = first;
			await addPastReview(db, { employeeId: twice.id, score: value, occurredAt, conversationId });
		}
		const apart = (await employeeFigures(db, viewer, once.id, september)).score;
		const alike = (await employeeFigures(db, viewer, twice.id, september)).score;
		expect(alike.mean).toBeCloseTo(apart.mean!, 10);
		expect(alike.low!).toBeLessThan(apart.low!);
	});
});

describe('which reviews count', () => {
	test('a disputed review leaves the average until it is decided', async ({ db }) => {
		const { id } = await addEmployee(db);
		await addScores(db, id, [0.9]);
		await addPastReview(db, { employeeId: id, score: 0.1, isDisputed: true });
		const figures = await employeeFigures(db, await addUser(db), id, september);
		expect(figures.score).toMatchObject({ mean: 0.9, n: 1 });
		expect(figures.disputed).toBe(1);
	});

	test('a draft does not', async ({ db }) => {
		const { id } = await addEmployee(db);
		await addPastReview(db, { employeeId: id, score: 0.1, submittedAt: null });
		const figures = await employeeFigures(db, await addUser(db), id, september);
		expect(figures.score.n).toBe(0);
	});

	test('the day of the conversation, as the house counts, decides the period', async ({ db }) => {
		const { id } = await addEmployee(db);
		const [first, last] = ['2026-09-01T00:00:00Z', '2026-09-30T23:59:59.999Z'];
		await addPastReview(db, { employeeId: id, score: 0.4, occurredAt: new Date(first) });
		await addPastReview(db, { employeeId: id, score: 0.6, occurredAt: new Date(last) });
		await addPastReview(db, { employeeId: id, score: 1, occurredAt: day('2026-10-01') });
		const figures = await employeeFigures(db, await addUser(db), id, september);
		expect(figures.score).toMatchObject({ mean: 0.5, n: 2 });
	});

	test('an employee sees only what is released', async ({ db }) => {
		const { id } = await addEmployee(db);
		await addScores(db, id, [0.9]);
		await addPastReview(db, { employeeId: id, score: 0.1, releaseAt: new Date('2100-01-01') });
		const own = await employeeFigures(db, await addEmployeeUser(db, id), id, september);
		expect(own.score).toMatchObject({ mean: 0.9, n: 1 });
		const reviewers = await employeeFigures(db, await addUser(db), id, september);
		expect(reviewers.score.n).toBe(2);
	});

	test('without a period it is the month of the newest review', async ({ db }) => {
		const { id } = await addEmployee(db);
		await addScores(db, id, [0.9], '2026-05-20');
		const { period } = await employeeFigures(db, await addUser(db), id, null);
		expect(period.key).toBe('2026-05');
	});
});

describe('who sees it', () => {
	test('a lead their own team, an employee themselves, nobody else', async ({ db }) => {
		const lead = await addUser(db, { role: 'lead' });
		const otherLead = await addUser(db, { role: 'lead' });
		const team = await addTeam(db, { leads: [lead] });
		await addTeam(db, { leads: [otherLead] });
		const { id } = await addEmployee(db, { teamId: team.id });
		const colleague = await addEmployeeUser(db, (await addEmployee(db, { teamId: team.id })).id);

		expect((await employeeFigures(db, lead, id, september)).employee.id).toBe(id);
		for (const viewer of [otherLead, colleague, await addUser(db, { role: 'shopper' })])
			await expect(employeeFigures(db, viewer, id, september)).rejects.toMatchObject({
				status: 404
			});
	});

	test('an id that is none is not found', async ({ db }) => {
		const viewer = await addUser(db, { role: 'admin' });
		await expect(employeeFigures(db, viewer, 'new', september)).rejects.toMatchObject({
			status: 404
		});
	});
});

describe('change and trend', () => {
	test('a change is named when its interval excludes 0', async ({ db }) => {
		const { id } = await addEmployee(db);
		await addScores(db, id, [0.5, 0.52, 0.48, 0.5, 0.51], '2026-08-01');
		await addScores(db, id, [0.9, 0.88, 0.92, 0.9, 0.91]);
		const { change } = await employeeFigures(db, await addUser(db), id, september);
		expect(change.kind).toBe('up');
		expect(change.difference).toBeCloseTo(0.4, 10);
	});

	test('otherwise it is not detectable, however far apart the means', async ({ db }) => {
		const { id } = await addEmployee(db);
		await addScores(db, id, [0.2, 0.9, 0.4], '2026-08-01');
		await addScores(db, id, [0.9, 0.3, 1]);
		const { change } = await employeeFigures(db, await addUser(db), id, september);
		expect(change.kind).toBe('no_detectable_change');
	});

	test('six periods with their n, and where the scorecard changed', async ({ db }) => {
		const { id: employeeId } = await addEmployee(db);
		const [first, second] = [await addScorecard(db), await addScorecard(db)];
		const add = (iso: string, versionId: string) =>
			addPastReview(db, {
				employeeId,
				scorecardVersionId: versionId,
				score: 0.7,
				occurredAt: day(iso)
			});
		await add('2026-05-03', first.versionId);
		await add('2026-07-03', first.versionId);
		await add('2026-09-03', second.versionId);
		await add('2026-09-04', second.versionId);
		const { trend, scorecards } = await employeeFigures(
			db,
			await addUser(db),
			employeeId,
			september
		);
		expect(trend.map(({ n }) => n)).toEqual([0, 1, 0, 1, 0, 2]);
		expect(trend.map(({ newVersion }) => newVersion)).toEqual([...Array(5).fill(false), true]);
		expect(trend[5].label).toBe('Sept 2026');
		expect(scorecards).toHaveLength(1);
	});
});

describe('the team', () => {
	test('is a median of its members’ means, from three members on', async ({ db }) => {
		const viewer = await addUser(db);
		const team = await addTeam(db);
		const [anna, boris, carla] = await Promise.all(
			[1, 2, 3].map(() => addEmployee(db, { teamId: team.id }))
		);
		await addScores(db, anna.id, [0.9, 0.9]);
		await addScores(db, boris.id, [0.5, 0.7]);
		expect((await employeeFigures(db, viewer, anna.id, september)).teamMedian).toBeNull();
		await addScores(db, carla.id, [0.1, 0.3, 0.8]);
		const { teamMedian } = await employeeFigures(db, viewer, anna.id, september);
		expect(teamMedian?.n).toBe(3);
		expect(teamMedian?.value).toBeCloseTo(0.6, 10);
	});
});

describe('criteria', () => {
	async function house(db: Db) {
		const criteria = [
			criterionOf('manner', { weight: 30 }),
			criterionOf('checked', {
				weight: 10,
				levels: [{ en: 'no' }, { en: 'yes' }],
				critical: { fails: 'review', class: 'compliance' }
			})
		];
		const { versionId } = await addScorecard(db, { criteria });
		const { id: employeeId } = await addEmployee(db);
		const add = (manner: number | null, checked: number, channel: 'chat' | 'call' = 'chat') =>
			addPastReview(db, {
				employeeId,
				scorecardVersionId: versionId,
				channel,
				ratings: {
					manner: manner === null ? { na: 'no_opportunity' } : manner,
					checked
				}
			});
		return { employeeId, add };
	}

	test('carry weight, n, N/A, mean, interval and sources', async ({ db }) => {
		const { employeeId, add } = await house(db);
		await add(5, 2);
		await add(3, 2, 'call');
		await add(null, 2);
		await add(4, 1);
		const { criteria } = await employeeFigures(db, await addUser(db), employeeId, september);
		const [manner, checked] = criteria;
		expect(manner).toMatchObject({
			key: 'manner',
			weight: 0.75,
			n: 3,
			notApplicable: 1,
			mean: 0.75,
			sources: { chat: 2, call: 1, visit: 0 }
		});
		// 0.75 ± t(0.975, 2) · 0.25 / √3 = 0.75 ± 0.6210, kept within 0..1
		expect(manner.low).toBeCloseTo(0.128966, 5);
		expect(manner.high).toBe(1);
		// Wilson for 3 of 4
		expect(checked.mean).toBe(0.75);
		expect(checked.low).toBeCloseTo(0.300642, 5);
		expect(checked.high).toBeCloseTo(0.954413, 5);
	});

	test('stand beside each other by chat, call and visit; one rating has no interval', async ({
		db
	}) => {
		const { employeeId, add } = await house(db);
		await add(5, 2);
		await add(3, 1);
		await add(2, 2, 'call');
		const figures = await employeeFigures(db, await addUser(db), employeeId, september);
		const [manner, checked] = figures.criteria;
		expect(manner.byLens).toMatchObject([
			{ lens: 'chat', n: 2, mean: 0.75, high: 1 },
			{ lens: 'call', n: 1, mean: 0.25, low: null, high: null },
			{ lens: 'visit', n: 0, mean: null }
		]);
		// Wilson for 1 of 2 and 1 of 1
		expect(checked.byLens[0].low).toBeCloseTo(0.094531, 5);
		expect(checked.byLens[1].low).toBeCloseTo(0.206549, 5);
		expect(figures.byLens.map(({ n }) => n)).toEqual([2, 1, 0]);
	});

	test('critical errors are counted, rated and sorted by class', async ({ db }) => {
		const { employeeId, add } = await house(db);
		for (const checked of [2, 2, 2, 2, 1]) await add(5, checked);
		const figures = await employeeFigures(db, await addUser(db), employeeId, september);
		expect(figures.criticalErrors).toMatchObject({
			count: 1,
			reviews: 1,
			byClass: { customer: 0, business: 0, compliance: 1 }
		});
		// Wilson for 1 of 5: the mirror of 4 of 5, 38–96 %
		expect(figures.criticalErrors.rate.low).toBeCloseTo(0.036224, 5);
		expect(figures.criticalErrors.rate.high).toBeCloseTo(0.624465, 5);
		expect(figures.score.mean).toBeCloseTo(0.8, 10);
		expect(figures.withoutCritical.mean).toBeCloseTo(0.95, 10);
	});
});

test('however many reviews and criteria: five statements', async ({ db, statements }) => {
	const viewer = await addUser(db);
	const team = await addTeam(db);
	const { id } = await addEmployee(db, { teamId: team.id });
	for (let i = 0; i < 5; i++)
		await addPastReview(db, { employeeId: id, ratings: { politeness: 3, solution: 4 } });
	statements.length = 0;
	await employeeFigures(db, viewer, id, september);
	expect(statements).toHaveLength(5);
});
