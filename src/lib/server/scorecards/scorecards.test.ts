import { eq } from 'drizzle-orm';
import { v7 } from 'uuid';
import { addScorecard, addTeam, addUser } from '../../../../tests/setup/factories.ts';
import { expect, test } from '../../../../tests/setup/test.ts';
import { locales } from '../../locales.ts';
import { auditEvents } from '../db/schema/index.ts';
import { draftFromPublished, findDraft, publishScorecard } from './drafts.ts';
import {
	archiveScorecard,
	createFromTemplate,
	createScorecard,
	duplicateScorecard,
	getScorecard,
	listScorecards,
	restoreScorecard,
	setApplies
} from './scorecards.ts';
import { templates } from './templates/index.ts';
import { scorecardsFor } from './versions.ts';

test('the list shows the version in use, the draft, the channels and the teams', async ({ db }) => {
	const team = await addTeam(db, { name: 'Riga' });
	const { id, viewer, versionId } = await addScorecard(db, {
		name: 'Chats',
		channels: ['chat'],
		teamIds: [team.id]
	});
	const draft = await draftFromPublished(db, viewer, id);
	expect(await listScorecards(db, viewer)).toMatchObject([
		{
			name: { en: 'Chats' },
			channels: ['chat'],
			teams: [{ name: 'Riga' }],
			archivedAt: null,
			published: { versionId, number: 1, criteria: 2 },
			draft: { versionId: draft.id, number: 2, criteria: 2 }
		}
	]);
});

test('a reviewer sees what is in use: no drafts, nothing archived, nothing unpublished', async ({
	db
}) => {
	const { id, viewer, versionId } = await addScorecard(db);
	await draftFromPublished(db, viewer, id);
	const unpublished = await addScorecard(db, { published: false });
	const archived = await addScorecard(db);
	await archiveScorecard(db, viewer, archived.id);
	const reviewer = await addUser(db, { role: 'reviewer' });
	expect(await listScorecards(db, reviewer)).toMatchObject([
		{ published: { versionId }, draft: null }
	]);
	for (const hidden of [unpublished.id, archived.id, v7(), 'not an id'])
		await expect(getScorecard(db, reviewer, hidden)).rejects.toMatchObject({ status: 404 });
	expect(await listScorecards(db, viewer)).toHaveLength(3);
});

test.for(templates)(
	'the template $key becomes a draft in every language',
	async (template, { db }) => {
		const viewer = await addUser(db, { role: 'admin', locale: 'lv' });
		const { id } = await createFromTemplate(db, viewer, template.key);
		const draft = await findDraft(db, id);
		expect(draft).toMatchObject({
			number: 1,
			name: template.name,
			definition: template.definition
		});
		expect(Object.keys(draft!.name).sort()).toEqual([...locales].sort());
		await publishScorecard(db, viewer, id);
	}
);

test('a scorecard made from a template for visits is not offered for conversations', async ({
	db
}) => {
	const viewer = await addUser(db, { role: 'admin' });
	const { id, versionId } = await createFromTemplate(db, viewer, 'shop_visit');
	await publishScorecard(db, viewer, id);
	expect(await scorecardsFor(db, { channel: 'chat', teamId: null })).toEqual([]);
	expect(await scorecardsFor(db, { channel: 'visit', teamId: null })).toMatchObject([
		{ versionId }
	]);
});

test('a scorecard without a name in any language is not made', async ({ db }) => {
	const viewer = await addUser(db, { role: 'admin' });
	for (const name of [{}, { en: ' ' }])
		await expect(createScorecard(db, viewer, { name })).rejects.toMatchObject({ status: 422 });
});

test('a copy takes the draft, the channels and the teams, and is called a copy', async ({ db }) => {
	const team = await addTeam(db);
	const { id, viewer, definition } = await addScorecard(db, {
		name: 'Chats',
		channels: ['chat', 'call'],
		teamIds: [team.id]
	});
	const copy = await duplicateScorecard(db, viewer, id);
	expect(await getScorecard(db, viewer, copy.id)).toMatchObject({
		name: { en: 'Chats (copy)' },
		channels: ['chat', 'call'],
		teams: [{ id: team.id }],
		published: null,
		draft: { number: 1 }
	});
	expect((await findDraft(db, copy.id))!.definition).toEqual(definition);
});

test('an archived scorecard takes no draft and no publishing, and comes back as it was', async ({
	db
}) => {
	const { id, viewer } = await addScorecard(db);
	await draftFromPublished(db, viewer, id);
	await archiveScorecard(db, viewer, id);
	await archiveScorecard(db, viewer, id);
	await expect(publishScorecard(db, viewer, id)).rejects.toMatchObject({ status: 409 });
	await restoreScorecard(db, viewer, id);
	expect(await publishScorecard(db, viewer, id)).toMatchObject({ number: 2 });
	const events = await db.select().from(auditEvents).where(eq(auditEvents.subject, id));
	expect(events.map(({ action }) => action)).toEqual([
		'scorecard.created',
		'scorecard.published',
		'scorecard.draft_begun',
		'scorecard.archived',
		'scorecard.restored',
		'scorecard.published'
	]);
});

test('what it applies to is in the audit log, before and after', async ({ db }) => {
	const { id, viewer } = await addScorecard(db, { channels: ['call'] });
	await setApplies(db, viewer, id, { channels: ['email', 'chat'], teamIds: [] });
	const events = await db
		.select()
		.from(auditEvents)
		.where(eq(auditEvents.action, 'scorecard.applies_set'));
	expect(events).toMatchObject([
		{
			subject: id,
			before: { channels: ['call'], teamIds: [] },
			after: { channels: ['chat', 'email'], teamIds: [] }
		}
	]);
});

test('a team that does not exist is refused, and nothing is changed', async ({ db }) => {
	const { id, viewer } = await addScorecard(db, { channels: ['call'] });
	const applies = { channels: ['chat' as const], teamIds: [v7()] };
	await expect(setApplies(db, viewer, id, applies)).rejects.toMatchObject({ status: 422 });
	expect(await getScorecard(db, viewer, id)).toMatchObject({ channels: ['call'], teams: [] });
});
