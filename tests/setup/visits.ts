import type { BrowserContext, Page } from 'playwright-core';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import sharp from 'sharp';
import type { Db } from '../../src/lib/server/db/database.ts';
import { takeVisit } from '../../src/lib/server/visits/assignment.ts';
import { shoppers, visitFiles, visitFilings } from '../../src/lib/server/db/schema/index.ts';
import { addSignIn, expect, password, type App } from './e2e.ts';
import { addProgrammeFor, addScorecard, criterionOf } from './factories.ts';
import { answerTo, takeLongVisit, type Picture } from './long-visit.ts';
import { sha256 } from './photos.ts';

export { answerTo, takePictures } from './long-visit.ts';

/** As a mystery shopper holds it. */
export const phone = { viewport: { width: 390, height: 800 }, hasTouch: true };

/** A shopper who can sign in and has taken a visit with a long form. */
export async function addTakenVisit(db: Db, questions = 60, photosEach = 2) {
	const shopper = await addSignIn(db, { role: 'shopper' });
	return { shopper, ...(await takeLongVisit(db, shopper, questions, photosEach)) };
}

/** A shopper who can sign in and has taken visits whose form asks for one mark. */
export async function addShortVisits(db: Db, count: number) {
	const shopper = await addSignIn(db, { role: 'shopper' });
	await db.insert(shoppers).values({ userId: shopper.id, code: `S-${shopper.id.slice(-4)}` });
	const criteria = [criterionOf('greeting')];
	const { versionId } = await addScorecard(db, { criteria, channels: ['visit'] });
	const visits = [];
	for (let i = 0; i < count; i++) {
		const { visit, location } = await addProgrammeFor(db, { scorecardVersionId: versionId });
		await takeVisit(db, shopper, visit.id);
		visits.push({ ...visit, place: location.name });
	}
	return { shopper, visits };
}

const fieldOf = (page: Page, key: string) => page.locator(`[data-question="${key}"]`);

/** Gives one answer, and does not wait. */
export async function answer(page: Page, i: number) {
	const field = fieldOf(page, `q${i}`);
	const given = answerTo(i);
	if (i % 3 === 1) await field.getByText(String(given), { exact: true }).click();
	else await field.locator('textarea, input').fill(String(given));
}

/** What the form shows for a question, as text. */
export async function shownAnswer(page: Page, i: number) {
	const field = fieldOf(page, `q${i}`);
	if (i % 3 !== 1) return field.locator('textarea, input').inputValue();
	const given = String(answerTo(i));
	const isGiven = await field.getByRole('radio', { name: given, exact: true }).isChecked();
	return isGiven ? given : '';
}

/** The screen says that everything is on the phone. */
export const saved = (page: Page) => page.locator('[data-keeping=saved]').waitFor();

/** A page of this context, signed in. */
export async function signInAt(context: BrowserContext, { email }: { email: string }) {
	const page = await context.newPage();
	await page.goto('/login');
	await page.waitForLoadState('networkidle');
	await page.getByLabel('E-mail').fill(email);
	await page.getByLabel('Password').fill(password);
	await page.getByRole('button', { name: 'Sign in' }).click();
	await page.waitForURL((url) => url.pathname !== '/login');
	return page;
}

/** The form, ready to be written in. */
export async function openForm(page: Page, visitId: string) {
	await page.goto(`/visits/${visitId}/form`, { waitUntil: 'commit' });
	await page.locator('[data-open=true]').waitFor({ state: 'attached' });
}

/** Opens the briefing once and waits until the visit opens without a network. */
export async function openBriefing(page: Page, visitId: string) {
	await page.goto(`/visits/${visitId}`);
	await page.locator('[data-kept]').waitFor();
}

/** Takes two photos of a question. */
export async function photograph(page: Page, i: number, pictures: Picture[]) {
	const field = fieldOf(page, `q${i}`);
	await field.locator('input[type=file]').setInputFiles(pictures);
	await field
		.locator('li')
		.nth(pictures.length - 1)
		.waitFor();
}

/** Names and hashes of the photos on the phone. */
export const photosOn = (page: Page) =>
	page.evaluate(
		() =>
			new Promise<{ name: string; sha256: string; bytes: number }[]>((resolve, reject) => {
				const opening = indexedDB.open('plumbline-visits');
				opening.onerror = () => reject(opening.error);
				opening.onsuccess = () => {
					const reading = opening.result.transaction('photos').objectStore('photos').getAll();
					reading.onsuccess = () => {
						opening.result.close();
						resolve(reading.result.map(({ name, sha256, bytes }) => ({ name, sha256, bytes })));
					};
				};
			})
	);

/** Kills the tab as a phone without memory does. */
export async function killTab(context: BrowserContext, page: Page) {
	const crashed = new Promise((resolve) => page.once('crash', resolve));
	const devtools = await context.newCDPSession(page);
	void devtools.send('Page.crash').catch(() => undefined);
	await crashed;
	await page.close();
}

/** Marks the one criterion of a long form. */
export const mark = (page: Page) => markOf(page).check();

/** The form shows the mark that was given. */
export const isMarked = (page: Page) => markOf(page).isChecked();

const markOf = (page: Page) => fieldOf(page, 'greeting').getByRole('radio', { name: /^5/ });

type Whole = {
	questions: number;
	/** As they lie on the phone. */
	photos: { name: string; sha256: string }[];
	/** Two for each of the last four questions, as they were taken. */
	pictures: Picture[];
};

/** Exactly one filing, each answer and the mark as given, each photo of the phone byte for byte and at its question. */
export async function expectWhole(
	db: Db,
	app: Pick<App, 'dataDir'>,
	visitId: string,
	{ questions, photos, pictures }: Whole
) {
	const filings = await db.select().from(visitFilings).where(eq(visitFilings.visitId, visitId));
	expect(filings).toHaveLength(1);
	const { answers, ratings, files } = filings[0].document;
	const texts = questions - 4;
	const named = Array.from({ length: 4 }, (_, i) => answers[`q${texts + i}`] as string[]);
	expect(answers).toEqual({
		...Object.fromEntries(Array.from({ length: texts }, (_, i) => [`q${i}`, answerTo(i)])),
		...Object.fromEntries(named.map((names, i) => [`q${texts + i}`, names]))
	});
	expect(ratings).toMatchObject({ greeting: { level: 5, na: null } });
	const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1);
	const hashes = (list: { name: string; sha256: string }[]) =>
		list.map(({ name, sha256 }) => ({ name, sha256 })).sort(byName);
	expect(hashes(files)).toEqual(hashes(photos));
	expect(named.flat().sort()).toEqual(files.map(({ name }) => name).sort());
	const stored = await db.select().from(visitFiles).where(eq(visitFiles.visitId, visitId));
	expect(hashes(stored)).toEqual(hashes(photos));
	for (const { name, originalKey, sha256: hash } of stored) {
		const bytes = await readFile(join(app.dataDir, 'files', originalKey));
		expect(sha256(bytes)).toBe(hash);
		const { buffer } = pictures[named.flat().indexOf(name)];
		// Noise that is written anew as JPEG differs a little, from other noise by more than 30
		expect(await differenceOf(buffer, bytes), name).toBeLessThan(15);
	}
}

/** Mean difference of two pictures of one size, in levels of grey from 0 to 255. */
async function differenceOf(...pictures: [Buffer, Buffer]) {
	const [one, other] = await Promise.all(
		pictures.map((picture) => sharp(picture).greyscale().raw().toBuffer())
	);
	return one.reduce((sum, grey, i) => sum + Math.abs(grey - other[i]), 0) / one.length;
}
