import { eq } from 'drizzle-orm';
import {
	addEmployee,
	addScorecard,
	addTeam,
	addUser,
	criterionOf,
	definitionOf
} from '../../../../tests/setup/factories.ts';
import { describe, expect, test } from '../../../../tests/setup/test.ts';
import type { Viewer } from '../../permissions.ts';
import type { Db } from '../db/database.ts';
import { auditEvents, reviews, scorecardVersions } from '../db/schema/index.ts';
import {
	discardDraft,
	draftFromPublished,
	findDraft,
	publishScorecard,
	saveDraft
} from './drafts.ts';
import { archiveScorecard, restoreScorecard, setApplies } from './scorecards.ts';
import {
	getPublishedVersion,
	getScorecardVersion,
	listVersions,
	scorecardsFor
} from './versions.ts';

const conflict = { status: 409 };
const three = definitionOf(criterionOf('politeness'), criterionOf('solution'), criterionOf('end'));

describe('a published version', () => {
	test('is refused every change by the database itself', async ({ db }) => {
		const { versionId } = await addScorecard(db);
		const frozen = { cause: { code: '23001' } };
		const itself = eq(scorecardVersions.id, versionId);
		await expect(
			db.update(scorecardVersions).set({ definition: three }).where(itself)
		).rejects.toMatchObject(frozen);
		await expect(
			db.update(scorecardVersions).set({ publishedAt: null }).where(itself)
		).rejects.toMatchObject(frozen);
		await expect(db.delete(scorecardVersions).where(itself)).rejects.toMatchObject(frozen);
	});

	test('stays as it was while the next one is written and published', async ({ db }) => {
		const { id, versionId, viewer, definition } = await addScorecard(db, { name: 'Chats' });
		await publishNext(db, viewer, id);
		expect(await getScorecardVersion(db, versionId)).toMatchObject({
			number: 1,
			name: { en: 'Chats' },
			definition
		});
		expect(await getPublishedVersion(db, id, 2)).toMatchObject({ definition: three });
	});

	test('is read from the database once', async ({ db, statements }) => {
		const { versionId } = await addScorecard(db);
		const version = await getScorecardVersion(db, versionId);
		statements.length = 0;
		expect(await getScorecardVersion(db, versionId)).toBe(version);
		expect(statements).toEqual([]);
	});

	test('has no place for a save or another publishing', async ({ db }) => {
		const { id, versionId, viewer, definition } = await addScorecard(db);
		const seen = { versionId, revision: 1 };
		const content = { name: { en: 'x' }, description: {}, definition, ...seen };
		await expect(saveDraft(db, viewer, id, content)).rejects.toMatchObject(conflict);
		await expect(publishScorecard(db, viewer, id)).rejects.toMatchObject(conflict);
	});

	test('keeps its review for ever, and the review its version', async ({ db }) => {
		const { id, versionId, viewer, definition } = await addScorecard(db);
		const reviewId = await addReviewRow(db, viewer, versionId);
		await publishNext(db, viewer, id);
		await archiveScorecard(db, viewer, id);
		const [review] = await db.select().from(reviews).where(eq(reviews.id, reviewId));
		expect(review.scorecardVersionId).toBe(versionId);
		expect((await getScorecardVersion(db, versionId)).definition).toEqual(definition);
		expect(await listVersions(db, id)).toMatchObject([
			{ number: 2, reviews: 0 },
			{ number: 1, reviews: 1, publishedBy: viewer.name }
		]);
	});
});

