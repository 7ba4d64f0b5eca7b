import type { Page } from 'playwright-core';
import { startReview } from '../../src/lib/server/reviews/drafts.ts';
import { addSignIn, expect, test } from '../setup/e2e.ts';
import { addConversation, addEmployee, addScorecard, criterionOf } from '../setup/factories.ts';

declare global {
	interface Window {
		strokes: number;
		clicks: number;
	}
}

const comment = 'Asked one closed question only.';
const overall = 'Thank you, Anna. Next time ask what the parcel is for.';

test('a review of ten criteria is written and submitted by keyboard alone, in fewer than 40 strokes beside the words', async ({
	db,
	signIn
}) => {
	const reviewer = await addSignIn(db, { role: 'reviewer' });
	const employee = await addEmployee(db, { name: 'Anna' });
	const criteria = Array.from({ length: 10 }, (_, i) =>
		criterionOf(`criterion${i + 1}`, { evidenceBelow: 5, commentBelow: 3 })
	);
	await addScorecard(db, { criteria });
	const { id: conversationId } = await addConversation(db, { employeeId: employee.id });
	const id = await startReview(db, reviewer, { conversationId });

	const page = await signIn(reviewer);
	await page.addInitScript(() => {
		Object.assign(window, { strokes: 0, clicks: 0 });
		addEventListener('keydown', ({ isTrusted }) => isTrusted && window.strokes++, true);
		for (const type of ['pointerdown', 'mousedown', 'touchstart'])
			addEventListener(type, () => window.clicks++, true);
	});
	await page.goto(`/reviews/${id}`, { waitUntil: 'networkidle' });
	await review(page);
	await page.getByText('Review submitted').first().waitFor();

	const { strokes, clicks } = await page.evaluate(() => {
		return { strokes: window.strokes, clicks: window.clicks };
	});
	const beside = strokes - comment.length - overall.length;
	console.log(`A review of 10 criteria: ${beside} key strokes beside the words, ${clicks} clicks.`);
	expect(clicks).toBe(0);
	expect(beside).toBeLessThan(40);
	await page.reload();
	const main = await page.locator('main').textContent();
	for (const words of [comment, overall, 'I am sorry. It arrives tomorrow.'])
		expect(main).toContain(words);
});

/**
 * Two strokes a criterion (its level, the next one) are 20. Two below the top need evidence (t, ↓, e; one with
 * a comment: c, Esc), one was not to be judged (n and its reason), one gets an overall comment (o, Esc).
 */
async function review(page: Page) {
	const press = async (...keys: string[]) => {
		for (const key of keys) await page.keyboard.press(key);
	};
	for (let i = 1; i <= 10; i++) {
		if (i === 3) {
			await press('2', 't', 'ArrowDown', 'e', 'c');
			await page.keyboard.type(comment);
			await press('Escape');
		} else if (i === 4) await press('4', 't', 'e');
		else if (i === 7) await press('n', '1');
		else await press('5');
		if (i < 10) await press('j');
	}
	await press('o');
	await page.keyboard.type(overall);
	await press('Escape', 'Control+Enter');
}
