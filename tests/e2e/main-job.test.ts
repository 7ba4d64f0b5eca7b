import {
	addConversation,
	addEmployee,
	addScorecard,
	addTeam,
	criterionOf
} from '../setup/factories.ts';
import { addSignIn, expect, test } from '../setup/e2e.ts';

test('a reviewer scores a chat with the keyboard alone, and the employee acknowledges it', async ({
	db,
	signIn
}) => {
	const team = await addTeam(db);
	const employee = await addEmployee(db, { name: 'Anna Bērziņa', teamId: team.id });
	const reviewer = await addSignIn(db, { role: 'reviewer' });
	const anna = await addSignIn(db, { role: 'employee', name: 'Anna', employeeId: employee.id });
	const criteria = [criterionOf('politeness', { evidenceBelow: 5 }), criterionOf('solution')];
	await addScorecard(db, { criteria });
	const conversation = await addConversation(db, { employeeId: employee.id, externalId: 'C-1842' });

	const page = await signIn(reviewer);
	await page.goto(`/reviews/new?conversation=${conversation.id}`);
	await page.getByRole('button', { name: 'Review', exact: true }).press('Enter');
	await page.waitForURL(/\/reviews\/[0-9a-f-]{36}$/);
	await page.waitForLoadState('networkidle');
	await page.keyboard.press('2');
	await page.getByText('Evidence needed').first().waitFor();
	await page.keyboard.press('t');
	await page.keyboard.press('ArrowDown');
	await page.keyboard.press('e');
	await page.getByRole('listitem').getByText('“I am sorry. It arrives tomorrow.”').waitFor();
	await page.keyboard.press('j');
	await page.keyboard.press('5');
	await page.locator('[data-save-state=saved]').waitFor();
	await page.keyboard.press('Control+Enter');
	await page.getByText('Review submitted').waitFor();
	expect(await page.getByText('63%').count()).toBeGreaterThan(0);
	const url = new URL(page.url()).pathname;

	const phone = await signIn(anna, { viewport: { width: 390, height: 844 } });
	await phone.goto(url);
	await phone.waitForLoadState('networkidle');
	await phone.getByLabel('Your comment').fill('Understood');
	await phone.getByRole('button', { name: 'I have read this' }).click();
	await phone.getByText('Acknowledged on').waitFor();
});