describe('a draft', () => {
	test('is saved as far as it is, with criteria that have no name yet', async ({ db }) => {
		const { id, viewer, versionId } = await addScorecard(db, { published: false });
		const definition = definitionOf(criterionOf('a', { name: {} }));
		const content = { name: { lv: 'Tērzēšana' }, description: { ru: 'чаты' }, definition };
		const saved = await saveDraft(db, viewer, id, { ...content, versionId, revision: 1 });
		expect(saved).toEqual({ saved: true, revision: 2 });
		expect(await findDraft(db, id)).toMatchObject({ ...content, number: 1, revision: 2 });
	});

	test('refuses the save of a second tab that began from an older state, and says what stands', async ({
		db
	}) => {
		const { id, viewer, versionId, definition } = await addScorecard(db, { published: false });
		const seen = { versionId, revision: 1 };
		const content = { name: { en: 'first' }, description: {}, definition };
		await saveDraft(db, viewer, id, { ...content, ...seen });
		const second = await saveDraft(db, viewer, id, { ...content, name: { en: 'second' }, ...seen });
		expect(second).toMatchObject({ saved: false, draft: { ...content, revision: 2 } });
		expect(await findDraft(db, id)).toMatchObject({ name: { en: 'first' }, revision: 2 });
	});

	test('takes the same save again when its answer was lost', async ({ db }) => {
		const { id, viewer, versionId, definition } = await addScorecard(db, { published: false });
		const save = { name: { en: 'x' }, description: {}, definition, versionId, revision: 1 };
		await saveDraft(db, viewer, id, save);
		expect(await saveDraft(db, viewer, id, save)).toEqual({ saved: true, revision: 2 });
	});

	test('takes one of two saves that arrive together', async ({ db }) => {
		const { id, viewer, versionId, definition } = await addScorecard(db, { published: false });
		const content = { description: {}, definition, versionId, revision: 1 };
		const saves = await Promise.all([
			saveDraft(db, viewer, id, { ...content, name: { en: 'one' } }),
			saveDraft(db, viewer, id, { ...content, name: { en: 'other' } })
		]);
		expect(saves.map(({ saved }) => saved).sort()).toEqual([false, true]);
	});

	test('takes no save that was meant for a draft before it', async ({ db }) => {
		const { id, viewer, definition } = await addScorecard(db);
		const first = await draftFromPublished(db, viewer, id);
		await discardDraft(db, viewer, id);
		await draftFromPublished(db, viewer, id);
		const content = { name: { en: 'x' }, description: {}, definition };
		await expect(
			saveDraft(db, viewer, id, { ...content, versionId: first.id, revision: 1 })
		).rejects.toMatchObject(conflict);
	});

	test('begins as the newest published version with the next number', async ({ db }) => {
		const { id, viewer, definition } = await addScorecard(db, { name: 'Chats' });
		expect(await draftFromPublished(db, viewer, id)).toMatchObject({
			number: 2,
			name: { en: 'Chats' },
			definition,
			publishedAt: null
		});
	});

	test('is begun once when two people begin it together', async ({ db }) => {
		const { id, viewer } = await addScorecard(db);
		const [one, other] = await Promise.all([
			draftFromPublished(db, viewer, id),
			draftFromPublished(db, viewer, id)
		]);
		expect(one.id).toBe(other.id);
	});

	test('is not what conversations are scored with until it is published', async ({ db }) => {
		const { id, viewer, versionId } = await addScorecard(db);
		await draftFromPublished(db, viewer, id);
		expect(await offered(db)).toEqual([versionId]);
		const next = await publishScorecard(db, viewer, id);
		expect(await offered(db)).toEqual([next.versionId]);
	});

	test.for([
		{ what: 'nothing', definition: { sections: [] } },
		{ what: 'an empty section', definition: definitionOf() },
		{
			what: 'a criterion without a name',
			definition: definitionOf(criterionOf('a', { name: {} }))
		},
		{ what: 'no weight at all', definition: definitionOf(criterionOf('a', { weight: 0 })) },
		{
			what: 'evidence wanted below a level that is not there',
			definition: definitionOf(criterionOf('a', { levels: [{}, {}], evidenceBelow: 3 }))
		}
	])('with $what is not published', async ({ definition }, { db }) => {
		const { id, viewer } = await addScorecard(db, { definition, published: false });
		await expect(publishScorecard(db, viewer, id)).rejects.toMatchObject({ status: 422 });
		expect(await offered(db)).toEqual([]);
	});

	test('is not published by somebody who saw an older state of it', async ({ db }) => {
		const { id, viewer, versionId, definition } = await addScorecard(db, { published: false });
		const seen = { versionId, revision: 1 };
		await saveDraft(db, viewer, id, { name: { en: 'x' }, description: {}, definition, ...seen });
		await expect(publishScorecard(db, viewer, id, seen)).rejects.toMatchObject(conflict);
	});

	test('can be given up, and the published version stays', async ({ db }) => {
		const { id, viewer, versionId } = await addScorecard(db);
		await draftFromPublished(db, viewer, id);
		await discardDraft(db, viewer, id);
		expect(await findDraft(db, id)).toBeNull();
		expect(await offered(db)).toEqual([versionId]);
	});

	test('that is all there is of a scorecard cannot be given up', async ({ db }) => {
		const { id, viewer } = await addScorecard(db, { published: false });
		await expect(discardDraft(db, viewer, id)).rejects.toMatchObject(conflict);
	});

	test('is one line in the audit log for each person who edits it, not one for each save', async ({
		db
	}) => {
		const { id, viewer, versionId, definition } = await addScorecard(db, { published: false });
		const other = await addUser(db, { role: 'admin' });
		for (const [revision, who] of [viewer, other, other].entries()) {
			const content = { name: { en: `name ${revision}` }, description: {}, definition };
			await saveDraft(db, who, id, { ...content, versionId, revision: revision + 1 });
		}
		await publishScorecard(db, viewer, id);
		const events = await db.select().from(auditEvents).where(eq(auditEvents.subject, id));
		expect(events.map(({ action, actorId }) => [action, actorId])).toEqual([
			['scorecard.created', viewer.id],
			['scorecard.draft_edited', other.id],
			['scorecard.published', viewer.id]
		]);
	});
});

