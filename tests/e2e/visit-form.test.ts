import { eq } from 'drizzle-orm';
import type { Page } from 'playwright-core';
import { startSession } from '../../src/lib/server/auth/sessions.ts';
import type { Db } from '../../src/lib/server/db/database.ts';
import {
	programmes,
	shoppers,
	visitFiles,
	visitFilings
} from '../../src/lib/server/db/schema/index.ts';
import type { Viewer } from '../../src/lib/permissions.ts';
import { takeVisit } from '../../src/lib/server/visits/assignment.ts';
import { axeFaults, loadAxe } from '../setup/axe.ts';
import { addSignIn, expect, test } from '../setup/e2e.ts';
import {
	addProgrammeFor,
	addScorecard,
	criterionOf,
	definitionOf,
	questionOf
} from '../setup/factories.ts';
import { openHangingProxy } from '../setup/hanging-proxy.ts';
import { hostilePhotos } from '../setup/hostile-photos.ts';
import { sendPhoto, sha256 } from '../setup/photos.ts';
import {
	addTakenVisit,
	answer,
	openBriefing,
	openForm,
	phone,
	saved,
	takePictures
} from '../setup/visits.ts';

const soon = { timeout: 60_000 };
const days = { sessionIdleDays: 1, sessionMaxDays: 1 };
const startSessionOf = (db: Db, { id }: Viewer) =>
	startSession(db, days, id, { address: '', userAgent: '' });

const options = ['Yes', 'No'].map((name) => ({ key: name.toLowerCase(), name: { en: name } }));
const ofEachKind = [
	questionOf('story', { minLength: 10, hint: { en: 'In your own words' } }),
	questionOf('people', { kind: 'number' }),
	questionOf('queue', { kind: 'choice', options }),
	questionOf('offered', { kind: 'choices', options }),
	questionOf('day', { kind: 'date' }),
	questionOf('came', { kind: 'time' }),
	questionOf('wait', { kind: 'stopwatch' }),
	questionOf('shelf', { kind: 'photo', min: 2 }),
	questionOf('bill', { kind: 'receipt' }),
	questionOf('served', { kind: 'staff' }),
	questionOf('poster', { kind: 'integrity', options, answer: 'yes' })
];

async function addVisitOfEachKind(db: Db) {
	const shopper = await addSignIn(db, { role: 'shopper' });
	const [section] = definitionOf(criterionOf('greeting', { commentBelow: 3 })).sections;
	const definition = { sections: [{ ...section, questions: ofEachKind }] };
	const { versionId } = await addScorecard(db, { definition, channels: ['visit'] });
	await db.insert(shoppers).values({ userId: shopper.id, code: `S-${shopper.id.slice(-4)}` });
	const { visit } = await addProgrammeFor(db, { scorecardVersionId: versionId });
	await takeVisit(db, shopper, visit.id);
	return { shopper, visit };
}

