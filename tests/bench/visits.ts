import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { isNotNull } from 'drizzle-orm';
import type { BrowserContext, Page } from 'playwright-core';
import { v7 } from 'uuid';
import { connectDatabase, type Db } from '../../src/lib/server/db/database.ts';
import { visitFiles } from '../../src/lib/server/db/schema/index.ts';
import { launchBrowser } from '../setup/chromium.ts';
import { addUser } from '../setup/factories.ts';
import { answerTo, takeLongVisit, takePictures } from '../setup/long-visit.ts';
import { photoOf, sha256 } from '../setup/photos.ts';
import { cookieOf, startServer } from './app.ts';
import { atMost, median, timeOf, type Row } from './rows.ts';
import { memoryOf } from './scripts.ts';
import { onNewDatabase, onServer } from './server.ts';

const [questions, photos, rounds, keystrokes, phones] = [60, 8, 31, 200, 50];
/** ms in which a page that has opened keeps itself for the next time without a network, and the browser comes to rest. */
const rest = 500;
const photoBytes = 3_000_000;

/** Issue 4, section 5: the form on the phone, and many phones at once. Needs a build. */
export const benchVisits = (): Promise<Row[]> =>
	onServer((server, folder) =>
		onNewDatabase(server, async (url) => {
			const { db, pool } = connectDatabase(url);
			const app = await startServer(url, folder);
			try {
				return [...(await writeForm(app, db)), await sendPhotos(app, db)];
			} finally {
				await app.stop();
				await pool.end();
			}
		})
	);

type App = Awaited<ReturnType<typeof startServer>>;

async function writeForm(app: App, db: Db): Promise<Row[]> {
	const shopper = await addUser(db, { role: 'shopper' });
	const { visit } = await takeLongVisit(db, shopper, questions);
	const [name, value] = (await cookieOf(db, shopper.id)).split('=');
	const browser = await launchBrowser();
	try {
		const viewport = { width: 390, height: 800 };
		const context = await browser.newContext({ baseURL: app.origin, viewport });
		await context.addCookies([{ name, value, url: app.origin }]);
		const page = await context.newPage();
		await page.goto(`/visits/${visit.id}`);
		await page.locator('[data-kept]').waitFor();
		await fill(page, visit.id);
		const keeping = await page.evaluate(typeInto, keystrokes);
		const [online, offline] = await openInTurns(context, page, visit.id);
		const p95 = keeping.toSorted((a, b) => a - b)[Math.floor(keeping.length * 0.95)];
		const form = `${questions} questions and ${photos} photos`;
		return [
			atMost(`form of ${form}, opened offline, to online and warm`, 1.2, offline / online, ' ×'),
			atMost(`an answer kept in the journal of ${form}, p95`, 50, p95, ' ms')
		];
	} finally {
		await browser.close();
	}
}

async function fill(page: Page, visitId: string) {
	await open(page, visitId);
	for (let i = 0; i < questions - 4; i++) {
		const field = page.locator(`[data-question="q${i}"]`);
		const given = String(answerTo(i));
		if (i % 3 === 1) await field.getByText(given, { exact: true }).click();
		else await field.locator('textarea, input').fill(given);
	}
	const pictures = await takePictures(photos, { width: 2560, height: 1920 });
	for (let i = 0; i < 4; i++) {
		const field = page.locator(`[data-question="q${questions - 4 + i}"]`);
		await field.locator('input[type=file]').setInputFiles(pictures.slice(2 * i, 2 * i + 2));
		await field.locator('li img').nth(1).waitFor();
	}
	await page.locator('[data-keeping=saved]').waitFor();
}

/** Until the shopper can write, with everything that was written. */
async function open(page: Page, visitId: string) {
	await page.goto(`/visits/${visitId}/form`, { waitUntil: 'commit' });
	await page.locator('[data-open=true]').waitFor({ state: 'attached' });
}

async function openInTurns(context: BrowserContext, page: Page, visitId: string) {
	const [online, offline]: number[][] = [[], []];
	for (let round = 0; round < rounds; round++)
		for (const isOffline of round % 2 ? [true, false] : [false, true]) {
			await sleep(rest);
			await page.goto('about:blank');
			await context.setOffline(isOffline);
			(isOffline ? offline : online).push(await timeOf(() => open(page, visitId)));
			await page.waitForLoadState();
		}
	await context.setOffline(false);
	return [median(online), median(offline)];
}

/** Runs in the page: for each keystroke, ms from the key until the screen says that it is saved. */
async function typeInto(count: number): Promise<number[]> {
	const field = document.querySelector<HTMLTextAreaElement>('[data-question="q0"] textarea')!;
	const state = document.querySelector<HTMLElement>('[data-keeping]')!;
	const times: number[] = [];
	for (let i = 0; i < count; i++) {
		const saved = new Promise<void>((resolve) => {
			const watch = new MutationObserver(() => {
				if (state.dataset.keeping !== 'saved') return;
				watch.disconnect();
				resolve();
			});
			watch.observe(state, { attributes: true, attributeFilter: ['data-keeping'] });
		});
		const begun = performance.now();
		field.value += 'x';
		field.dispatchEvent(new Event('input', { bubbles: true }));
		await saved;
		times.push(performance.now() - begun);
	}
	return times;
}

/** Every phone sends a photo in the same moment; they count as done when the copies for others are made. */
async function sendPhotos(app: App, db: Db): Promise<Row> {
	const senders = [];
	for (let i = 0; i <= phones; i++) {
		const shopper = await addUser(db, { role: 'shopper' });
		const { visit } = await takeLongVisit(db, shopper, 4);
		senders.push({ cookie: await cookieOf(db, shopper.id), visit: visit.id });
	}
	const picture = await photoOf(1, { width: 2560, height: 1920 }).jpeg({ quality: 85 }).toBuffer();
	// A JPEG may be followed by anything
	const photo = () => Buffer.concat([picture, randomBytes(photoBytes - picture.length)]);
	const [first, ...others] = senders;
	await sendPhoto(app, first, photo());
	await made(db, 1);
	const before = memoryOf(app.pid, 'VmRSS');
	let most = before;
	const watch = setInterval(() => (most = Math.max(most, memoryOf(app.pid, 'VmRSS'))), 10);
	await Promise.all(others.map((sender) => sendPhoto(app, sender, photo())));
	await made(db, phones + 1);
	clearInterval(watch);
	return atMost(
		`server memory with ${phones} phones sending 3 MB photos at once, more than before`,
		100,
		most - before,
		' MB'
	);
}

async function sendPhoto(
	{ origin }: App,
	{ cookie, visit }: { cookie: string; visit: string },
	photo: Buffer
) {
	const id = v7();
	const headers = { cookie, origin, 'tus-resumable': '1.0.0' };
	const metadata = Object.entries({ id, visit, name: `${id}.jpg`, sha256: sha256(photo) })
		.map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
		.join(',');
	const files = `${origin}/api/v1/visits/${v7()}/files`;
	const begun = await fetch(files, {
		method: 'POST',
		headers: { ...headers, 'upload-length': `${photo.length}`, 'upload-metadata': metadata }
	});
	const sent = await fetch(`${files}/${id}`, {
		method: 'PATCH',
		headers: {
			...{ ...headers, 'upload-offset': '0' },
			'content-type': 'application/offset+octet-stream'
		},
		body: new Uint8Array(photo)
	});
	if (sent.status !== 204) throw new Error(`${begun.status}, ${sent.status} ${await sent.text()}`);
}

async function made(db: Db, count: number) {
	while ((await db.$count(visitFiles, isNotNull(visitFiles.shownKey))) < count) await sleep(50);
}
