import { visitFilings } from '../../src/lib/server/db/schema/index.ts';
import { expect, startApp, test } from '../setup/e2e.ts';
import { openCuttingProxy } from '../setup/cutting-proxy.ts';
import { temporaryFolder } from '../setup/folders.ts';
import {
	addTakenVisit,
	answer,
	expectWhole,
	openForm,
	phone,
	photograph,
	photosOn,
	saved,
	signInAt,
	takePictures
} from '../setup/visits.ts';

const questions = 10;

test('over a network that cuts, drops, delays and repeats a visit arrives once and whole, and is never called sent before', async ({
	db,
	databaseUrl,
	browser
}) => {
	const { shopper, visit } = await addTakenVisit(db, questions);
	const pictures = await takePictures(8, { width: 1600, height: 1200 });
	const proxy = await openCuttingProxy(11);
	const dataDir = await temporaryFolder();
	const origin = `http://localhost:${proxy.port}`;
	const app = await startApp(databaseUrl, { dataDir, env: { ORIGIN: origin, LOG_LEVEL: 'error' } });
	proxy.serve(app.origin);
	const context = await browser.newContext({ baseURL: origin, locale: 'en', ...phone });
	try {
		const page = await signInAt(context, shopper);
		await openForm(page, visit.id);
		for (let i = 0; i < questions - 4; i++) await answer(page, i);
		for (let i = questions - 4; i < questions; i++) {
			const from = 2 * (i - questions + 4);
			await photograph(page, i, pictures.slice(from, from + 2));
		}
		await page.locator('[data-question=greeting]').getByRole('radio').first().check();
		await saved(page);
		const photos = await photosOn(page);
		expect(photos).toHaveLength(8);

		proxy.turnBad(true);
		await page.getByRole('button', { name: 'File the visit' }).click();
		const seen = new Set<string>();
		while (!page.url().endsWith(visit.id)) {
			const shown = await page
				.locator('[data-outgoing]')
				.textContent({ timeout: 1000 })
				.catch(() => null);
			if (shown) seen.add(shown.trim());
			await new Promise((resolve) => setTimeout(resolve, 20));
		}
		await page.getByText(/^Received/).waitFor();
		await expectWhole(db, { dataDir }, visit.id, { questions, photos });
		expect(await photosOn(page)).toEqual([]);
		expect(
			[...seen].filter((text) => /^received \d of 8 files$/.test(text)).length
		).toBeGreaterThan(3);
		expect(await db.$count(visitFilings)).toBe(1);
		const whole = photos.reduce((sum, { bytes }) => sum + bytes, 0);
		console.log(`bytes sent ${(proxy.count.bytes / whole).toFixed(2)} × size`, proxy.count);
		expect(proxy.count.cuts).toBeGreaterThanOrEqual(8 * 9);
		expect(proxy.count.dropped).toBeGreaterThan(8);
		expect(proxy.count.repeated).toBeGreaterThan(0);
		expect(proxy.count.bytes / whole).toBeLessThanOrEqual(1.3);
	} finally {
		await context.close();
		await app.stop();
		await proxy.close();
	}
}, 120_000);
