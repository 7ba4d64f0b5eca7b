import { eq } from 'drizzle-orm';
import type { Page } from 'playwright-core';
import type { Db } from '../../src/lib/server/db/database.ts';
import {
	visitFilingConflicts,
	visitFiles,
	visitFilings
} from '../../src/lib/server/db/schema/index.ts';
import { assignVisit } from '../../src/lib/server/visits/assignment.ts';
import { addSignIn, expect, test } from '../setup/e2e.ts';
import { addShopper, addUser } from '../setup/factories.ts';
import { temporaryFolder } from '../setup/folders.ts';
import {
	addShortVisits,
	addTakenVisit,
	answer,
	mark,
	openBriefing,
	openForm,
	phone,
	photograph,
	saved,
	takePictures
} from '../setup/visits.ts';

/** However busy the machine is. */
const soon = { timeout: 30_000 };
/** One text, and four questions for one photo each. */
const questions = 5;
const fileIt = (page: Page) => page.getByRole('button', { name: 'File the visit' }).click();
const received = (page: Page) => page.getByText(/^Received/).waitFor(soon);

async function fill(page: Page, pictures: Awaited<ReturnType<typeof takePictures>>) {
	await answer(page, 0);
	for (const [i, picture] of pictures.entries()) await photograph(page, i + 1, [picture]);
	await mark(page);
	await saved(page);
}

const countOf = async (db: Db, { id }: { id: string }) => ({
	filings: await db.$count(visitFilings, eq(visitFilings.visitId, id)),
	photos: await db.$count(visitFiles, eq(visitFiles.visitId, id)),
	conflicts: await db.$count(visitFilingConflicts)
});

test('one picture chosen at two questions is sent as two photos', async ({ db, signIn }) => {
	const { shopper, visit } = await addTakenVisit(db, questions, 1);
	const [one, two, three] = await takePictures(3);
	const page = await signIn(shopper, phone);
	await openForm(page, visit.id);
	await fill(page, [one, one, two, three]);
	await fileIt(page);
	await received(page);
	expect(await countOf(db, visit)).toEqual({ filings: 1, photos: 4, conflicts: 0 });
});

test('what an administrator imported from a phone is sent by it all the same: once, or beside the first with its photos', async ({
	db,
	signIn
}) => {
	const admin = await signIn(await addSignIn(db, { role: 'admin' }));
	const folder = await temporaryFolder();
	const pictures = await takePictures(5);
	for (const isChanged of [false, true]) {
		const { shopper, visit } = await addTakenVisit(db, questions, 1);
		const page = await signIn(shopper, phone);
		await openBriefing(page, visit.id);
		await page.context().setOffline(true);
		await openForm(page, visit.id);
		await fill(page, pictures.slice(0, 4));
		if (!isChanged) await fileIt(page);
		await page.goto('/visits/unsent');
		const [file] = await Promise.all([
			page.waitForEvent('download'),
			page.getByRole('button', { name: 'Save all to one file' }).click()
		]);
		const path = `${folder}/${visit.id}.visits`;
		await file.saveAs(path);

		await admin.goto('/visits/import');
		await admin.getByLabel('File from the phone').setInputFiles(path);
		await admin.getByRole('button', { name: 'File these visits' }).click();
		await admin.getByRole('status').getByText('filed', { exact: true }).waitFor(soon);
		expect(await countOf(db, visit)).toEqual({ filings: 1, photos: 4, conflicts: 0 });

		if (isChanged) {
			await openForm(page, visit.id);
			const field = page.locator('[data-question=q4]');
			await field.getByRole('button', { name: /Remove/ }).click();
			await photograph(page, 4, [pictures[4]]);
			await saved(page);
			await fileIt(page);
			await page.locator('[data-outgoing=waiting]').waitFor(soon);
		}
		await page.context().setOffline(false);
		await page.goto('/visits/unsent');
		await page.getByText('Nothing waits here').waitFor(soon);
		const extra = isChanged ? 1 : 0;
		expect(await countOf(db, visit)).toEqual({
			filings: 1,
			photos: 4 + extra,
			conflicts: extra
		});
	}
}, 120_000);

test('what is damaged on a phone holds up no other visit, and is said to be there', async ({
	db,
	signIn
}) => {
	const { shopper, visits } = await addShortVisits(db, 2);
	const page = await signIn(shopper, phone);
	for (const visit of visits) await openBriefing(page, visit.id);
	await page.context().setOffline(true);
	for (const visit of visits) {
		await openForm(page, visit.id);
		await mark(page);
		await saved(page);
		await fileIt(page);
		await page.locator('[data-outgoing=waiting]').waitFor(soon);
	}
	await page.evaluate(damage, visits[0].id);
	await page.context().setOffline(false);
	await page.goto('/visits/unsent');
	await page.getByText('1 visit not sent').waitFor(soon);
	await page.getByText('sealed:').first().waitFor(soon);
	expect(await countOf(db, visits[0])).toMatchObject({ filings: 0 });
	expect(await countOf(db, visits[1])).toMatchObject({ filings: 1 });
});

