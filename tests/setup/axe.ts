import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const { resolve } = createRequire(createRequire(import.meta.url).resolve('@axe-core/playwright'));
const source = readFileSync(resolve('axe-core/axe.min.js'), 'utf8');

type Rules = { type: 'tag' | 'rule'; values: string[] };

/** Everything that WCAG A and AA ask for and a machine can see. */
export const standards: Rules = {
	type: 'tag',
	values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
};

/** Brings axe into a page, once for each that is loaded. */
export const loadAxe = (page: Page) => page.evaluate(source);

/** What axe finds wrong with a page as it is now, with where. */
export const axeFaults = (page: Page, rules = standards) => page.evaluate(runAxe, rules);

type Found = { violations: { id: string; nodes: { target: unknown[] }[] }[] };

/** Runs in the page. */
async function runAxe(runOnly: Rules) {
	const { axe } = window as unknown as { axe: { run(options: object): Promise<Found> } };
	const { violations } = await axe.run({ runOnly, preload: false, resultTypes: ['violations'] });
	return violations.map(
		({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(', ')}`
	);
}
