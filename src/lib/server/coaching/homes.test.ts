import {
	addConversation,
	addEmployee,
	addEmployeeUser,
	addTeam,
	addUser
} from '../../../../tests/setup/factories.ts';
import { workOff } from '../../../../tests/setup/jobs.ts';
import { addPastReview } from '../../../../tests/setup/past-reviews.ts';
import { expect, test } from '../../../../tests/setup/test.ts';
import { parsePeriod } from '../../periods.ts';
import { defineJob, enqueue } from '../jobs/queue.ts';
import { adminHome, employeeHome, leadHome, reviewerHome } from './homes.ts';
import { startReport } from './reports.ts';

const failing = defineJob({
	name: 'print',
	atOnce: 1,
	expireInSeconds: 60,
	retryLimit: 0,
	retryDelay: 1,
	work: () => Promise.reject(new Error('no paper'))
});
const day = (iso: string) => new Date(`${iso}T10:00:00Z`);

test('a lead sees their own people by name, each with interval and n, and who waits for a report', async ({
	db,
	statements
}) => {
	const lead = await addUser(db, { role: 'lead' });
	const team = await addTeam(db, { leads: [lead] });
	const zane = await addEmployee(db, { name: 'Zane', teamId: team.id });
	const anna = await addEmployee(db, { name: 'Anna', teamId: team.id });
	await addEmployee(db, { name: 'Stranger' });
	for (const score of [0.6, 0.7, 0.8, 0.9]) await addPastReview(db, { employeeId: zane.id, score });
	await addPastReview(db, { employeeId: anna.id, score: 0.2 });
	await addPastReview(db, { employeeId: anna.id, score: 0.1, isDisputed: true });
	const period = parsePeriod('2026-09')!;
	await startReport(db, lead, { employeeId: zane.id, period });

	statements.length = 0;
	const home = await leadHome(db, lead);
	expect(statements).toHaveLength(4);
	expect(home.period.key).toBe('2026-09');
	expect(home.people.map(({ name, isDue }) => [name, isDue])).toEqual([
		['Anna', true],
		['Zane', false]
	]);
	expect(home.people[0].score).toEqual({ mean: 0.2, low: null, high: null, n: 1 });
	expect(home.people[1].score.low).toBeCloseTo(0.544575, 5);
	expect(home.disputed).toHaveLength(1);
});

test('an employee sees what they have not acknowledged, and nothing before its release', async ({
	db,
	statements
}) => {
	const { id: employeeId } = await addEmployee(db);
	const viewer = await addEmployeeUser(db, employeeId);
	const fresh = await addPastReview(db, { employeeId, score: 0.5 });
	await addPastReview(db, { employeeId, score: 0.6, acknowledgedAt: day('2026-09-12') });
	await addPastReview(db, { employeeId, score: 0.7, releaseAt: day('2100-01-01') });
	await addPastReview(db, { score: 0.8 });
	statements.length = 0;
	const home = await employeeHome(db, viewer);
	expect(statements).toHaveLength(3);
	expect(home.feedback.map(({ id }) => id)).toEqual([fresh.id]);
	expect([home.plan, home.reports]).toEqual([[], []]);
});

test('a reviewer sees what comes next and the week since Monday against the goal', async ({
	db,
	statements
}) => {
	const reviewer = await addUser(db);
	const { id: employeeId } = await addEmployee(db);
	const submitted = { employeeId, reviewerId: reviewer.id, score: 0.5 };
	await addPastReview(db, { ...submitted, submittedAt: day('2026-09-13') });
	await addPastReview(db, { ...submitted, submittedAt: day('2026-09-14') });
	await addPastReview(db, { employeeId, score: 0.5, submittedAt: day('2026-09-15') });
	const waiting = await addConversation(db, { employeeId });
	statements.length = 0;
	const home = await reviewerHome(db, reviewer, day('2026-09-16'));
	expect(statements).toHaveLength(4);
	expect(home.week).toEqual({ submitted: 1, goal: 20 });
	expect(home.next?.id).toBe(waiting.id);
	expect(home.drafts).toEqual([]);
});

test('an administrator sees what the set-up lacks, that the house is well, and what failed', async ({
	db,
	pool,
	databaseUrl
}) => {
	const admin = await addUser(db, { role: 'admin' });
	await enqueue(db, failing, { label: 'September', data: {} });
	await workOff({ db, pool, databaseUrl }, [failing]);
	const home = await adminHome({ db, pool }, admin, { dataDir: '.' });
	expect(home.failed).toMatchObject([{ label: 'September', reason: { detail: 'no paper' } }]);
	expect(home.steps.map(({ step }) => step)).toContain('teams');
	expect(home.imports).toEqual([]);
	expect(home.checks.find(({ name }) => name === 'database')?.isWell).toBe(true);
});
