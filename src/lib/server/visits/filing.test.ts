import { eq } from 'drizzle-orm';
import { v7 } from 'uuid';
import {
	addEmployee,
	addEmployeeUser,
	addProgrammeFor,
	addShopper,
	addUser,
	addVisitForm,
	filingOf,
	questionOf
} from '../../../../tests/setup/factories.ts';
import { fileOf, photoDeskOf, photoOf, sendPhoto } from '../../../../tests/setup/photos.ts';
import { expect, test } from '../../../../tests/setup/test.ts';
import type { Db } from '../db/database.ts';
import { visitFilings, visits } from '../db/schema/index.ts';
import { monthOf } from '../../periods.ts';
import { fillReport } from '../coaching/fill-report.ts';
import { draftFromPublished, publishScorecard, saveDraft } from '../scorecards/drafts.ts';
import { getScorecardVersion } from '../scorecards/versions.ts';
import { getReview, listReviews } from '../reviews/reviews.ts';
import { getRevision } from '../reviews/revisions.ts';
import { acceptVisit, assignVisit, takeVisit } from './assignment.ts';
import {
	approveVisit,
	correctText,
	excludeVisit,
	getCheck,
	releaseVisit,
	returnVisit,
	startCheck
} from './checking.ts';
import { fileVisit, getReceipt } from './filing.ts';
import { editProgramme, getProgramme, programmeInput } from './programmes.ts';
import { listKept } from './kept.ts';
import { beginVisit, openVisitForm } from './writing.ts';
import { listShoppers } from './shoppers.ts';
import { getVisit, listVisitEvents } from './visits.ts';

async function takenVisit(db: Db, input: Parameters<typeof addProgrammeFor>[1] = {}) {
	const programme = await addProgrammeFor(db, input);
	const shopper = await addShopper(db, { code: 'S-7' });
	await takeVisit(db, shopper, programme.visit.id);
	const filing = filingOf(programme.visit.id, programme.scorecardVersionId);
	return { ...programme, shopper, filing };
}

test('the same visit sent twice is received once, with the same receipt', async ({ db }) => {
	const { shopper, filing, admin, visit } = await takenVisit(db);
	const id = v7();
	const both = await Promise.all([1, 2].map(() => fileVisit(db, shopper, id, filing)));
	expect(both[0]).toEqual(both[1]);
	const shuffled = Object.fromEntries(Object.entries(filing).reverse()) as typeof filing;
	expect(await fileVisit(db, shopper, id, shuffled)).toEqual(both[0]);
	expect(await db.$count(visitFilings)).toBe(1);
	expect((await getVisit(db, admin, visit.id)).state).toBe('filed');
	expect(await getReceipt(db, shopper, id)).toEqual(both[0].filed && both[0].receipt);
});

test('other content under the same id is refused, and both are kept for the editor', async ({
	db
}) => {
	const { shopper, filing, admin, visit } = await takenVisit(db);
	const id = v7();
	await fileVisit(db, shopper, id, filing);
	const other = { ...filing, answers: { ...filing.answers, story: 'Another story altogether.' } };
	for (const _ of [1, 2])
		await expect(fileVisit(db, shopper, id, other)).rejects.toMatchObject({ status: 409 });
	const { document, kept } = await getCheck(db, admin, visit.id);
	expect(document.answers.story).toBe('I came in and was greeted.');
	expect(kept.map(({ document }) => document.answers.story)).toEqual(['Another story altogether.']);
});

