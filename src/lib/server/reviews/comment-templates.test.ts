import { addUser } from '../../../../tests/setup/factories.ts';
import { expect, test } from '../../../../tests/setup/test.ts';
import { auditEvents } from '../db/schema/index.ts';
import { commentTemplates as shipped } from '../scorecards/templates/index.ts';
import {
	addCommentTemplate,
	addShippedCommentTemplates,
	archiveCommentTemplate,
	editCommentTemplate,
	getCommentTemplate,
	listCommentTemplates,
	restoreCommentTemplate
} from './comment-templates.ts';

test('what a reviewer adds is offered in the languages that it was written in', async ({ db }) => {
	const reviewer = await addUser(db);
	await addCommentTemplate(db, reviewer, {
		en: 'Well asked.',
		ru: '',
		lv: 'Labi jautāts.',
		ro: ''
	});
	const [template] = await listCommentTemplates(db);
	expect(template.text).toEqual({ en: 'Well asked.', lv: 'Labi jautāts.' });
});

test('an edited text keeps its place, and the log tells the change', async ({ db }) => {
	const admin = await addUser(db, { role: 'admin' });
	const first = await addCommentTemplate(db, admin, { en: 'One', ru: '', lv: '', ro: '' });
	await addCommentTemplate(db, admin, { en: 'Two', ru: '', lv: '', ro: '' });
	await editCommentTemplate(db, admin, first, { en: 'One more', ru: '', lv: '', ro: '' });
	const texts = (await listCommentTemplates(db)).map(({ text }) => text.en);
	expect(texts).toEqual(['One more', 'Two']);
	const events = await db.select().from(auditEvents);
	expect(events.at(-1)).toMatchObject({
		action: 'comment_template.edited',
		before: { text: { en: 'One' } },
		after: { text: { en: 'One more' } }
	});
});

test('a text can be for one criterion, and for any again', async ({ db }) => {
	const admin = await addUser(db, { role: 'admin' });
	const words = { en: 'Well asked.', ru: '', lv: '', ro: '' };
	const id = await addCommentTemplate(db, admin, { ...words, criterion: 'needs_discovery' });
	expect(await listCommentTemplates(db)).toMatchObject([{ id, criterion: 'needs_discovery' }]);
	await editCommentTemplate(db, admin, id, { ...words, criterion: '' });
	expect(await listCommentTemplates(db)).toMatchObject([{ id, criterion: null }]);
});

test('an archived text is offered no more, until it is brought back', async ({ db }) => {
	const admin = await addUser(db, { role: 'admin' });
	const id = await addCommentTemplate(db, admin, { en: 'One', ru: '', lv: '', ro: '' });
	await archiveCommentTemplate(db, admin, id);
	expect(await listCommentTemplates(db)).toEqual([]);
	expect(await listCommentTemplates(db, { archived: true })).toHaveLength(1);
	await restoreCommentTemplate(db, admin, id);
	expect(await listCommentTemplates(db)).toHaveLength(1);
});

test('the texts that ship come in once', async ({ db }) => {
	const admin = await addUser(db, { role: 'admin' });
	await addShippedCommentTemplates(db, admin);
	await addShippedCommentTemplates(db, admin);
	const there = (await listCommentTemplates(db)).map(({ text, criterion }) => ({
		text,
		criterion
	}));
	expect(there).toEqual(shipped.map(({ text, criterion }) => ({ text, criterion })));
});

test('a text that is not there is not found', async ({ db }) => {
	await expect(
		getCommentTemplate(db, '01999c5e-7b1a-7c31-9d0e-4a2f6d1c8e57')
	).rejects.toMatchObject({ status: 404 });
});
