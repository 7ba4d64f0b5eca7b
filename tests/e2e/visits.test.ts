import { eq } from 'drizzle-orm';
import type { Page } from 'playwright-core';
import type { Db } from '../../src/lib/server/db/database.ts';
import { visitFilingConflicts, visitFilings } from '../../src/lib/server/db/schema/index.ts';
import { listScorecards, createFromTemplate } from '../../src/lib/server/scorecards/scorecards.ts';
import { publishScorecard } from '../../src/lib/server/scorecards/drafts.ts';
import { addSignIn, expect, test } from '../setup/e2e.ts';
import { addEmployee, addLocation } from '../setup/factories.ts';
import { addShortVisits, mark, openForm, phone, saved } from '../setup/visits.ts';

const choose = (page: Page, question: string, label: string | RegExp) =>
	page.locator(`[data-question="${question}"]`).getByText(label).first().click();
const fill = (page: Page, question: string, text: string) =>
	page.locator(`[data-question="${question}"]`).locator('textarea, input').last().fill(text);
const story =
	'I came in at ten and nobody was at the door. After half a minute a tall woman at the first counter looked up, smiled and asked what I was looking for. She showed me two bags, and said which one suits rain. I thanked her and left.';

test('a visit from the programme to the employee: planned, taken from the board, filed on a phone, checked, released', async ({
	db,
	signIn
}) => {
	const admin = await addSignIn(db, { role: 'admin' });
	const shopper = await addSignIn(db, { role: 'shopper', name: 'Zenta Slepenā' });
	const editor = await addSignIn(db, { role: 'reviewer', name: 'Edgars' });
	const location = await addLocation(db, { name: 'Centrs', timeZone: 'Europe/Riga' });
	const employee = await addEmployee(db, { name: 'Anna Bērziņa', locationId: location.id });
	const reader = await addSignIn(db, { role: 'employee', employeeId: employee.id });
	const { id } = await createFromTemplate(db, admin, 'shop_visit');
	await publishScorecard(db, admin, id);
	expect(await listScorecards(db, admin)).toHaveLength(1);

	const plan = await signIn(admin);
	await plan.goto('/visits/programmes/new');
	await plan.waitForLoadState('networkidle');
	await plan.getByLabel('Name', { exact: true }).fill('Autumn bags');
	await plan.getByRole('button', { name: 'Choose all' }).click();
	await plan.getByLabel('Scenario').fill('You look for a bag that stands rain.');
	await plan.getByRole('button', { name: 'Add question' }).click();
	await plan.getByLabel('Question 1').fill('May you say who you are?');
	await plan.getByLabel('Answer 1', { exact: true }).fill('Yes');
	await plan.getByLabel('Answer 2', { exact: true }).fill('No');
	await plan.getByRole('radio', { name: 'Answer 2 is right' }).check();
	await plan.getByLabel('Declaration').fill('I know nobody who works there.');
	await plan.getByRole('button', { name: 'Add programme' }).click();
	await plan.getByRole('heading', { name: 'Coverage by location' }).waitFor();

	let form = await signIn(shopper, phone);
	await form.goto('/visits');
	await form.getByRole('link', { name: 'Centrs' }).click();
	await form.getByText('You look for a bag that stands rain.').waitFor();
	await form.waitForLoadState('networkidle');
	await form.getByRole('radio', { name: 'No' }).check();
	await form.getByRole('button', { name: 'Check my answers' }).click();
	await form.getByText('Passed: 100 %').waitFor();
	await form.getByLabel('Your full name').fill('Zenta Slepenā');
	await form.getByRole('button', { name: 'Sign' }).click();
	await form.getByRole('button', { name: 'Take this visit' }).click();
	await form.getByRole('link', { name: 'Fill in the form' }).click();
	await form.waitForURL(/\/form$/);
	await form.waitForLoadState('networkidle');
	await form.getByRole('button', { name: 'File the visit' }).click();
	await form.getByText('Still missing:').waitFor();
	await fill(form, 'visit_date', '2026-09-15');
	await fill(form, 'time_in', '10:00');
	expect(await form.locator('[data-question=queue_people]').count()).toBe(0);
	await choose(form, 'queue', 'Yes');
	form = await timeQueue(form);
	await fill(form, 'queue_seconds', '90');
	await fill(form, 'queue_people', '2');
	await fill(form, 'staff', 'Tall, fair hair, first counter');
	await choose(form, 'offered', 'What I asked for');
	await fill(form, 'awkward_question', story);
	await choose(form, 'bought', 'No');
	await fill(form, 'time_out', '10:30');
	await fill(form, 'narrative', story.replace('smiled', 'smield'));
	await choose(form, 'rule_check', 'That staff learn who I am');
	for (const mark of await form.locator('fieldset[data-question]').all())
		if (await mark.locator('textarea').count()) {
			await mark.getByRole('radio').nth(1).check();
			await mark.locator('textarea').fill('She looked up, but late.');
		}
	await form.reload();
	await form.waitForLoadState('networkidle');
	await form.getByText('Nothing is missing.').waitFor();
	await form.getByRole('button', { name: 'File the visit' }).click();
	await form.getByText(/^Received/).waitFor();

	const check = await signIn(editor);
	await check.goto('/visits');
	expect(await check.getByText('Zenta').count()).toBe(0);
	await check.getByRole('link', { name: 'Centrs' }).click();
	await check.waitForLoadState('networkidle');
	await check.getByRole('button', { name: 'Start the check' }).click();
	const narrative = 'Tell the visit in the order in which it happened';
	await check.getByRole('button', { name: `Correct spelling: ${narrative}` }).click();
	await check.getByRole('textbox', { name: `Correct spelling: ${narrative}` }).fill(story);
	await check.getByRole('button', { name: 'Save' }).click();
	await check.locator('del', { hasText: 'smield' }).waitFor();
	const flags = check.getByRole('region', { name: 'Flags' });
	const words = flags.getByRole('textbox');
	expect(await words.count()).toBeGreaterThan(0);
	const inTurn = [...Array(await words.count()).keys(), 0];
	for (const at of inTurn) {
		await check.keyboard.press('Escape');
		await check.keyboard.press('f');
		const isAt = () => words.nth(at).evaluate((field) => field === document.activeElement);
		await expect.poll(isAt, { timeout: 10_000 }).toBe(true);
	}
	for (let open = await words.count(); open; open--) {
		await words.first().fill('Typed by a machine');
		await flags.getByRole('button', { name: 'Harmless' }).first().click();
		await expect.poll(() => words.count(), { timeout: 10_000 }).toBe(open - 1);
	}
	await check.getByLabel('Employee who served').selectOption('Anna Bērziņa');
	await check.getByRole('button', { name: 'Approve' }).click();
	await check.getByRole('button', { name: 'Release to the employee' }).click();
	await check.getByText('The employee can see it now').waitFor();
	expect(await check.getByText('Zenta').count()).toBe(0);

	const own = await signIn(reader, phone);
	await own.goto('/reviews');
	await own.getByRole('link', { name: 'Visit' }).first().click();
	await own.getByText('She looked up, but late.').first().waitFor();
	expect(await own.content()).not.toContain('Zenta');
	await own.goto(`/employees/${employee.id}`);
	await own.getByRole('row', { name: /^Visit 7[0-9]/ }).waitFor();
});