test('what is missing comes back by name, and nothing that was received is thrown away', async ({
	db
}) => {
	const { shopper, filing, visit } = await takenVisit(db);
	const { desk } = await photoDeskOf(db);
	const bytes = await photoOf(1).toBuffer();
	await sendPhoto(desk.uploads.handle, shopper, visit.id, 'a.jpg', bytes);
	const id = v7();
	const files = [fileOf('a.jpg', bytes)];
	const result = await fileVisit(db, shopper, id, {
		...filing,
		files,
		answers: { story: 'short' },
		ratings: {}
	});
	expect(result).toEqual({
		filed: false,
		problems: [
			{ key: 'story', what: 'too_short' },
			{ key: 'poster', what: 'answer_missing' },
			{ key: 'greeting', what: 'rating' }
		]
	});
	expect(await fileVisit(db, shopper, id, { ...filing, files })).toMatchObject({
		filed: true,
		receipt: { id, isComplete: true }
	});
	await desk.settle();
});

test('a visit that comes after its last day, or after it went to somebody else, is kept and marked', async ({
	db
}) => {
	const { shopper, filing, admin, visit } = await takenVisit(db);
	const other = await addShopper(db);
	await assignVisit(db, admin, visit.id, other.id, 'Ill');
	await db.update(visits).set({ dueOn: '2026-01-01' });
	expect(await fileVisit(db, shopper, v7(), filing)).toMatchObject({ filed: true });
	const [kept] = await db.select().from(visitFilings);
	expect(kept.marks).toEqual(['late', 'not_current']);
	const [shown, ...more] = await listKept(db, visit.id, null);
	expect(more).toEqual([]);
	expect(shown).toMatchObject({
		id: kept.id,
		marks: kept.marks,
		document: { answers: filing.answers }
	});
	expect(await getVisit(db, admin, visit.id)).toMatchObject({ state: 'planned', filingId: null });
	const stranger = await addShopper(db);
	await expect(fileVisit(db, stranger, v7(), filing)).rejects.toMatchObject({ status: 404 });
});

test('whoever gets the visit next writes on a sheet of their own', async ({ db }) => {
	const { shopper, admin, visit } = await takenVisit(db);
	await beginVisit(db, shopper, visit.id);
	await beginVisit(db, shopper, visit.id);
	expect((await getVisit(db, admin, visit.id)).state).toBe('in_progress');
	const other = await addShopper(db);
	await assignVisit(db, admin, visit.id, other.id, 'Ill');
	await expect(openVisitForm(db, shopper, visit.id)).rejects.toMatchObject({ status: 404 });
	await acceptVisit(db, other, visit.id);
	expect((await openVisitForm(db, other, visit.id)).document.answers).toEqual({});
});

test('a phone whose clock is two days off files all the same, and the editor is told', async ({
	db
}) => {
	const { shopper, filing, admin, visit } = await takenVisit(db);
	const phoneTime = new Date(Date.now() - 2 * 86_400_000);
	await fileVisit(db, shopper, v7(), filing, phoneTime);
	expect((await getCheck(db, admin, visit.id)).marks).toContain('clock_off:-2880');
});

test('times, windows and control questions are flags for the editor and refuse nothing', async ({
	db
}) => {
	const { shopper, filing, visit, admin } = await takenVisit(db, {
		windows: [{ days: [1], from: '10:00', to: '11:00' }],
		minMinutes: 45
	});
	await fileVisit(db, shopper, v7(), { ...filing, answers: { ...filing.answers, poster: 'no' } });
	const { flags } = await getCheck(db, admin, visit.id);
	expect(flags.map(({ rule, key }) => [rule, key])).toEqual([
		['integrity', 'poster'],
		['too_short', ''],
		['off_window', '']
	]);
});

