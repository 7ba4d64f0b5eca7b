import { eq, sql } from 'drizzle-orm';
import { describe, vi } from 'vitest';
import {
	addConversation,
	addEmployee,
	addEmployeeUser,
	addReview,
	addScorecard,
	addTeam,
	addUser,
	criterionOf,
	draftOf
} from '../../../../tests/setup/factories.ts';
import { expect, test } from '../../../../tests/setup/test.ts';
import type { Db } from '../db/database.ts';
import { auditEvents, house, reviewRevisions } from '../db/schema/index.ts';
import { acknowledgeReview, decideDispute, disputeReview, listDisputes } from './answers.ts';
import { discardDraft, findDraft, reviseReview, saveDraft, startReview } from './drafts.ts';
import { findNextConversation, getReview, listReviews } from './reviews.ts';
import { getRevision, listRevisions } from './revisions.ts';
import { getScorecardVersion } from '../scorecards/versions.ts';
import { submitReview } from './submit.ts';

const notFound = { status: 404 };

async function begin(db: Db, input: Parameters<typeof addScorecard>[1] = {}) {
	const reviewer = await addUser(db);
	const employee = await addEmployee(db);
	const conversation = await addConversation(db, { employeeId: employee.id });
	const { versionId } = await addScorecard(db, input);
	const id = await startReview(db, reviewer, { conversationId: conversation.id });
	return { reviewer, employee, conversation, versionId, id };
}

describe('a draft', () => {
	test('is started once, however often the reviewer clicks', async ({ db }) => {
		const { reviewer, conversation, id } = await begin(db);
		const again = await startReview(db, reviewer, { conversationId: conversation.id });
		expect(again).toBe(id);
	});

	test('cannot be opened, saved or submitted by another reviewer', async ({ db }) => {
		const { id } = await begin(db);
		const other = await addUser(db);
		const document = draftOf({ politeness: 5, solution: 5 });
		expect(await findDraft(db, other, id)).toBeNull();
		await expect(getReview(db, other, id)).rejects.toMatchObject(notFound);
		await expect(
			saveDraft(db, other, id, { document, version: 1, tab: 'x' })
		).rejects.toMatchObject(notFound);
		await expect(submitReview(db, other, id, { document })).rejects.toMatchObject(notFound);
		expect((await listReviews(db, other)).rows).toEqual([]);
	});

	test('says when another tab saved meanwhile, and keeps what stands', async ({ db }) => {
		const { reviewer, id } = await begin(db);
		const mine = draftOf({ politeness: 2 });
		const theirs = draftOf({ politeness: 4 });
		await saveDraft(db, reviewer, id, { document: theirs, version: 1, tab: 'b' });
		const result = await saveDraft(db, reviewer, id, { document: mine, version: 1, tab: 'a' });
		expect(result).toMatchObject({ saved: false, version: 2, document: theirs });
		expect((await findDraft(db, reviewer, id))?.document).toEqual(theirs);
	});

	test('sent twice because the answer was lost is saved once', async ({ db }) => {
		const { reviewer, id } = await begin(db);
		const save = { document: draftOf({ politeness: 2 }), version: 1, tab: 'a' };
		await saveDraft(db, reviewer, id, save);
		expect(await saveDraft(db, reviewer, id, save)).toEqual({ saved: true, version: 2 });
	});

	test('that was never submitted can be thrown away', async ({ db }) => {
		const { reviewer, id } = await begin(db);
		await discardDraft(db, reviewer, id);
		await expect(getReview(db, reviewer, id)).rejects.toMatchObject(notFound);
	});
});

describe('starting', () => {
	test('nobody reviews their own conversation', async ({ db }) => {
		const employee = await addEmployee(db);
		const reviewer = await addUser(db, { employeeId: employee.id });
		const { id: conversationId } = await addConversation(db, { employeeId: employee.id });
		await addScorecard(db);
		await expect(startReview(db, reviewer, { conversationId })).rejects.toMatchObject({
			status: 409
		});
	});

	test('a conversation that is nobody’s is assigned first', async ({ db }) => {
		const { id: conversationId } = await addConversation(db);
		await addScorecard(db);
		await expect(startReview(db, await addUser(db), { conversationId })).rejects.toMatchObject({
			status: 409
		});
	});

	test('the next conversation is the newest that nobody reviewed', async ({ db }) => {
		const { reviewer, employee, conversation } = await begin(db);
		const older = await addConversation(db, {
			employeeId: employee.id,
			occurredAt: new Date('2026-08-01')
		});
		expect((await findNextConversation(db, reviewer))?.id).toBe(older.id);
		expect(older.id).not.toBe(conversation.id);
	});
});