test('a visit is filed by what a screen reader says and by keys alone', async ({ db, signIn }) => {
	const { shopper, visit } = await addVisitOfEachKind(db);
	const page = await signIn(shopper, phone);
	const keys = page.keyboard;
	const pictures = await takePictures(3, { width: 64, height: 48 });
	page.on('filechooser', (chooser) => void chooser.setFiles(pictures));
	await openForm(page, visit.id);
	await loadAxe(page);
	expect(await axeFaults(page)).toEqual([]);
	expect((await heard(page)).filter(({ isWrong }) => isWrong)).toEqual([]);

	await goTo(page, 'button', 'File the visit');
	await keys.press('Enter');
	await isAt(page, 'group', 'Still missing:');
	expect(await page.evaluate(smallTargets)).toEqual([]);
	expect(await axeFaults(page)).toEqual([]);
	const wrong = (await heard(page)).filter(({ isWrong }) => isWrong);
	const missing = 'Answer missing';
	expect(
		wrong.map(({ role, name, description }) => [role, name, description].join(': ')).sort()
	).toEqual(
		[
			`textbox: story , Required: In your own words ${missing}`,
			`spinbutton: people , Required: ${missing}`,
			`radiogroup: queue , Required: ${missing}`,
			`checkbox: Yes: ${missing}`,
			`checkbox: No: ${missing}`,
			`Date: day , Required: ${missing}`,
			`InputTime: came , Required: ${missing}`,
			`spinbutton: wait , Required: ${missing}`,
			`button: Add photos: shelf: ${missing}`,
			`textbox: Amount: ${missing}`,
			`button: Add photos: bill: ${missing}`,
			`textbox: What they looked like: ${missing}`,
			`radiogroup: poster , Required: ${missing}`,
			'radiogroup: greeting: Mark missing'
		].sort()
	);

	await goTo(page, 'link', `story: ${missing}`);
	await keys.press('Enter');
	await isAt(page, 'textbox', 'story');
	await keys.type('Nobody was at the door.');
	await goTo(page, 'spinbutton', 'people');
	await keys.type('2');
	await goTo(page, 'radio', 'Yes');
	await keys.press('Space');
	await goTo(page, 'checkbox', 'No');
	await keys.press('Space');
	await goTo(page, 'textbox', 'day');
	await keys.type('09152026');
	await goTo(page, 'textbox', 'came');
	await keys.type('1000AM');
	await goTo(page, 'button', 'Start: wait');
	await keys.press('Enter');
	await isAt(page, 'button', 'Stop: wait');
	await keys.press('Enter');
	await goTo(page, 'button', 'Add photos: shelf');
	await keys.press('Enter');
	await page.getByRole('status').getByText('3 photos on this phone').waitFor();
	await page.getByRole('button', { name: 'Remove photo: shelf, 3' }).focus();
	await keys.press('Enter');
	await page.getByRole('status').getByText('2 photos on this phone').waitFor();
	await isAt(page, 'button', 'Add photos: shelf');
	await goTo(page, 'textbox', 'Amount');
	await keys.type('12,50');
	await goTo(page, 'textbox', 'What they looked like');
	await keys.type('Tall, fair hair');
	await goTo(page, 'radio', 'Yes');
	await keys.press('ArrowDown');
	await goTo(page, 'radio', '5 greeting as of level 5');
	await keys.press('ArrowUp');
	await saved(page);
	await page.getByRole('status').getByText('Saved on this phone').waitFor();

	await goTo(page, 'button', 'File the visit');
	await keys.press('Enter');
	await isAt(page, 'group', 'Still missing:');
	const left = (await heard(page)).filter(({ isWrong }) => isWrong);
	expect(left).toMatchObject([{ name: 'What you saw and heard', description: 'Say what you saw' }]);
	await goTo(page, 'link', 'greeting: Say what you saw');
	await keys.press('Enter');
	await isAt(page, 'textbox', 'What you saw and heard');
	await keys.type('She did not look up.');
	await goTo(page, 'button', 'File the visit');
	expect(await axeFaults(page)).toEqual([]);

	await page.context().setOffline(true);
	await keys.press('Enter');
	await page.getByRole('status').getByText('waits for the network').waitFor(soon);
	expect(await axeFaults(page)).toEqual([]);
	await page.context().setOffline(false);
	await page.locator('[aria-live=polite]').getByText('The visit was received').waitFor(soon);
	const [{ document }] = await db.select().from(visitFilings);
	expect(document.answers).toMatchObject({
		...{ story: 'Nobody was at the door.', people: 2, queue: 'yes', offered: ['no'] },
		...{ day: '2026-09-15', came: '10:00', wait: expect.any(Number), poster: 'no' },
		...{ bill: { amount: '12,50' }, served: { description: 'Tall, fair hair' } }
	});
	expect(document.files).toHaveLength(2);
});

type Role = Parameters<Page['getByRole']>[0];

/** What stands under a name, and has the focus. */
const focused = (page: Page, role: Role, name: string) =>
	page
		.getByRole(role, { name })
		.evaluateAll((all) => all.some((one) => one === document.activeElement));

/** Goes on with the Tab key until it is there, as somebody does who cannot see how far it is. */
async function goTo(page: Page, role: Role, name: string) {
	for (let presses = 0; presses < 80; presses++) {
		if (await focused(page, role, name)) return;
		await page.keyboard.press('Tab');
	}
	throw new Error(`${role} “${name}” is not reached by keys`);
}

const isAt = (page: Page, role: Role, name: string) =>
	expect.poll(() => focused(page, role, name), soon).toBe(true);

/** Runs in the page: what a thumb would miss. A label is touched with what it names. */
function smallTargets() {
	const targets = document.querySelectorAll('[data-open] :is(a, button, input, select, textarea)');
	return [...targets]
		.map((target) => target.closest('label') ?? target)
		.filter((target) => target.getBoundingClientRect().height < 44)
		.map(({ outerHTML }) => outerHTML);
}

/** What Chromium tells a screen reader of the page, in its order. */
async function heard(page: Page) {
	const devtools = await page.context().newCDPSession(page);
	const { nodes } = await devtools.send('Accessibility.getFullAXTree');
	await devtools.detach();
	const inOrder = nodes.filter(({ ignored }) => !ignored);
	return inOrder.map(({ role, name, description, properties = [] }) => ({
		role: String(role?.value),
		name: String(name?.value),
		description: String(description?.value),
		isWrong: properties.some(({ name, value }) => name === 'invalid' && value.value === 'true')
	}));
}

