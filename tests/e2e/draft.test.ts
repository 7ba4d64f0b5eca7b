import type { Db } from '../../src/lib/server/db/database.ts';
import { findDraft, startReview } from '../../src/lib/server/reviews/drafts.ts';
import { addSignIn, expect, test } from '../setup/e2e.ts';
import { addConversation, addEmployee, addScorecard } from '../setup/factories.ts';

async function begin(db: Db) {
	const reviewer = await addSignIn(db, { role: 'reviewer' });
	const employee = await addEmployee(db);
	await addScorecard(db);
	const { id: conversationId } = await addConversation(db, { employeeId: employee.id });
	const id = await startReview(db, reviewer, { conversationId });
	const levels = async () => {
		const { ratings } = (await findDraft(db, reviewer, id))!.document;
		return Object.values(ratings).map(({ level }) => level);
	};
	return { reviewer, url: `/reviews/${id}`, levels };
}

test('a draft saves itself within a second and is there after a reload', async ({ db, signIn }) => {
	const { reviewer, url, levels } = await begin(db);
	const page = await signIn(reviewer);
	await page.goto(url);
	await page.waitForLoadState('networkidle');
	await page.keyboard.press('4');
	await page.waitForTimeout(1000);
	expect(await levels()).toContain(4);
	await page.reload();
	expect(await page.getByRole('radio', { name: /^4\./ }).first().isChecked()).toBe(true);
});

test('what was written without a network is sent when it is back', async ({ db, signIn }) => {
	const { reviewer, url, levels } = await begin(db);
	const page = await signIn(reviewer);
	await page.goto(url);
	await page.waitForLoadState('networkidle');
	await page.context().setOffline(true);
	await page.keyboard.press('3');
	await page.getByText('no connection').waitFor();
	await page.context().setOffline(false);
	await page.locator('[data-save-state=saved]').waitFor();
	expect(await levels()).toContain(3);
});

test('a tab closed without a network loses nothing', async ({ db, signIn }) => {
	const { reviewer, url, levels } = await begin(db);
	const page = await signIn(reviewer);
	await page.goto(url);
	await page.waitForLoadState('networkidle');
	await page.context().setOffline(true);
	await page.keyboard.press('2');
	await page.getByText('no connection').waitFor();
	await page.close();
	expect(await levels()).not.toContain(2);
	const context = page.context();
	await context.setOffline(false);
	const again = await context.newPage();
	await again.goto(url);
	await again.waitForLoadState('networkidle');
	await again.locator('[data-save-state=saved]').waitFor();
	expect(await again.getByRole('radio', { name: /^2\./ }).first().isChecked()).toBe(true);
	expect(await levels()).toContain(2);
});

test('two tabs: the slower one is told, and its writer decides', async ({ db, signIn }) => {
	const { reviewer, url, levels } = await begin(db);
	const first = await signIn(reviewer);
	await first.goto(url);
	const second = await first.context().newPage();
	await second.goto(url);
	await second.waitForLoadState('networkidle');
	await second.keyboard.press('5');
	await second.locator('[data-save-state=saved]').waitFor();
	await second.waitForTimeout(800);
	await first.bringToFront();
	await first.keyboard.press('1');
	await first.getByText('This draft was changed in another tab').waitFor();
	await first.getByRole('button', { name: 'Keep mine' }).click();
	await first.locator('[data-save-state=saved]').waitFor();
	expect(await levels()).toContain(1);
	expect(await levels()).not.toContain(5);
});
