import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import type { Viewer } from '../../src/lib/permissions.ts';
import type { Db } from '../../src/lib/server/db/database.ts';
import { draftFromPublished, findDraft } from '../../src/lib/server/scorecards/drafts.ts';
import { createFromTemplate, listScorecards } from '../../src/lib/server/scorecards/scorecards.ts';
import { addSignIn, expect, test } from '../setup/e2e.ts';
import { addScorecard } from '../setup/factories.ts';

const saved = async (page: Page) => {
	await page.waitForTimeout(100);
	await page.locator('[data-save-state=saved]').waitFor();
};
const field = (page: Page, name: string) => page.locator(`[name="${name}"]`);
const names = async (page: Page) => {
	const rows = await page.locator('[data-criterion] h3 .font-medium').allTextContents();
	return rows.map((name) => name.trim());
};
const announced = (page: Page) => page.locator('p[aria-live=assertive]').textContent();

/** A published scorecard whose next version is being written. */
async function edit(db: Db, signIn: (viewer: Viewer) => Promise<Page>) {
	const viewer = await addSignIn(db, { role: 'admin' });
	const { id } = await addScorecard(db, { viewer, name: 'Chats' });
	const draft = await draftFromPublished(db, viewer, id);
	const page = await signIn(viewer);
	await page.goto(`/scorecards/${id}`);
	await page.waitForLoadState('networkidle');
	return { viewer, id, draft, page };
}

test('the first scorecard is taken from a template and published', async ({ db, signIn }) => {
	const viewer = await addSignIn(db, { role: 'admin' });
	const page = await signIn(viewer);
	await page.goto('/scorecards');
	await page.getByRole('button', { name: 'Use “Complaint”' }).click();
	await page.waitForURL(/\/scorecards\/[0-9a-f-]{36}$/);
	await page.waitForLoadState('networkidle');
	await page.getByRole('button', { name: 'Publish' }).click();
	await page.getByText('The first version. Sections: ').waitFor();
	await page.getByRole('dialog').getByRole('button', { name: 'Publish' }).click();
	await page.getByText('Version 1 published').waitFor();
	await page.getByRole('button', { name: 'Edit as a new version' }).waitFor();
	const id = new URL(page.url()).pathname.split('/')[2];
	const mine = (await listScorecards(db, viewer)).find((scorecard) => scorecard.id === id);
	expect(mine).toMatchObject({ published: { number: 1 } });
});

test('what is typed is saved within a second, in the language it is typed in', async ({
	db,
	signIn
}) => {
	const { page, id } = await edit(db, signIn);
	await page.getByRole('button', { name: /1 politeness/ }).click();
	await page.getByText('Latviešu', { exact: true }).click();
	await field(page, 'criterion.politeness.name').fill('Pieklājība');
	await page.waitForTimeout(1000);
	const { definition } = (await findDraft(db, id))!;
	expect(definition.sections[0].criteria[0].name).toEqual({ en: 'politeness', lv: 'Pieklājība' });
});

test('criteria change places by arrow keys and by dragging, and it is said aloud', async ({
	db,
	signIn
}) => {
	const viewer = await addSignIn(db, { role: 'admin' });
	const { id } = await createFromTemplate(db, viewer, 'service_conversation');
	const page = await signIn(viewer);
	await page.goto(`/scorecards/${id}`);
	await page.waitForLoadState('networkidle');
	const before = await names(page);
	const handle = page.getByRole('button', { name: 'Move Politeness: drag' });
	await handle.focus();
	await page.keyboard.press('ArrowDown');
	await page.keyboard.press('ArrowDown');
	expect(await announced(page)).toBe('Politeness is now 1 of 2 in “Finding the need”');
	expect(await handle.evaluate((button) => button === document.activeElement)).toBe(true);
	expect(await names(page)).not.toEqual(before);

	const from = (await handle.boundingBox())!;
	const to = (await page.locator('[data-criterion]').first().boundingBox())!;
	await page.mouse.move(from.x + 5, from.y + 5);
	await page.mouse.down();
	await page.mouse.move(from.x + 5, from.y - 30, { steps: 4 });
	await page.mouse.move(from.x + 5, to.y + 2, { steps: 8 });
	await page.mouse.up();
	expect(await announced(page)).toBe('Politeness is now 1 of 2 in “Manner”');
	await saved(page);
	await page.reload();
	expect(await names(page)).toEqual(before);
});

test('a deleted criterion comes back where it was', async ({ db, signIn }) => {
	const { page } = await edit(db, signIn);
	await page.getByRole('button', { name: 'Delete politeness' }).click();
	expect(await names(page)).toEqual(['solution']);
	await page.getByRole('button', { name: 'Undo' }).click();
	expect(await names(page)).toEqual(['politeness', 'solution']);
});