test('a visit filled in on an older version of the form is filed, and asked about, as it was filled', async ({
	db
}) => {
	const { shopper, filing, id, admin, visit } = await takenVisit(db);
	const other = await addVisitForm(db);
	const input = programmeInput(await getProgramme(db, id));
	await expect(
		fileVisit(db, shopper, v7(), { ...filing, scorecardVersionId: other.versionId })
	).rejects.toMatchObject({ status: 422 });
	await expect(
		editProgramme(db, admin, id, { ...input, scorecardVersionId: other.versionId })
	).rejects.toMatchObject({ status: 422 });

	const { scorecardId, definition } = await getScorecardVersion(db, filing.scorecardVersionId);
	const [section] = definition.sections;
	const sections = [{ ...section, questions: [questionOf('smell', { required: true })] }];
	const { id: versionId, revision, ...draft } = await draftFromPublished(db, admin, scorecardId);
	const changed = { ...draft, versionId, revision, definition: { sections } };
	await saveDraft(db, admin, scorecardId, changed);
	await publishScorecard(db, admin, scorecardId);
	await editProgramme(db, admin, id, { ...input, scorecardVersionId: versionId });

	expect(await fileVisit(db, shopper, v7(), filing)).toMatchObject({ filed: true });
	const check = await getCheck(db, admin, visit.id);
	expect(check).toMatchObject({ versionNumber: 1, visit: { state: 'filed' } });
	await startCheck(db, admin, visit.id);
	await returnVisit(db, admin, visit.id, {
		comments: [{ key: 'story', text: 'Who greeted you?' }],
		hours: 24
	});
	expect(await openVisitForm(db, shopper, visit.id)).toMatchObject({
		scorecardVersionId: filing.scorecardVersionId,
		definition: { sections: [{ questions: [{ key: 'story' }, { key: 'poster' }] }] }
	});
	expect(await fileVisit(db, shopper, v7(), filing)).toMatchObject({ filed: true });
});

test('a returned visit is filed again with its comments answered, and its way is told in rows', async ({
	db
}) => {
	const { shopper, filing, admin, visit } = await takenVisit(db);
	const editor = await addUser(db, { role: 'reviewer' });
	await fileVisit(db, shopper, v7(), filing);
	await startCheck(db, editor, visit.id);
	const comments = [{ key: 'story', text: 'Who greeted you?' }];
	await expect(
		returnVisit(db, editor, visit.id, { comments: [], hours: 24 })
	).rejects.toMatchObject({ status: 422 });
	await returnVisit(db, editor, visit.id, { comments, hours: 24 });
	const form = await openVisitForm(db, shopper, visit.id);
	expect(form.comments).toEqual(comments);
	expect(form.document.answers).toEqual(filing.answers);
	const better = { ...filing, answers: { ...filing.answers, story: 'A tall woman greeted me.' } };
	await fileVisit(db, shopper, v7(), better);
	const events = (await listVisitEvents(db, admin, visit.id)).map(({ state }) => state).reverse();
	expect(events).toEqual(['planned', 'taken', 'filed', 'in_check', 'returned', 'filed_again']);
	await expect(
		approveVisit(db, editor, visit.id, { employeeId: null, shopperRating: 5, comment: '' })
	).rejects.toMatchObject({ status: 409 });
});

test('what is answered at home leaves the visit when and where it was, and has a clock of its own', async ({
	db
}) => {
	const { shopper, filing, admin, visit } = await takenVisit(db);
	const editor = await addUser(db, { role: 'reviewer' });
	const there = { latitude: 56.95, longitude: 24.11, accuracy: 9, at: filing.startedAt! };
	await fileVisit(db, shopper, v7(), { ...filing, position: there });
	await startCheck(db, editor, visit.id);
	const comments = [{ key: 'story', text: 'Who greeted you?' }];
	await returnVisit(db, editor, visit.id, { comments, hours: 24 });
	await db.update(visits).set({ dueOn: '2026-01-01' }).where(eq(visits.id, visit.id));
	const atHome = {
		...filing,
		answers: { ...filing.answers, story: 'A tall woman greeted me.' },
		startedAt: '2026-09-20T19:00:00.000Z',
		endedAt: '2026-09-20T19:05:00.000Z',
		position: { ...there, latitude: 57.5, at: '2026-09-20T19:00:00.000Z' }
	};
	await fileVisit(db, shopper, v7(), atHome);
	const { document, marks } = await getCheck(db, admin, visit.id);
	expect(document).toMatchObject({
		answers: { story: 'A tall woman greeted me.' },
		startedAt: filing.startedAt,
		endedAt: filing.endedAt,
		position: there
	});
	expect(marks).toEqual([]);
	await startCheck(db, editor, visit.id);
	await returnVisit(db, editor, visit.id, { comments, hours: 24 });
	await db
		.update(visits)
		.set({ returnDueAt: new Date(0) })
		.where(eq(visits.id, visit.id));
	await fileVisit(db, shopper, v7(), filing);
	expect((await getCheck(db, admin, visit.id)).marks).toEqual(['late']);
});