describe('submitting', () => {
	test('freezes ratings, evidence and both scores', async ({ db }) => {
		const critical = { fails: 'review', class: 'customer' } as const;
		const criteria = [criterionOf('politeness'), criterionOf('honesty', { critical })];
		const { reviewer, id } = await begin(db, { criteria });
		const evidence = [{ segment: 1, start: 0, end: 10, quote: 'I am sorry' }];
		const document = draftOf({ politeness: 5, honesty: { level: 1, evidence } });
		expect(await submitReview(db, reviewer, id, { document })).toEqual({ submitted: true });
		const review = await getReview(db, reviewer, id);
		expect(review).toMatchObject({ score: 0, scoreWithoutCritical: 0.5, criticalFailures: 1 });
		const revision = await getRevision(db, review.currentRevisionId!);
		expect(revision.ratings).toEqual(document.ratings);
	});

	test('says what is missing and changes nothing', async ({ db }) => {
		const criteria = [criterionOf('politeness', { evidenceBelow: 5 }), criterionOf('solution')];
		const { reviewer, id } = await begin(db, { criteria });
		const result = await submitReview(db, reviewer, id, { document: draftOf({ politeness: 2 }) });
		expect(result).toEqual({
			submitted: false,
			missing: [
				{ criterion: 'politeness', what: 'evidence' },
				{ criterion: 'solution', what: 'rating' }
			]
		});
		expect((await getReview(db, reviewer, id)).submittedAt).toBeNull();
	});

	test.for([
		['another place', { segment: 1, start: 1, end: 11, quote: 'I am sorry' }],
		['other words', { segment: 1, start: 0, end: 10, quote: 'I am Sorry' }],
		['a segment that does not exist', { segment: 9, start: 0, end: 10, quote: 'I am sorry' }]
	] as const)('a quote of %s is refused', async ([, evidence], { db }) => {
		const { reviewer, id } = await begin(db);
		const document = draftOf({ politeness: { level: 2, evidence: [evidence] }, solution: 5 });
		await expect(submitReview(db, reviewer, id, { document })).rejects.toMatchObject({
			status: 422
		});
	});

	test('twice makes one revision', async ({ db }) => {
		const { reviewer, id } = await begin(db);
		const document = draftOf({ politeness: 5, solution: 3 });
		await Promise.all([
			submitReview(db, reviewer, id, { document }),
			submitReview(db, reviewer, id, { document })
		]);
		expect(await listRevisions(db, id)).toHaveLength(1);
	});

	test('while another submit of it is not finished waits and changes nothing', async ({
		db,
		pool
	}) => {
		const { reviewer, id } = await begin(db);
		const document = draftOf({ politeness: 5, solution: 3 });
		let second: Promise<unknown> | undefined;
		await db.transaction(async (first) => {
			await first.execute(sql`select from reviews where id = ${id} for update`);
			second = submitReview(db, reviewer, id, { document });
			await vi.waitUntil(async () => {
				const { rows } = await pool.query(`select from pg_stat_activity
					where datname = current_database() and wait_event_type = 'Lock'`);
				return rows.length > 0;
			});
			await submitReview(first, reviewer, id, { document });
		});
		expect(await second).toEqual({ submitted: true });
		expect(await listRevisions(db, id)).toHaveLength(1);
	});

	test('takes four round trips, however many criteria', async ({ db, statements }) => {
		const criteria = Array.from({ length: 20 }, (_, i) => criterionOf(`c${i}`));
		const { reviewer, id, versionId } = await begin(db, { criteria });
		await getScorecardVersion(db, versionId);
		const document = draftOf(Object.fromEntries(criteria.map(({ key }) => [key, 4])));
		statements.length = 0;
		await submitReview(db, reviewer, id, { document });
		expect(statements).toHaveLength(4);
	});

	test('is in the audit log with the score', async ({ db }) => {
		const { reviewer, id } = await begin(db);
		await submitReview(db, reviewer, id, { document: draftOf({ politeness: 5, solution: 5 }) });
		const [event] = await db
			.select()
			.from(auditEvents)
			.where(eq(auditEvents.action, 'review.submitted'));
		expect(event).toMatchObject({ actorId: reviewer.id, subject: id, after: { score: 1 } });
	});
});

describe('a revision', () => {
	test('needs a reason, counts from then on, and the old one stays readable', async ({ db }) => {
		const { reviewer, id } = await begin(db);
		await submitReview(db, reviewer, id, { document: draftOf({ politeness: 1, solution: 1 }) });
		await reviseReview(db, reviewer, id);
		const document = draftOf({ politeness: 5, solution: 5 });
		await expect(submitReview(db, reviewer, id, { document })).rejects.toMatchObject({
			status: 422
		});
		await submitReview(db, reviewer, id, { document, reason: 'Heard the call again' });
		expect((await getReview(db, reviewer, id)).score).toBe(1);
		const [first, second] = await listRevisions(db, id);
		expect([first.score, second.reason]).toEqual([0, 'Heard the call again']);
		expect((await getRevision(db, first.id)).ratings.politeness.level).toBe(1);
	});

	test('cannot be changed, not even by a statement of our own', async ({ db }) => {
		const { reviewer, id } = await begin(db);
		await submitReview(db, reviewer, id, { document: draftOf({ politeness: 1, solution: 1 }) });
		await expect(db.update(reviewRevisions).set({ score: 1 })).rejects.toThrow();
	});
});