/** A stopwatch runs on while its tab is closed; the result is the tab that came after. */
async function timeQueue(form: Page) {
	const watch = (page: Page) => page.locator('[data-question=queue_seconds]');
	const seconds = async (page: Page) => Number(await watch(page).locator('input').inputValue());
	const started = Date.now();
	await watch(form).getByRole('button', { name: 'Start' }).click();
	await form.locator('[data-keeping=saved]').waitFor();
	await expect.poll(() => seconds(form), { timeout: 10_000 }).toBeGreaterThan(0);
	await form.close();
	const next = await form.context().newPage();
	await next.goto(form.url());
	await watch(next).getByRole('button', { name: 'Stop' }).click();
	const passed = (Date.now() - started) / 1000;
	await next.locator('[data-keeping=saved]').waitFor();
	expect(await seconds(next)).toBeGreaterThan(0);
	expect(await seconds(next)).toBeLessThanOrEqual(Math.ceil(passed));
	await watch(next).getByRole('button', { name: 'Start' }).waitFor();
	return next;
}

const soon = { timeout: 30_000 };
const fileIt = (page: Page) => page.getByRole('button', { name: 'File the visit' }).click();
const filingsOf = (db: Db, { id }: { id: string }) =>
	db.$count(visitFilings, eq(visitFilings.visitId, id));