test('a criterion of the library keeps its key, a new one of the same name gets another', async ({
	db,
	signIn
}) => {
	const { page, id } = await edit(db, signIn);
	const add = page.getByRole('button', { name: 'Add a criterion' });
	await add.click();
	await page.getByRole('dialog').getByRole('textbox').fill('human');
	await page.getByRole('button', { name: /^Human tone/ }).click();
	await add.click();
	await page.getByRole('button', { name: /^Clear closing/ }).waitFor();
	await page.getByRole('dialog').getByRole('textbox').fill('Clear closing');
	await page.keyboard.press('Enter');
	await saved(page);
	const { criteria } = (await findDraft(db, id))!.definition.sections[0];
	expect(criteria.map(({ key }) => key)).toEqual([
		'politeness',
		'solution',
		'human_tone',
		'clear_closing_2'
	]);
});

test('what is missing is listed and leads to its field; publishing says what changed', async ({
	db,
	signIn
}) => {
	const { page } = await edit(db, signIn);
	await page.getByRole('button', { name: /1 politeness/ }).click();
	await field(page, 'criterion.politeness.weight').fill('30');
	await page.getByRole('radio', { name: '3 levels' }).check();
	await field(page, 'criterion.politeness.name').fill('');
	await page.getByRole('button', { name: /1 \(no name\)/ }).click();
	await page.getByRole('button', { name: 'Publish' }).click();
	await page.getByRole('link', { name: '(no name)' }).click();
	await page.keyboard.type('Manners');
	await saved(page);
	await page.getByRole('button', { name: 'Publish' }).click();
	await page.getByText('Manners: was called “politeness”; 5 levels → 3; weight 10 → 30').waitFor();
	await page.getByRole('dialog').getByRole('button', { name: 'Publish' }).click();
	await page.getByText('Version 2 published').waitFor();
	await page.getByRole('link', { name: 'v1' }).click();
	await page.getByRole('heading', { name: 'politeness' }).waitFor();
});

test('the preview scores as a review would, and keeps its marks while the scorecard changes', async ({
	db,
	signIn
}) => {
	const { page } = await edit(db, signIn);
	const preview = page.getByRole('region', { name: 'Preview' });
	await preview.getByRole('radio', { name: /^5\./ }).first().check({ force: true });
	await preview.getByRole('radio', { name: /^1\./ }).last().check({ force: true });
	await preview.getByText('50%').waitFor();
	await page.getByRole('button', { name: /1 politeness/ }).click();
	await field(page, 'criterion.politeness.weight').fill('30');
	await preview.getByText('75%').waitFor();
});

test('of two tabs the slower one is told, and its writer decides', async ({ db, signIn }) => {
	const { page, id } = await edit(db, signIn);
	const other = await page.context().newPage();
	await other.goto(`/scorecards/${id}`);
	await other.waitForLoadState('networkidle');
	await field(other, 'scorecard.description').fill('theirs');
	await saved(other);
	await field(page, 'scorecard.description').fill('mine');
	await page.getByText('This draft was changed in another tab').waitFor();
	await page.getByRole('button', { name: 'Show that version' }).click();
	expect(await field(page, 'scorecard.description').inputValue()).toBe('theirs');
	await field(page, 'scorecard.description').fill('both');
	await saved(page);
	expect((await findDraft(db, id))!.description).toEqual({ en: 'both' });
});

test('a scorecard goes out as a file and comes in again; a wrong file says where it is wrong', async ({
	db,
	signIn
}) => {
	const { page, viewer } = await edit(db, signIn);
	await page.getByLabel('More').click();
	const [download] = await Promise.all([
		page.waitForEvent('download'),
		page.getByRole('link', { name: 'Export as JSON' }).click()
	]);
	expect(download.suggestedFilename()).toBe('Chats v1.json');
	const text = await readFile(await download.path(), 'utf8');

	const send = async (text: string) => {
		await page.goto('/scorecards/new');
		await page.waitForLoadState('networkidle');
		const file = { name: 'x.json', mimeType: 'application/json', buffer: Buffer.from(text) };
		await page.getByLabel('File').setInputFiles(file);
		await page.getByRole('button', { name: 'Import' }).click();
	};
	const before = await listScorecards(db, viewer);
	await send(text.replace('"weight": 10', '"weight": "10"'));
	await page.getByText('definition.sections[0].criteria[0].weight').waitFor();
	await send(text);
	await page.waitForURL(/\/scorecards\/[0-9a-f-]{36}$/);
	expect(await listScorecards(db, viewer)).toHaveLength(before.length + 1);
});

test('a reviewer reads the published scorecard and changes nothing', async ({ db, signIn }) => {
	const { id } = await addScorecard(db, { name: 'E-mails' });
	const page = await signIn(await addSignIn(db, { role: 'reviewer' }));
	await page.goto('/scorecards');
	expect(await page.getByRole('link', { name: 'New scorecard' }).count()).toBe(0);
	await page.getByRole('link', { name: 'E-mails' }).click();
	await page.getByRole('heading', { name: 'politeness' }).waitFor();
	expect(await page.getByRole('button', { name: 'Edit as a new version' }).count()).toBe(0);
	const answer = await page.request.put(`/scorecards/${id}/draft`, {
		data: {},
		headers: { origin: new URL(page.url()).origin }
	});
	expect(answer.status()).toBe(403);
});
