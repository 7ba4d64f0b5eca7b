import type { Browser, BrowserContext, Page } from 'playwright-core';
import { roles } from '../../src/lib/permissions.ts';
import { startSession } from '../../src/lib/server/auth/sessions.ts';
import type { Db } from '../../src/lib/server/db/database.ts';
import { axeFaults, loadAxe, standards } from '../setup/axe.ts';
import { openDemoHouse, type DemoHouse } from '../setup/demo-house.ts';
import { expect, test } from '../setup/e2e.ts';
import { listEntries } from '../setup/routes.ts';
import { tooWide } from '../setup/too-wide.ts';
import { addressesOf, type Look } from './addresses.ts';

const desktop = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };
/** Pages looked at side by side: while one waits for its network the others use the processors. */
const tabCount = 4;

test(
	'every page is in order: axe, heading, title, width, console, motion; both themes, both screens',
	{ timeout: 600_000 },
	async ({ opened, app, browser }) => {
		const { db } = opened;
		const profiles = await openProfiles(browser, app.origin);
		const faults = await walk(profiles, [[{ as: 'nobody', path: '/setup' }]]);

		const house = await openDemoHouse(opened, app);
		const looks = addressesOf(house);
		expect(['/(public)/setup', ...Object.keys(looks)].sort()).toEqual(await pageRoutes());

		await signIn(db, house, profiles, app.origin);
		const queue = Object.values(looks)
			.flatMap((ofRoute) => Object.values(Object.groupBy(ofRoute, ({ path }) => path)))
			.map((ofPage) => ofPage!)
			.sort(([one], [other]) => one.as.localeCompare(other.as));
		const walks = Array.from({ length: tabCount }, () => walk(profiles, queue));
		faults.push(...(await Promise.all(walks)).flat());
		for (const profile of Object.values(profiles)) await profile.close();
		expect(faults).toEqual([]);
	}
);

const pageRoutes = async () =>
	(await listEntries())
		.filter(({ isPage }) => isPage)
		.map(({ route }) => route)
		.sort();

type Profiles = Record<Look['as'], BrowserContext>;

async function openProfiles(browser: Browser, baseURL: string): Promise<Profiles> {
	const options = { baseURL, locale: 'en', reducedMotion: 'reduce' as const };
	const profiles: Partial<Profiles> = {};
	for (const as of ['nobody', ...roles] as const) profiles[as] = await browser.newContext(options);
	return profiles as Profiles;
}

async function signIn(db: Db, { viewers }: DemoHouse, profiles: Profiles, url: string) {
	const days = { sessionIdleDays: 1, sessionMaxDays: 1 };
	for (const role of roles) {
		const from = { address: '192.0.2.1', userAgent: 'Firefox' };
		const value = await startSession(db, days, viewers[role].id, from);
		await profiles[role].addCookies([{ name: 'session', value, url }]);
	}
}

/**
 * Looks at what is left in the queue, in one tab for each of those who look in turn. All looks at a page are
 * one entry: in two tabs at once, a draft that one of them changes says so in the other.
 */
async function walk(profiles: Profiles, queue: Look[][]) {
	const faults: string[] = [];
	let tab: Tab | undefined;
	for (let looks = queue.shift(); looks; looks = queue.shift())
		for (const look of looks) {
			if (tab?.as !== look.as) {
				await tab?.page.close();
				tab = await openTab(profiles, look.as);
			}
			faults.push(...(await lookAt(tab, look)));
		}
	await tab?.page.close();
	return faults;
}

type Tab = { as: Look['as']; page: Page; heard: string[] };

async function openTab(profiles: Profiles, as: Look['as']): Promise<Tab> {
	const page = await profiles[as].newPage();
	const heard: string[] = [];
	page.on('console', (message) => message.type() === 'error' && heard.push(message.text()));
	page.on('pageerror', (error) => heard.push(String(error)));
	return { as, page, heard };
}

/** Everything that is wrong with a page. It is loaded once; theme and screen change around it. */
async function lookAt({ page, heard }: Tab, { as, path, then }: Look) {
	const faults: string[] = [];
	await page.setViewportSize(desktop);
	await page.emulateMedia({ colorScheme: 'light' });
	const response = await page.goto(path, { waitUntil: 'networkidle' });
	if (response?.status() !== 200) faults.push(`status ${response?.status()}`);
	if (new URL(page.url()).pathname !== path.split('?')[0]) faults.push(`led to ${page.url()}`);
	await then?.(page);
	await loadAxe(page);
	for (const screen of [desktop, phone]) {
		await page.setViewportSize(screen);
		for (const colorScheme of ['light', 'dark'] as const) {
			await page.emulateMedia({ colorScheme });
			await page.evaluate(settled);
			for (const fault of await axeFaults(page, rulesFor(colorScheme)))
				faults.push(`${fault} in ${colorScheme} at ${screen.width}`);
		}
		const width = await page.evaluate(tooWide);
		for (const fault of [...(await page.evaluate(looksWrong)), ...(width ? [width] : [])])
			faults.push(`${fault} at ${screen.width}`);
	}
	return [...faults, ...heard.splice(0)].map((fault) => `${path} as ${as}: ${fault}`);
}

/** All rules in the light, in the dark the one that can differ; both on each screen, because they show different parts. */
const rulesFor = (colorScheme: 'light' | 'dark') =>
	colorScheme === 'light' ? standards : { type: 'rule' as const, values: ['color-contrast'] };

/** Runs in the page: what answers to the theme and to the size of the window has answered. */
async function settled() {
	for (let i = 0; i < 2; i++) await new Promise((resolve) => requestAnimationFrame(resolve));
}

/** Runs in the page. */
function looksWrong() {
	const faults: string[] = [];
	const headings = document.querySelectorAll('h1').length;
	if (headings !== 1) faults.push(`${headings} h1`);
	if (!/.+ · Plumbline$/.test(document.title)) faults.push(`title “${document.title}”`);
	const moving = [...document.querySelectorAll('body *')].filter((element) => {
		const { animationName, animationDuration, transitionDuration } = getComputedStyle(element);
		const longest = (durations: string) => Math.max(...durations.split(',').map(parseFloat));
		return (
			(animationName !== 'none' && longest(animationDuration) > 0.01) ||
			longest(transitionDuration) > 0.01
		);
	});
	for (const { tagName, className } of moving.slice(0, 3))
		faults.push(`moves although motion is reduced: ${tagName} ${className}`);
	return faults;
}