test('a visit that is filed while another is being sent goes next, by itself', async ({
	db,
	signIn
}) => {
	const { shopper, visits } = await addShortVisits(db, 2);
	const page = await signIn(shopper, phone);
	const letGo = await holdFilings(page);
	await openForm(page, visits[0].id);
	await mark(page);
	await fileIt(page);
	await page.locator('[data-outgoing=sending]').waitFor(soon);
	// In one page, as a thumb goes: a page that is loaded anew looks at everything anyway
	await page.getByRole('link', { name: 'Visits', exact: true }).first().click();
	await page.getByRole('link', { name: visits[1].place }).click();
	await page.getByRole('link', { name: 'Fill in the form' }).click();
	await page.locator('[data-open=true]').waitFor({ state: 'attached' });
	await mark(page);
	await saved(page);
	await fileIt(page);
	await page.locator('[data-outgoing=waiting]').waitFor(soon);
	expect(await filingsOf(db, visits[0])).toBe(0);
	letGo();
	await page.getByText(/^Received/).waitFor(soon);
	await page.goto('/visits/unsent');
	await page.getByText('Nothing waits here').waitFor(soon);
	for (const visit of visits) expect(await filingsOf(db, visit)).toBe(1);
});

test('a visit of which the server wants more can be written in again, where it says what is missing', async ({
	db,
	signIn
}) => {
	const { shopper, visits } = await addShortVisits(db, 1);
	const page = await signIn(shopper, phone);
	let isLost = false;
	await page.route('**/api/v1/visits/*', async (route) => {
		if (isLost || route.request().method() !== 'PUT') return route.continue();
		isLost = true;
		await route.continue({ postData: { ...route.request().postDataJSON(), ratings: {} } });
	});
	await openForm(page, visits[0].id);
	await mark(page);
	await saved(page);
	await fileIt(page);
	await page.getByRole('link', { name: 'greeting: Mark missing' }).waitFor(soon);
	const missing = page.getByRole('group', { name: 'Still missing:' });
	await expect
		.poll(() => missing.evaluate((one) => one === document.activeElement), soon)
		.toBe(true);
	expect(await filingsOf(db, visits[0])).toBe(0);
	await page.getByRole('radio', { name: /^4/ }).check();
	await saved(page);
	await fileIt(page);
	await page.getByText(/^Received/).waitFor(soon);
	expect(await filingsOf(db, visits[0])).toBe(1);
});

test('what another tab writes while a visit is being sent is sent after it', async ({
	db,
	signIn
}) => {
	const { shopper, visits } = await addShortVisits(db, 1);
	const page = await signIn(shopper, phone);
	const letGo = await holdFilings(page);
	const deaf = await page.context().newPage();
	await deaf.addInitScript(() => (BroadcastChannel.prototype.addEventListener = () => undefined));
	await openForm(page, visits[0].id);
	await mark(page);
	await saved(page);
	await openForm(deaf, visits[0].id);
	await fileIt(page);
	await page.locator('[data-outgoing=sending]').waitFor(soon);
	await deaf.getByLabel('What you saw and heard').fill('She waved.');
	await saved(deaf);
	letGo();
	await page.getByText(/^Received/).waitFor(soon);
	expect(await filingsOf(db, visits[0])).toBe(1);
	const conflicts = await db.select().from(visitFilingConflicts);
	expect(conflicts.map(({ document }) => document.ratings.greeting.comment)).toEqual([
		'She waved.'
	]);
	await page.goto('/visits/unsent');
	await page.getByText('Nothing waits here').waitFor(soon);
});

test('the list of unsent visits does not say that there are none before the phone was looked at', async ({
	db,
	signIn
}) => {
	const page = await signIn((await addShortVisits(db, 0)).shopper, phone);
	const html = await (await page.request.get('/visits/unsent')).text();
	expect(html).toContain('Opening…');
	expect(html).not.toContain('Nothing waits here');
});

/** Holds what is filed until it is let go. */
async function holdFilings(page: Page) {
	let letGo = () => {};
	const isOpen = new Promise<void>((resolve) => (letGo = resolve));
	await page.route('**/api/v1/visits/*', async (route) => {
		if (route.request().method() === 'PUT') await isOpen;
		await route.continue();
	});
	return () => letGo();
}