describe('the employee', () => {
	test('sees a review once it is released, without the private note', async ({ db }) => {
		await db.update(house).set({ releaseAfterHours: 24 });
		const employee = await addEmployee(db);
		const viewer = await addEmployeeUser(db, employee.id);
		const hidden = await addReview(db, { employeeId: employee.id });
		const open = await addReview(db, {
			employeeId: employee.id,
			document: { releaseAt: '2026-01-01T00:00:00Z' }
		});
		await expect(getReview(db, viewer, hidden.id)).rejects.toMatchObject(notFound);
		expect((await listReviews(db, viewer)).rows.map(({ id }) => id)).toEqual([open.id]);
	});

	test('acknowledges once, with a comment', async ({ db }) => {
		const employee = await addEmployee(db);
		const viewer = await addEmployeeUser(db, employee.id);
		const { id } = await addReview(db, { employeeId: employee.id });
		await acknowledgeReview(db, viewer, id, 'I see');
		await acknowledgeReview(db, viewer, id, 'a second click');
		expect((await getReview(db, viewer, id)).employeeComment).toBe('I see');
	});

	test('does not see the review of a colleague', async ({ db }) => {
		const viewer = await addEmployeeUser(db, (await addEmployee(db)).id);
		const { id } = await addReview(db, { employeeId: (await addEmployee(db)).id });
		await expect(getReview(db, viewer, id)).rejects.toMatchObject(notFound);
		await expect(acknowledgeReview(db, viewer, id, '')).rejects.toMatchObject(notFound);
		await expect(disputeReview(db, viewer, id, 'wrong')).rejects.toMatchObject(notFound);
	});

	test('disputes; the lead decides, the reviewer may not', async ({ db }) => {
		const lead = await addUser(db, { role: 'lead' });
		const team = await addTeam(db, { leads: [lead] });
		const employee = await addEmployee(db, { teamId: team.id });
		const viewer = await addEmployeeUser(db, employee.id);
		const { id, reviewer } = await addReview(db, { employeeId: employee.id });
		await disputeReview(db, viewer, id, 'The customer never asked');
		await expect(disputeReview(db, viewer, id, 'again')).rejects.toMatchObject({ status: 409 });
		const decision = { outcome: 'accepted', text: 'True' } as const;
		await expect(decideDispute(db, reviewer, id, decision)).rejects.toMatchObject({ status: 409 });
		await decideDispute(db, lead, id, decision);
		expect(await listDisputes(db, viewer, id)).toMatchObject([{ outcome: 'accepted' }]);
	});
});

describe('the list', () => {
	test('shows a lead the own teams only', async ({ db }) => {
		const lead = await addUser(db, { role: 'lead' });
		const mine = await addEmployee(db, { teamId: (await addTeam(db, { leads: [lead] })).id });
		const other = await addEmployee(db, { teamId: (await addTeam(db)).id });
		const { id } = await addReview(db, { employeeId: mine.id });
		await addReview(db, { employeeId: other.id });
		expect((await listReviews(db, lead)).rows.map((row) => row.id)).toEqual([id]);
	});

	test('finds a tag of the revision that counts, not of an older one', async ({ db }) => {
		const { id: employeeId } = await addEmployee(db);
		const reviewer = await addUser(db);
		const tagged = { employeeId, reviewer, document: { tags: ['refund', "it's 100 %"] } };
		const { id } = await addReview(db, tagged);
		await addReview(db, { employeeId, reviewer });
		const found = async (tag: string) =>
			(await listReviews(db, reviewer, { tag })).rows.map((row) => row.id);
		expect(await found("it's 100 %")).toEqual([id]);
		await reviseReview(db, reviewer, id);
		const { document } = (await findDraft(db, reviewer, id))!;
		await submitReview(db, reviewer, id, { document: { ...document, tags: [] }, reason: 'Wrong' });
		expect(await found('refund')).toEqual([]);
	});

	test('pages through all without doubles', async ({ db }) => {
		const reviewer = await addUser(db);
		const employee = await addEmployee(db);
		const { versionId: scorecardVersionId } = await addScorecard(db);
		for (let i = 0; i < 5; i++)
			await addReview(db, { employeeId: employee.id, reviewer, scorecardVersionId });
		const seen: string[] = [];
		let after: Awaited<ReturnType<typeof listReviews>>['next'] = null;
		do {
			const page = await listReviews(db, reviewer, { limit: 2, after: after ?? undefined });
			seen.push(...page.rows.map(({ id }) => id));
			after = page.next;
		} while (after);
		expect(new Set(seen).size).toBe(5);
		expect(seen).toHaveLength(5);
	});
});