test('an approved visit is a review of the employee, which they see from the release on and without the shopper', async ({
	db
}) => {
	const { shopper, filing, admin, visit, location } = await takenVisit(db);
	const employee = await addEmployee(db, { locationId: location.id });
	const reader = await addEmployeeUser(db, employee.id);
	const editor = await addUser(db, { role: 'reviewer' });
	const ratings = {
		greeting: { ...filing.ratings.greeting, level: 2, comment: 'Nobody sayd hello.' }
	};
	await fileVisit(db, shopper, v7(), { ...filing, ratings });
	await startCheck(db, editor, visit.id);
	await correctText(db, editor, visit.id, 'greeting', 'Nobody said hello.');
	const reviewId = await approveVisit(db, editor, visit.id, {
		employeeId: employee.id,
		shopperRating: 4,
		comment: 'Thank you'
	});
	await expect(getReview(db, reader, reviewId)).rejects.toMatchObject({ status: 404 });
	await releaseVisit(db, editor, visit.id);
	const review = await getReview(db, reader, reviewId);
	expect(review).toMatchObject({ channel: 'visit', score: 0.25, reviewerName: editor.name });
	const revision = await getRevision(db, review.currentRevisionId!);
	expect(revision.ratings.greeting.comment).toBe('Nobody said hello.');
	expect(JSON.stringify([review, revision])).not.toContain(shopper.name);
	expect((await getCheck(db, admin, visit.id)).document.ratings.greeting.comment).toBe(
		'Nobody sayd hello.'
	);
	expect(await listShoppers(db, admin)).toMatchObject([{ code: 'S-7', accepted: 1, rating: 4 }]);
	const period = monthOf(review.occurredAt);
	const { reviews } = await fillReport(db, admin, employee.id, period, 'en');
	expect(reviews.map(({ id }) => id)).toEqual([`${location.name} #1`]);
});

test('a visit whose staff nobody could identify counts for the location only', async ({ db }) => {
	const { shopper, filing, admin, visit, location } = await takenVisit(db, { staff: 'hidden' });
	const employee = await addEmployee(db, { locationId: location.id });
	const editor = await addUser(db, { role: 'reviewer' });
	await fileVisit(db, shopper, v7(), filing);
	await startCheck(db, editor, visit.id);
	const approval = { shopperRating: 5, comment: '' };
	await expect(
		approveVisit(db, editor, visit.id, { ...approval, employeeId: employee.id })
	).rejects.toMatchObject({ status: 422 });
	await approveVisit(db, editor, visit.id, { ...approval, employeeId: null });
	expect(await getVisit(db, admin, visit.id)).toMatchObject({ state: 'approved', score: 0.75 });
	expect((await listReviews(db, admin)).rows).toEqual([]);
});

test('an excluded visit says why, and its history cannot be rewritten', async ({ db }) => {
	const { shopper, filing, admin, visit } = await takenVisit(db);
	await fileVisit(db, shopper, v7(), filing);
	await expect(excludeVisit(db, admin, visit.id, '')).rejects.toMatchObject({ status: 422 });
	await excludeVisit(db, admin, visit.id, 'Wrong shop');
	expect((await listVisitEvents(db, admin, visit.id))[0]).toMatchObject({
		state: 'excluded',
		reason: 'Wrong shop',
		by: admin.name
	});
	await expect(db.update(visitFilings).set({ hash: '' })).rejects.toThrow();
});