test('where a network takes requests and answers none, a visit opens as it was kept, and is brought up to date once it answers', async ({
	db,
	app,
	browser
}) => {
	const { shopper, visit } = await addTakenVisit(db, 5);
	const proxy = await openHangingProxy(app.origin);
	const context = await browser.newContext({ baseURL: proxy.origin, locale: 'en', ...phone });
	try {
		const value = await startSessionOf(db, shopper);
		await context.addCookies([{ name: 'session', value, url: proxy.origin }]);
		const page = await context.newPage();
		await openBriefing(page, visit.id);

		proxy.hang();
		const scenario = 'You look for an umbrella.';
		await db.update(programmes).set({ scenario }).where(eq(programmes.id, visit.programmeId));
		await page.goto(`/visits/${visit.id}`);
		await page.getByRole('link', { name: 'Fill in the form' }).click();
		await page.locator('[data-open=true]').waitFor({ state: 'attached' });
		await answer(page, 0);
		await saved(page);
		await page.goto(`/visits/${visit.id}`);
		expect(await page.getByText(scenario).count()).toBe(0);

		proxy.goOn();
		await page.getByText(scenario).waitFor(soon);

		await page.goto('/visits', { waitUntil: 'networkidle' });
		proxy.hang();
		const newer = 'You look for a raincoat.';
		await db
			.update(programmes)
			.set({ scenario: newer })
			.where(eq(programmes.id, visit.programmeId));
		await page.locator(`a[href="/visits/${visit.id}"]`).first().click();
		await page.getByText(scenario).waitFor(soon);
		proxy.goOn();
		await page.getByText(newer).waitFor(soon);
		await context.setOffline(true);
		await page.goto(`/visits/${visit.id}`);
		await page.getByText(newer).waitFor();
	} finally {
		await context.close();
		proxy.close();
	}
});

test(`${hostilePhotos.length} hostile photos sent to the server come back as nothing that runs`, async ({
	db,
	app
}) => {
	const { shopper, visit, admin } = await addTakenVisit(db, 5);
	const phoneOf = { cookie: `session=${await startSessionOf(db, shopper)}`, origin: app.origin };
	const files = `${app.origin}/api/v1/visits/${visit.id}/files`;
	const upload = async ({ url, method, headers, body }: Request) =>
		fetch(url.replace(/^.*\/x\/files/, files), {
			method,
			headers: { ...Object.fromEntries(headers), ...phoneOf },
			...(body && { body: await new Response(body).bytes() })
		});
	const sent = new Map<string, string>();
	for (const [i, { name, read, refused }] of hostilePhotos.entries()) {
		const bytes = await read();
		const given = { agreed: '1' };
		const { status } = await sendPhoto(upload, shopper, visit.id, `${i}.jpg`, bytes, given);
		expect(refused ? [422] : [204, 422], name).toContain(status);
		if (status === 204) sent.set(sha256(bytes), name);
	}
	const ofVisit = eq(visitFiles.visitId, visit.id);
	const unmade = async () =>
		(await db.select().from(visitFiles).where(ofVisit)).filter(
			({ shownKey, problem }) => shownKey === null && problem === null
		).length;
	await expect.poll(unmade, soon).toBe(0);

	const desk = { cookie: `session=${await startSessionOf(db, admin)}` };
	const photos = await db.select().from(visitFiles).where(ofVisit);
	expect(photos.map(({ sha256 }) => sha256).sort()).toEqual([...sent.keys()].sort());
	for (const { id, sha256: hash, problem } of photos) {
		const name = sent.get(hash);
		const at = `${app.origin}/visits/${visit.id}/photos/${id}`;
		const shown = await fetch(at, { headers: desk });
		if (problem) expect(shown.status, name).toBe(404);
		else expect(harmOf(shown), name).toEqual({ ...harmless, type: 'image/jpeg' });
		expect(await shown.text(), name).not.toContain('alert(1)');
		const original = await fetch(`${at}/original`, { headers: desk });
		expect(harmOf(original), name).toEqual({ ...harmless, type: 'application/octet-stream' });
		expect(original.headers.get('content-disposition'), name).toMatch(/^attachment/);
		expect(sha256(await original.bytes()), name).toBe(hash);
	}
});

const harmless = { status: 200, sniff: 'nosniff', policy: "default-src 'none'; sandbox" };

const harmOf = ({ status, headers }: Response) => ({
	status,
	type: headers.get('content-type'),
	sniff: headers.get('x-content-type-options'),
	policy: headers.get('content-security-policy')
});
