import AxeBuilder from '@axe-core/playwright';
import type { ConsoleMessage, Page } from 'playwright-core';
import { roles, type Role } from '../../src/lib/permissions.ts';
import { openDemoHouse } from '../setup/demo-house.ts';
import { expect, test } from '../setup/e2e.ts';
import { listEntries } from '../setup/routes.ts';
import { addressesOf, type Look } from './addresses.ts';

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const screens = { desktop: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };
const themes = ['light', 'dark'] as const;

test(
	'every page is in order: axe, heading, title, width, console, motion; both themes, both screens',
	{ timeout: 360_000 },
	async ({ db, pool, app, browser, signIn }) => {
		const options = { reducedMotion: 'reduce' as const, baseURL: app.origin, locale: 'en' };
		const nobody = await (await browser.newContext(options)).newPage();
		const faults = await lookAt(nobody, { as: 'nobody', path: '/setup' });

		const house = await openDemoHouse({ db, pool });
		const looks = addressesOf(house);
		expect(['/(public)/setup', ...Object.keys(looks)].sort()).toEqual(await pageRoutes());

		const walk = async (as: Look['as'], page: Page) => {
			for (const look of Object.values(looks).flat())
				if (look.as === as) faults.push(...(await lookAt(page, look)));
			await page.context().close();
		};
		const walkAs = async (role: Role) => walk(role, await signIn(house.viewers[role], options));
		await Promise.all([
			inTurn(roles.filter((role) => role !== 'admin').map((role) => () => walkAs(role))),
			inTurn([() => walkAs('admin'), () => walk('nobody', nobody)])
		]);
		expect(faults).toEqual([]);
	}
);

async function inTurn(walks: (() => Promise<void>)[]) {
	for (const walk of walks) await walk();
}

const pageRoutes = async () =>
	(await listEntries())
		.filter(({ isPage }) => isPage)
		.map(({ route }) => route)
		.sort();

/** Everything that is wrong with a page. It is loaded once; theme and screen change around it. */
async function lookAt(page: Page, { as, path, then }: Look) {
	const faults: string[] = [];
	const onConsole = (message: ConsoleMessage) =>
		message.type() === 'error' && faults.push(message.text());
	const onError = (error: Error) => faults.push(String(error));
	page.on('console', onConsole).on('pageerror', onError);
	await page.setViewportSize(screens.desktop);
	const response = await page.goto(path, { waitUntil: 'networkidle' });
	if (response?.status() !== 200) faults.push(`status ${response?.status()}`);
	if (new URL(page.url()).pathname !== path.split('?')[0]) faults.push(`led to ${page.url()}`);
	await then?.(page);
	for (const [screen, size] of Object.entries(screens)) {
		await page.setViewportSize(size);
		for (const colorScheme of themes) {
			await page.emulateMedia({ colorScheme });
			await settled(page);
			for (const fault of await axe(page, colorScheme))
				faults.push(`${fault} in ${colorScheme} on a ${screen}`);
		}
		for (const fault of await page.evaluate(looksWrong)) faults.push(`${fault} on a ${screen}`);
	}
	page.off('console', onConsole).off('pageerror', onError);
	return faults.map((fault) => `${path} as ${as}: ${fault}`);
}

/** All rules in the light, in the dark the one that can differ. The first run leaves axe in the page. */
async function axe(page: Page, colorScheme: (typeof themes)[number]) {
	const values = colorScheme === 'light' ? standards : ['color-contrast'];
	const runOnly = { type: colorScheme === 'light' ? 'tag' : 'rule', values } as const;
	const options = { runOnly, preload: false, resultTypes: ['violations' as const] };
	const isThere = await page.evaluate(() => 'axe' in window);
	const { violations } = isThere
		? await page.evaluate((options) => (window as unknown as AxeWindow).axe.run(options), options)
		: await new AxeBuilder({ page }).setLegacyMode(true).options(options).analyze();
	return violations.map(
		({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(', ')}`
	);
}

type AxeResults = Awaited<ReturnType<AxeBuilder['analyze']>>;
type AxeWindow = { axe: { run(options: object): Promise<AxeResults> } };

/** What answers to the theme and to the size of the window has answered. */
const settled = (page: Page) =>
	page.evaluate(async () => {
		for (let i = 0; i < 3; i++) await new Promise((resolve) => requestAnimationFrame(resolve));
	});

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
