import { eq } from 'drizzle-orm';
import type { Page } from 'playwright-core';
import { seededRandom } from '../../src/lib/bootstrap.ts';
import { sessions, visitFilings } from '../../src/lib/server/db/schema/index.ts';
import { addSignIn, expect, password, test } from '../setup/e2e.ts';
import {
	addTakenVisit,
	answer,
	answerTo,
	expectWhole,
	isMarked,
	killTab,
	mark,
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
/** However busy the machine is. */
const soon = { timeout: 60_000 };
const here = { latitude: 56.9496, longitude: 24.1052, accuracy: 12 };

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
	await mark(page);
	await saved(page);
	for (let i = 0; i < questions; i++) {
		await give(page, i, pictures);
		if (killAt.has(i)) {
			await new Promise((resolve) => setTimeout(resolve, random() * 40));
			await killTab(context, page);
			page = await context.newPage();
			await openForm(page, visit.id);
			expect(await isMarked(page)).toBe(true);
			for (let before = 0; before < i; before++)
				expect(await shown(page, before), `question ${before}`).toBe(
					before < texts ? String(answerTo(before)) : 2
				);
			await give(page, i, pictures);
		}
		await saved(page);
	}
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
	await expectWhole(db, app, visit.id, { questions, photos: sent, pictures });
	expect(await photosOn(page)).toEqual([]);
}, 300_000);

/** What the form shows for a question: its answer as text, or how many photos. */
const shown = (page: Page, i: number) =>
	i < texts ? shownAnswer(page, i) : page.locator(`[data-question="q${i}"] li`).count();

/** What a shopper does at one question, also when half of it is done already. */
async function give(page: Page, i: number, pictures: Awaited<ReturnType<typeof takePictures>>) {
	if (i < texts) return answer(page, i);
	const field = page.locator(`[data-question="q${i}"]`);
	const there = await field.locator('li').count();
	const two = pictures.slice(2 * (i - texts), 2 * (i - texts) + 2);
	if (there < 2) await photograph(page, i, two.slice(there));
}

test('nothing is lost by a closed store, a full phone, two tabs, a wrong clock and an expired session', async ({
	db,
	app,
	signIn
}) => {
	const few = 10;
	const { shopper, visit } = await addTakenVisit(db, few);
	const pictures = await takePictures(8);
	const page = await signIn(shopper, { ...phone, geolocation: here, permissions: ['geolocation'] });
	const context = page.context();
	await context.addInitScript(upset, 2 * 86_400_000);
	await openBriefing(page, visit.id);
	await context.setOffline(true);
	await openForm(page, visit.id);
	await page.getByLabel('Keep time and place').check();
	await page.locator('[data-place]').waitFor();
	await answer(page, 0);
	await saved(page);

	await page.evaluate(() => (globalThis as never as { closeAll(): void }).closeAll());
	await answer(page, 1);
	await saved(page);

	const fill = (isFull: boolean) =>
		page.evaluate((is) => Object.assign(globalThis, { isFull: is }), isFull);
	await fill(true);
	await answer(page, 2);
	await page.locator('[data-keeping=full]').waitFor(soon);
	await page.getByText('this phone has no room left').waitFor();
	await fill(false);
	await saved(page);

	const other = await context.newPage();
	await openForm(other, visit.id);
	await answer(other, 3);
	await saved(other);
	await answer(page, 4);
	await saved(page);
	await expect.poll(() => shownAnswer(page, 3), soon).toBe(String(answerTo(3)));
	await expect.poll(() => shownAnswer(other, 4), soon).toBe(String(answerTo(4)));
	await answer(other, 5);
	// What is not saved yet may go with its tab
	await saved(other);
	await other.close();
	await expect.poll(() => shownAnswer(page, 5), soon).toBe(String(answerTo(5)));
	for (let i = few - 4; i < few; i++)
		await photograph(page, i, pictures.slice(2 * (i - few + 4), 2 * (i - few + 4) + 2));
	await mark(page);
	await saved(page);
	const photos = await photosOn(page);

	await db.delete(sessions).where(eq(sessions.userId, shopper.id));
	await fill(true);
	await page.getByRole('button', { name: 'File the visit' }).click();
	await page.locator('[data-keeping=full]').waitFor(soon);
	await fill(false);
	await page.locator('[data-outgoing=waiting]').waitFor(soon);
	await context.setOffline(false);
	await page.locator('[data-outgoing=signed_out]').waitFor(soon);
	const filings = eq(visitFilings.visitId, visit.id);
	expect(await db.$count(visitFilings, filings)).toBe(0);
	await page.goto('/login?next=/visits/unsent');
	await page.getByLabel('E-mail').fill(shopper.email);
	await page.getByLabel('Password').fill(password);
	await page.getByRole('button', { name: 'Sign in' }).click();
	await page.getByText('Nothing waits here').waitFor(soon);
	await expectWhole(db, app, visit.id, { questions: few, photos, pictures });
	const [{ marks, document }] = await db.select().from(visitFilings).where(filings);
	expect(marks).toContain('clock_off:2880');
	expect(document.position).toMatchObject(here);
}, 180_000);

/** Runs in the page: its clock is off, and its IndexedDB can be full, or closed under it. */
function upset(offset: number) {
	const Real = Date;
	globalThis.Date = class extends Real {
		constructor(...given: []) {
			super(...((given.length ? given : [Real.now() + offset]) as []));
		}
		static override now() {
			return Real.now() + offset;
		}
	} as DateConstructor;
	const opened: IDBDatabase[] = [];
	const open = indexedDB.open.bind(indexedDB);
	indexedDB.open = (...given) => {
		const request = open(...given);
		request.addEventListener('success', () => opened.push(request.result));
		return request;
	};
	// Chromium's own override of the quota lets small lines through
	const { add } = IDBObjectStore.prototype;
	IDBObjectStore.prototype.add = function (...given) {
		if ((globalThis as { isFull?: boolean }).isFull)
			throw new DOMException('no room', 'QuotaExceededError');
		return add.apply(this, given);
	};
	Object.assign(globalThis, { closeAll: () => opened.splice(0).forEach((db) => db.close()) });
}

test('a photo of the briefing is there without a network', async ({ db, signIn }) => {
	const { shopper, visit } = await addTakenVisit(db, 4);
	const desk = await signIn(await addSignIn(db, { role: 'admin' }));
	await desk.goto(`/visits/programmes/${visit.programmeId}`);
	await desk.waitForLoadState('networkidle');
	const [{ name, mimeType, buffer }] = await takePictures(1);
	const file = desk.getByLabel('A photo for the briefing');
	await file.setInputFiles({ name: 'a.txt', mimeType, buffer: Buffer.from('no photo') });
	await desk.getByRole('button', { name: 'Add photo' }).click();
	await desk.getByRole('alert').getByText('This is no photo').waitFor();
	await file.setInputFiles({ name, mimeType, buffer });
	await desk.getByLabel('What it shows').fill('The right counter');
	await desk.getByRole('button', { name: 'Add photo' }).click();
	await desk.getByRole('button', { name: 'Remove photo' }).waitFor();

	const page = await signIn(shopper, phone);
	await openBriefing(page, visit.id);
	await page.context().setOffline(true);
	await page.goto(`/visits/${visit.id}`);
	const photo = page.getByRole('img', { name: 'The right counter' });
	const widthOf = () => photo.evaluate((image: HTMLImageElement) => image.naturalWidth);
	await expect.poll(widthOf, soon).toBeGreaterThan(0);
});
