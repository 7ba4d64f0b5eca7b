import { afterAll, expect, test, vi } from 'vitest';
import type { CoachingReport } from '#lib/coaching-report.ts';
import { locales } from '#lib/locales.ts';
import { sampleReport } from '../../../../../tests/fixtures/coaching-report.ts';
import { drawCoachingReport } from './draw.ts';
import { createPdfPool, renderCoachingReport } from './pool.ts';

/** Threads start slowly on a busy machine. */
vi.setConfig({ testTimeout: 30_000 });

const pool = createPdfPool(2);
afterAll(() => pool.close());

test('a worker draws the same bytes as the main thread, in every language', async () => {
	const drawn = await Promise.all(locales.map((locale) => pool.render(sampleReport(locale))));
	for (const [i, locale] of locales.entries())
		expect(drawn[i]).toEqual(await drawCoachingReport(sampleReport(locale)));
});

test('the pool that all share draws too', async () => {
	const bytes = await renderCoachingReport(sampleReport('lv'));
	expect(Buffer.from(bytes.slice(0, 8)).toString()).toBe('%PDF-1.7');
});

test('an error in the worker comes back as an error, and the next report is drawn', async () => {
	const broken = { ...sampleReport('en'), timeZone: 'Mars/Olympus' };
	await expect(pool.render(broken)).rejects.toThrow(/Mars\/Olympus/);
	expect((await pool.render(sampleReport('en'))).length).toBeGreaterThan(10_000);
});

test('what cannot be sent to a worker is refused, and the next report is drawn', async () => {
	const unsendable = { ...sampleReport('en'), extra: () => 1 } as CoachingReport;
	await expect(pool.render(unsendable)).rejects.toThrow(/could not be cloned/);
	expect((await pool.render(sampleReport('en'))).length).toBeGreaterThan(10_000);
});

test('a worker that dies fails its report and is replaced', async () => {
	const script = new URL('data:text/javascript,' + encodeURIComponent(dyingOnce));
	const pool = createPdfPool(1, script);
	const [first, second] = await Promise.allSettled([
		pool.render({ ...sampleReport('en'), summary: 'die' }),
		pool.render(sampleReport('en'))
	]);
	await pool.close();
	expect(first).toMatchObject({
		status: 'rejected',
		reason: new Error('The PDF worker ended with code 3')
	});
	expect(second).toMatchObject({ status: 'fulfilled', value: new Uint8Array([1]) });
});

const dyingOnce = `
import { parentPort } from 'node:worker_threads';
parentPort.on('message', (report) => {
	if (report.summary === 'die') process.exit(3);
	parentPort.postMessage({ bytes: new Uint8Array([1]) });
});`;
