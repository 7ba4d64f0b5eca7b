import type { Page } from 'playwright-core';
import { visitFilings } from '../../src/lib/server/db/schema/index.ts';
import { expect, startApp, test } from '../setup/e2e.ts';
import { openCuttingProxy } from '../setup/cutting-proxy.ts';
import { temporaryFolder } from '../setup/folders.ts';
import {
	addTakenVisit,
	answer,
	expectWhole,
	mark,
	openForm,
	phone,
	photograph,
	photosOn,
	saved,
	signInAt,
	takePictures
} from '../setup/visits.ts';

/** The last four questions ask for two photos each. */
const [questions, photoQuestions, photoCount] = [8, 4, 8];

test('over a network that cuts, drops, delays and repeats a visit arrives once and whole, and is never called sent before', async ({
	db,
	databaseUrl,
	browser
}) => {
	const { shopper, visit } = await addTakenVisit(db, questions, 2);
	const pictures = await takePictures(photoCount, { width: 1440, height: 1080 });
	const proxy = await openCuttingProxy(11);
	const dataDir = await temporaryFolder();
	const origin = `http://localhost:${proxy.port}`;
	const app = await startApp(databaseUrl, { dataDir, env: { ORIGIN: origin, LOG_LEVEL: 'error' } });
	proxy.serve(app.origin);
	const context = await browser.newContext({ baseURL: origin, locale: 'en', ...phone });
	try {
		const page = await signInAt(context, shopper);
		await openForm(page, visit.id);
		const texts = questions - photoQuestions;
		for (let i = 0; i < texts; i++) await answer(page, i);
		for (let i = 0; i < photoQuestions; i++)
			await photograph(page, texts + i, pictures.slice(2 * i, 2 * i + 2));
		await mark(page);
		await saved(page);
		const photos = await photosOn(page);
		expect(photos).toHaveLength(photoCount);

		const told = await listen(page);
		proxy.turnBad();
		await page.getByRole('button', { name: 'File the visit' }).click();
		await page.waitForURL(`**/visits/${visit.id}`, { timeout: 200_000 });
		await expectWhole(db, { dataDir }, visit.id, { questions, photos, pictures });
		await page.getByText(/^Received/).waitFor();
		expect(await photosOn(page)).toEqual([]);
		expect(await db.$count(visitFilings)).toBe(1);
		for (let received = 0; received < photoCount; received++)
			expect(told).toContain(`received ${received} of ${photoCount} files`);
		const whole = photos.reduce((sum, { bytes }) => sum + bytes, 0);
		expect(proxy.count.cuts).toBe(9 * photoCount);
		expect(proxy.count.dropped).toBeGreaterThan(8);
		expect(proxy.count.repeated).toBeGreaterThan(0);
		expect(proxy.count.bytes / whole).toBeLessThanOrEqual(1.3);
	} finally {
		await context.close();
		await app.stop();
		proxy.close();
	}
}, 240_000);

/** What the page says of the sending, each text once. */
async function listen(page: Page) {
	const told = new Set<string>();
	await page.exposeFunction('tell', (text: string) => told.add(text));
	await page.evaluate(() => {
		const { tell } = globalThis as never as { tell(text: string): void };
		const look = () => tell(document.querySelector('[data-outgoing]')?.textContent?.trim() ?? '');
		new MutationObserver(look).observe(document, {
			subtree: true,
			childList: true,
			characterData: true
		});
	});
	return told;
}
