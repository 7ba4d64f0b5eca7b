import { and, eq, like, sql } from 'drizzle-orm';
import { v7 } from 'uuid';
import {
	addEmployee,
	addEmployeeUser,
	addProgrammeFor,
	addShopper,
	addTeam,
	addUser,
	filingOf
} from '../../../../tests/setup/factories.ts';
import { expect, test } from '../../../../tests/setup/test.ts';
import type { ProgrammeInput } from '../../programme.ts';
import { readReviews } from '../coaching/rows.ts';
import type { Db } from '../db/database.ts';
import { auditEvents, employees, reviewRevisions, visits } from '../db/schema/index.ts';
import { decideDispute } from '../reviews/answers.ts';
import { takeVisit } from './assignment.ts';
import { decideAppeal, listAppeals, raiseAppeal, type Appeal } from './appeals.ts';
import { approveVisit, releaseVisit, startCheck } from './checking.ts';
import { fileVisit } from './filing.ts';
import { getResult, listResults } from './results.ts';

const origin = 'https://plumbline.example';

/** An approved visit of an employee whose lead may appeal. */
async function approvedVisit(
	db: Db,
	input: Partial<ProgrammeInput> & { identified?: boolean } = {}
) {
	const { identified = true, ...rest } = input;
	const lead = await addUser(db, { role: 'lead' });
	const team = await addTeam(db, { leads: [lead] });
	const programme = await addProgrammeFor(db, { staff: 'named', ...rest });
	const { visit, location } = programme;
	const employee = await addEmployee(db, { teamId: team.id, locationId: location.id });
	const shopper = await addShopper(db, { code: 'S-77' });
	await takeVisit(db, shopper, visit.id);
	const filing = filingOf(visit.id, programme.scorecardVersionId, {
		ratings: { greeting: { level: 1, comment: 'Nobody looked up.' } } as never
	});
	await fileVisit(db, shopper, v7(), filing);
	const editor = await addUser(db, { role: 'reviewer' });
	await startCheck(db, editor, visit.id);
	const employeeId = identified ? employee.id : null;
	await approveVisit(db, editor, visit.id, { employeeId, shopperRating: 4, comment: 'Hello.' });
	const decider = await addUser(db, { role: 'reviewer' });
	return { ...programme, lead, employee, shopper, editor, decider };
}

const wrongFact: Appeal = { ground: 'fact', reason: 'There was a queue', evidence: '' };
const rejected = { outcome: 'rejected' as const, text: 'The receipt says 10:04', levels: {} };

test('an accepted appeal revises the review; what stood before stays beside it', async ({ db }) => {
	const { visit, lead, decider } = await approvedVisit(db);
	await raiseAppeal(db, lead, visit.id, wrongFact, origin);
	const accepted = {
		outcome: 'accepted' as const,
		text: 'The camera shows it',
		levels: { greeting: 4 }
	};
	await decideAppeal(db, decider, visit.id, accepted, origin);
	const { appeals } = await listAppeals(db, lead, visit.id);
	expect(appeals).toMatchObject([
		{
			outcome: 'accepted',
			decidedBy: decider.name,
			before: { revision: 1, score: 0 },
			after: { revision: 2, score: 0.75 }
		}
	]);
	const revisions = await db.select().from(reviewRevisions).orderBy(reviewRevisions.number);
	expect(revisions.map(({ score, reason, createdBy }) => [score, reason, createdBy])).toEqual([
		[0, '', expect.any(String)],
		[0.75, 'The camera shows it', decider.id]
	]);
	expect(await getResult(db, lead, visit.id, 'en')).toMatchObject({ score: 0.75, revision: 2 });
	const events = await db
		.select()
		.from(auditEvents)
		.where(and(eq(auditEvents.subject, visit.id), like(auditEvents.action, 'visit.appeal%')));
	expect(events.map(({ action }) => action)).toEqual(['visit.appealed', 'visit.appeal_accepted']);
});

test('the editor does not decide, nor does a lead, nor the page of reviews', async ({ db }) => {
	const { visit, lead, editor, admin } = await approvedVisit(db);
	await raiseAppeal(db, lead, visit.id, wrongFact, origin);
	await expect(decideAppeal(db, editor, visit.id, rejected, origin)).rejects.toMatchObject({
		status: 403
	});
	await expect(decideAppeal(db, lead, visit.id, rejected, origin)).rejects.toMatchObject({
		status: 403
	});
	const { rows } = await db.execute<{ id: string }>(sql`select id from reviews`);
	await expect(
		decideDispute(db, admin, rows[0].id, { outcome: 'accepted', text: 'Yes' })
	).rejects.toMatchObject({ status: 409 });
});

