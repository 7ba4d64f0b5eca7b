import AxeBuilder from '@axe-core/playwright';
import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { openDemoHouse } from '../setup/demo-house.ts';
import { expect, test } from '../setup/e2e.ts';
import { visitsOf } from './visits.ts';

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const themes = ['light', 'dark'] as const;
const screens = { desktop: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };
/** Only for a house in which nobody can sign in; has a test of its own. */
const beforeTheHouse = ['/(public)/setup'];

test('every page is in order: axe, headings, titles, width, console, both themes, both screens', async ({
	db,
	pool,
	app,
	browser,
	signIn
}) => {
	const house = await openDemoHouse({ db, pool });
	const visits = visitsOf(house);
	const routes = pageRoutes().filter((route) => !beforeTheHouse.includes(route));
	expect(Object.keys(visits).sort()).toEqual(routes);

	const open = async (as: keyof typeof house.viewers | 'nobody', screen: BrowserContextOptions) =>
		as === 'nobody'
			? (await browser.newContext({ ...screen, baseURL: app.origin, locale: 'en' })).newPage()
			: signIn(house.viewers[as], screen);
	const faults: string[] = [];
	const walk = async (as: keyof typeof house.viewers | 'nobody') => {
		const list = Object.values(visits).flat();
		for (const [screen, viewport] of Object.entries(screens)) {
			const page = await open(as, { viewport, reducedMotion: 'reduce' });
			for (const { path, then } of list.filter((visit) => visit.as === as))
				for (const fault of await look(page, path, then))
					faults.push(`${path} as ${as} on a ${screen}: ${fault}`);
			await page.context().close();
		}
	};
	await Promise.all([
		inTurns(['admin', 'employee', 'nobody'], walk),
		inTurns(['reviewer', 'lead', 'shopper'], walk)
	]);
	expect(faults).toEqual([]);
}, 360_000);

test('the page that sets the house up is in order', async ({ app, browser }) => {
	const page = await newPage(browser, app.origin);
	expect(await look(page, '/setup')).toEqual([]);
	await page.context().close();
});

test('the page takes the theme of the system until one is chosen', async ({ app, browser }) => {
	const page = await newPage(browser, app.origin);
	await page.emulateMedia({ colorScheme: 'dark' });
	await page.goto('/setup');
	const isDark = () =>
		page.evaluate(() => getComputedStyle(document.documentElement).colorScheme === 'dark');
	expect(await isDark()).toBe(true);
	await page.getByLabel('Theme').selectOption('light');
	expect(await isDark()).toBe(false);
	await page.reload();
	expect(await isDark()).toBe(false);
	await page.context().close();
});

async function inTurns<T>(list: T[], work: (one: T) => Promise<void>) {
	for (const one of list) await work(one);
}

const newPage = async (browser: Browser, baseURL: string) =>
	(await browser.newContext({ baseURL, locale: 'en', reducedMotion: 'reduce' })).newPage();

function pageRoutes() {
	const root = resolve(import.meta.dirname, '../../src/routes');
	return readdirSync(root, { recursive: true, encoding: 'utf8' })
		.filter((path) => path.endsWith('+page.svelte'))
		.map((path) => `/${path.replace(/\/\+page\.svelte$/, '')}`)
		.sort();
}

/** Everything that is wrong with a page. */
async function look(page: Page, path: string, then?: (page: Page) => Promise<unknown>) {
	const faults: string[] = [];
	const note = (fault: string) => faults.push(fault);
	const onConsole = (message: { type(): string; text(): string }) =>
		message.type() === 'error' && note(`console: ${message.text()}`);
	page.on('console', onConsole);
	await page.emulateMedia({ colorScheme: 'light' });
	const response = await page.goto(path, { waitUntil: 'networkidle' });
	if (response?.status() !== 200) note(`status ${response?.status()}`);
	if (new URL(page.url()).pathname !== path.split('?')[0]) note(`led to ${page.url()}`);
	await then?.(page);
	faults.push(...(await page.evaluate(looksWrong)));
	for (const colorScheme of themes) {
		await page.emulateMedia({ colorScheme });
		const axe = new AxeBuilder({ page }).setLegacyMode(true);
		const { violations } = await (
			colorScheme === 'light' ? axe.withTags(standards) : axe.withRules(['color-contrast'])
		).analyze();
		for (const { id, nodes } of violations)
			note(`${id} in ${colorScheme}: ${nodes.map(({ target }) => target).join(', ')}`);
	}
	page.off('console', onConsole);
	return faults;
}

/** Runs in the page. */
function looksWrong() {
	const faults: string[] = [];
	const headings = document.querySelectorAll('h1').length;
	if (headings !== 1) faults.push(`${headings} h1`);
	if (!/.+ · Plumbline$/.test(document.title)) faults.push(`title “${document.title}”`);
	const { scrollWidth, clientWidth } = document.documentElement;
	if (scrollWidth > clientWidth) faults.push(`${scrollWidth - clientWidth} px too wide`);
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