/** Runs in the page: one byte of what was begun is another. */
const damage = (visitId: string) =>
	new Promise<void>((resolve, reject) => {
		const opening = indexedDB.open('plumbline-visits');
		opening.onerror = () => reject(opening.error);
		opening.onsuccess = () => {
			const writing = opening.result.transaction('visits', 'readwrite');
			const visits = writing.objectStore('visits');
			const reading = visits.getAll();
			reading.onsuccess = () => {
				const row = reading.result.find((one: { visitId: string }) => one.visitId === visitId);
				row.sealed[20] ^= 1;
				visits.put(row);
			};
			writing.oncomplete = () => {
				opening.result.close();
				resolve();
			};
		};
	});

test('a form that was sent is left in every tab, and is not opened again as it was kept', async ({
	db,
	signIn
}) => {
	const { shopper, visits } = await addShortVisits(db, 1);
	const [{ id }] = visits;
	const page = await signIn(shopper, phone);
	await openBriefing(page, id);
	const other = await page.context().newPage();
	await openForm(page, id);
	await mark(page);
	await saved(page);
	await openForm(other, id);
	await fileIt(page);
	await received(page);
	await received(other);
	await page.goto(`/visits/${id}/form`);
	await page.getByText('There is nothing to fill in for this visit now').first().waitFor(soon);
	expect(await page.getByRole('button', { name: 'File the visit' }).count()).toBe(0);
});

test('a tab that heard nothing of it keeps no line of a visit that was sent, and says so', async ({
	db,
	signIn
}) => {
	const { shopper, visits } = await addShortVisits(db, 1);
	const page = await signIn(shopper, phone);
	const deaf = await page.context().newPage();
	await deaf.addInitScript(() => (BroadcastChannel.prototype.addEventListener = () => undefined));
	await openForm(page, visits[0].id);
	await mark(page);
	await saved(page);
	await openForm(deaf, visits[0].id);
	await fileIt(page);
	await received(page);
	await deaf.getByLabel('What you saw and heard').fill('She waved.');
	await deaf.locator('[data-keeping=failed]').waitFor(soon);
});

test('who takes back that time and place are kept, takes it back of the photos taken before', async ({
	db,
	signIn
}) => {
	const { shopper, visit } = await addTakenVisit(db, questions, 1);
	const geolocation = { latitude: 56.9496, longitude: 24.1052, accuracy: 12 };
	const page = await signIn(shopper, { ...phone, geolocation, permissions: ['geolocation'] });
	await openForm(page, visit.id);
	await page.getByLabel('Keep time and place').check();
	await page.locator('[data-place]').waitFor();
	await fill(page, await takePictures(4));
	await page.getByLabel('Keep time and place').uncheck();
	await saved(page);
	await fileIt(page);
	await received(page);
	const photos = await db.select().from(visitFiles).where(eq(visitFiles.visitId, visit.id));
	const told = photos.map(({ agreed, takenAt, latitude }) => ({ agreed, takenAt, latitude }));
	expect(told).toEqual(Array(4).fill({ agreed: false, takenAt: null, latitude: null }));
});

test('a visit that went to somebody else while it was written is written to its end, kept, and the shopper is told', async ({
	db,
	signIn
}) => {
	const { shopper, visits } = await addShortVisits(db, 1);
	const [{ id, place }] = visits;
	const page = await signIn(shopper, phone);
	await openBriefing(page, id);
	await page.context().setOffline(true);
	await openForm(page, id);
	await page.getByLabel('What you saw and heard').fill('She waved.');
	await saved(page);
	await assignVisit(db, await addUser(db, { role: 'admin' }), id, (await addShopper(db)).id, 'Ill');
	await page.context().setOffline(false);
	await page.goto('/visits/unsent');
	await page.getByRole('link', { name: place }).click();
	await page.locator('[data-open=true]').waitFor({ state: 'attached' });
	await openForm(page, id);
	await mark(page);
	await saved(page);
	await fileIt(page);
	await page.getByText('it had gone to somebody else').waitFor(soon);
	await page.waitForURL('**/visits', soon);
	const [{ marks, document }] = await db
		.select()
		.from(visitFilings)
		.where(eq(visitFilings.visitId, id));
	expect(marks).toEqual(['not_current']);
	expect(document.ratings.greeting).toMatchObject({ level: 5, comment: 'She waved.' });
	const desk = await signIn(await addSignIn(db, { role: 'reviewer' }));
	await desk.goto(`/visits/${id}`);
	await desk.getByText('Filed when the visit was no longer this shopper’s').click();
	await desk.getByText('She waved.').waitFor(soon);
	await page.goto(`/visits/${id}`);
	await page.getByText('This page or record does not exist').waitFor(soon);
	expect(await page.locator('[data-kept]').count()).toBe(0);
});