describe('a conversation is scored with', () => {
	test('a scorecard for any channel and any team', async ({ db }) => {
		const { versionId } = await addScorecard(db);
		expect(await offered(db, { channel: 'ticket', teamId: null })).toEqual([versionId]);
	});

	test('a scorecard of its channel, and no other', async ({ db }) => {
		const { versionId } = await addScorecard(db, { channels: ['chat', 'email'] });
		expect(await offered(db, { channel: 'email' })).toEqual([versionId]);
		expect(await offered(db, { channel: 'call' })).toEqual([]);
	});

	test('a scorecard of its team, and no other', async ({ db }) => {
		const [riga, vilnius] = [await addTeam(db), await addTeam(db)];
		const { versionId } = await addScorecard(db, { teamIds: [riga.id] });
		expect(await offered(db, { teamId: riga.id })).toEqual([versionId]);
		expect(await offered(db, { teamId: vilnius.id })).toEqual([]);
		expect(await offered(db, { teamId: null })).toEqual([]);
	});

	test('the most specific scorecard first', async ({ db }) => {
		const team = await addTeam(db);
		const { versionId: any } = await addScorecard(db);
		const { versionId: channel } = await addScorecard(db, { channels: ['chat'] });
		const { versionId: ofTeam } = await addScorecard(db, { teamIds: [team.id] });
		expect(await offered(db, { teamId: team.id })).toEqual([ofTeam, channel, any]);
	});

	test('no archived scorecard, until it is put back into use', async ({ db }) => {
		const { id, viewer, versionId } = await addScorecard(db);
		await archiveScorecard(db, viewer, id);
		expect(await offered(db)).toEqual([]);
		await restoreScorecard(db, viewer, id);
		expect(await offered(db)).toEqual([versionId]);
	});

	test('what the house decides later, without a new version', async ({ db }) => {
		const team = await addTeam(db);
		const { id, viewer, versionId } = await addScorecard(db, { channels: ['call'] });
		await setApplies(db, viewer, id, { channels: ['chat'], teamIds: [team.id, team.id] });
		expect(await offered(db, { teamId: team.id })).toEqual([versionId]);
		expect(await offered(db, { channel: 'call', teamId: team.id })).toEqual([]);
	});
});

async function offered(db: Db, input: Partial<Parameters<typeof scorecardsFor>[1]> = {}) {
	const found = await scorecardsFor(db, { channel: 'chat', teamId: null, ...input });
	return found.map(({ versionId }) => versionId);
}

async function publishNext(db: Db, viewer: Viewer, id: string) {
	const { id: versionId, revision } = await draftFromPublished(db, viewer, id);
	const content = { name: { en: 'Next' }, description: {}, definition: three };
	await saveDraft(db, viewer, id, { ...content, versionId, revision });
	return publishScorecard(db, viewer, id);
}

async function addReviewRow(db: Db, viewer: Viewer, scorecardVersionId: string) {
	const employee = await addEmployee(db);
	const [{ id }] = await db
		.insert(reviews)
		.values({
			scorecardVersionId,
			employeeId: employee.id,
			reviewerId: viewer.id,
			channel: 'chat',
			occurredAt: new Date()
		})
		.returning({ id: reviews.id });
	return id;
}
