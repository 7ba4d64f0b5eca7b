import type { Page } from 'playwright-core';
import { seededRandom } from '../../src/lib/bootstrap.ts';
import { visitFilings } from '../../src/lib/server/db/schema/index.ts';
import { expect, test } from '../setup/e2e.ts';
import {
	addTakenVisit,
	answer,
	answerTo,
	expectWhole,
	killTab,
	openBriefing,
	openForm,
	phone,
	photograph,
	photosOn,
	saved,
	shownAnswer,
	takePictures
} from '../setup/visits.ts';

const questions = 60;
const texts = questions - 4;
const kills = 20;

test(`${questions} questions and 8 photos without a network, the tab killed ${kills} times: one visit, whole`, async ({
	db,
	app,
	signIn
}) => {
	const { shopper, visit } = await addTakenVisit(db, questions);
	const pictures = await takePictures(8);
	let page = await signIn(shopper, phone);
	const context = page.context();
	await openBriefing(page, visit.id);
	await context.setOffline(true);
	await openForm(page, visit.id);

	const random = seededRandom(7);
	const places = Array.from({ length: questions }, (_, i) => i);
	const killAt = new Set<number>();
	while (killAt.size < kills) killAt.add(places[Math.floor(random() * questions)]);
	for (let i = 0; i < questions; i++) {
		await give(page, i, pictures);
		if (killAt.has(i)) {
			await new Promise((resolve) => setTimeout(resolve, random() * 40));
			await killTab(context, page);
			page = await context.newPage();
			await openForm(page, visit.id);
			for (let before = 0; before < Math.min(i, texts); before++)
				expect(String(await shownAnswer(page, before)), `question ${before}`).toBe(
					String(answerTo(before))
				);
			await give(page, i, pictures);
		}
		await saved(page);
	}
	await page.locator('[data-question=greeting]').getByRole('radio').first().check();
	await saved(page);
	const photos = await photosOn(page);
	const chosen = await page.locator('[data-question] li img').count();
	expect(chosen).toBe(8);
	await page.getByRole('button', { name: 'File the visit' }).click();
	await page.locator('[data-outgoing=waiting]').waitFor();
	await page.getByText('1 visit not sent').waitFor();
	expect(await db.$count(visitFilings)).toBe(0);

	await context.setOffline(false);
	await page.waitForURL(`**/visits/${visit.id}`, { timeout: 90_000 });
	await page.getByText(/^Received/).waitFor({ timeout: 90_000 });
	const [{ document }] = await db.select().from(visitFilings);
	const sent = photos.filter(({ name }) => document.files.some((file) => file.name === name));
	expect(sent).toHaveLength(8);
	await expectWhole(db, app, visit.id, { questions, photos: sent });
	expect(await photosOn(page)).toEqual([]);
}, 300_000);

/** What a shopper does at one question, also when half of it is done already. */
async function give(page: Page, i: number, pictures: Awaited<ReturnType<typeof takePictures>>) {
	if (i < texts) return answer(page, i);
	const field = page.locator(`[data-question="q${i}"]`);
	const there = await field.locator('li').count();
	const two = pictures.slice(2 * (i - texts), 2 * (i - texts) + 2);
	if (there < 2) await photograph(page, i, two.slice(there));
}