test('while it waits, an appealed visit counts in no average', async ({ db }) => {
	const { visit, lead, decider, employee } = await approvedVisit(db);
	const window = { start: new Date('2026-09-01'), end: new Date('2026-10-01') };
	const isDisputed = async () =>
		(await readReviews(db, employee.id, window, 'submitted')).map((review) => review.isDisputed);
	await raiseAppeal(db, lead, visit.id, wrongFact, origin);
	expect(await isDisputed()).toEqual([true]);
	await decideAppeal(db, decider, visit.id, rejected, origin);
	expect(await isDisputed()).toEqual([false]);
});

test('a second appeal needs new evidence, and there is one at a time', async ({ db }) => {
	const { visit, lead, decider } = await approvedVisit(db);
	await raiseAppeal(db, lead, visit.id, wrongFact, origin);
	await expect(raiseAppeal(db, lead, visit.id, wrongFact, origin)).rejects.toMatchObject({
		status: 409
	});
	await decideAppeal(db, decider, visit.id, rejected, origin);
	await expect(raiseAppeal(db, lead, visit.id, wrongFact, origin)).rejects.toMatchObject({
		status: 422
	});
	await raiseAppeal(db, lead, visit.id, { ...wrongFact, evidence: 'Roster of that day' }, origin);
	await decideAppeal(db, decider, visit.id, rejected, origin);
	const again = { ...wrongFact, evidence: 'Roster of that day' };
	await expect(raiseAppeal(db, lead, visit.id, again, origin)).rejects.toMatchObject({
		status: 422
	});
});

test('after the days of the programme it is too late', async ({ db }) => {
	const { visit, lead } = await approvedVisit(db, { appealDays: 3 });
	await db.update(visits).set({ approvedAt: new Date(Date.now() - 4 * 86_400_000) });
	await expect(raiseAppeal(db, lead, visit.id, wrongFact, origin)).rejects.toMatchObject({
		status: 409
	});
});

test('who it really was gets the visit, and who it was not no longer sees it', async ({ db }) => {
	const { visit, lead, decider, employee, location } = await approvedVisit(db);
	const other = await addEmployee(db, { locationId: location.id, teamId: employee.teamId });
	await raiseAppeal(db, lead, visit.id, { ...wrongFact, ground: 'person' }, origin);
	const accepted = {
		outcome: 'accepted' as const,
		text: 'She was on leave',
		levels: {},
		employeeId: other.id
	};
	await decideAppeal(db, decider, visit.id, accepted, origin);
	await releaseVisit(db, decider, visit.id);
	const [was, is] = await Promise.all([employee, other].map(({ id }) => addEmployeeUser(db, id)));
	expect((await listResults(db, was)).rows).toEqual([]);
	expect((await listResults(db, is)).rows).toMatchObject([{ id: visit.id }]);
});

test('the employee sees the released visit, and nothing of who the shopper was', async ({ db }) => {
	const { visit, employee, decider, lead } = await approvedVisit(db);
	const viewer = await addEmployeeUser(db, employee.id);
	await expect(getResult(db, viewer, visit.id, 'en')).rejects.toMatchObject({ status: 404 });
	await releaseVisit(db, decider, visit.id);
	const seen = await getResult(db, viewer, visit.id, 'en');
	expect(seen).toMatchObject({ shopper: null, score: 0 });
	expect(JSON.stringify(seen)).not.toContain('S-77');
	expect(await getResult(db, lead, visit.id, 'en')).toMatchObject({ shopper: 'S-77' });
});

test('a lead stands for the place where nobody was identified, and for no other', async ({
	db
}) => {
	const { visit, lead, employee } = await approvedVisit(db, { identified: false });
	await raiseAppeal(db, lead, visit.id, wrongFact, origin);
	const stranger = await addUser(db, { role: 'lead' });
	await addTeam(db, { leads: [stranger] });
	await expect(raiseAppeal(db, stranger, visit.id, wrongFact, origin)).rejects.toMatchObject({
		status: 404
	});
	await db.update(employees).set({ locationId: null }).where(eq(employees.id, employee.id));
	expect((await listResults(db, lead)).rows).toEqual([]);
});

test('those who may decide are told, the editor is not; who appealed hears of the decision', async ({
	db
}) => {
	const { visit, lead, editor, decider, admin } = await approvedVisit(db);
	const told = async () => {
		const { rows } = await db.execute<{ to: string }>(
			sql`select data->>'to' as to from pgboss.job where name = 'send-mail' order by created_on`
		);
		return rows.map(({ to }) => to);
	};
	await raiseAppeal(db, lead, visit.id, wrongFact, origin);
	const first = await told();
	expect(first).toEqual(expect.arrayContaining([decider.email, admin.email]));
	expect(first).not.toContain(editor.email);
	await decideAppeal(db, decider, visit.id, rejected, origin);
	expect(await told()).toContain(lead.email);
});
