import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { monthOf, periodBefore } from '../src/lib/periods.ts';
import { demoPassword } from '../src/lib/server/demo/people.ts';
import { chromiumPath } from './setup/chromium.ts';

/** The pictures of the README, taken of a fresh demo house: `npm run screenshots`. */
const folder = 'docs/pictures';
const size = { width: 1280, height: 800 };
const quality = 72;
const port = process.env.PORT ?? '3999';
const origin = `http://localhost:${port}`;

const dataDir = await mkdtemp(join(tmpdir(), 'plumbline-pictures-'));
const env = { ...process.env, DATA_DIR: dataDir, DATABASE_URL: '', PORT: port, LOG_LEVEL: 'warn' };
execFileSync(process.execPath, ['src/cli.ts', 'demo'], { env, stdio: 'ignore' });
const server = spawn(process.execPath, ['src/server.ts'], {
	env,
	stdio: ['ignore', 'pipe', 'inherit']
});
await once(server.stdout, 'data');
const browser = await chromium.launch({
	executablePath: chromiumPath(),
	args: ['--no-sandbox', '--disable-gpu']
});
try {
	await mkdir(folder, { recursive: true });
	await takeReviewer(browser);
	await takeLead(browser);
} finally {
	await browser.close();
	server.kill();
	await once(server, 'exit');
	await rm(dataDir, { recursive: true, force: true });
}

async function takeReviewer(browser: Browser) {
	const page = await signIn(browser, 'reviewer@demo.example');
	await page.goto('/conversations');
	await take(page, 'list');
	await page.goto('/');
	await page.getByRole('link', { name: 'Review', exact: true }).click();
	await page.waitForURL(/\/reviews\/new/);
	await page.getByRole('button', { name: 'Review' }).first().click();
	await page.waitForURL(/\/reviews\/[0-9a-f-]{36}$/);
	await page.waitForLoadState('networkidle');
	await rateFirst(page);
	for (const key of ['j', '4', 't', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'e', 'j', '3'])
		await page.keyboard.press(key);
	for (const key of ['t', 'ArrowDown', 'ArrowDown', 'e']) await page.keyboard.press(key);
	await page.locator('[data-save-state=saved]').waitFor();
	await take(page, 'review');
}

async function takeLead(browser: Browser) {
	const page = await signIn(browser, 'lead@demo.example');
	await openEmployee(page, 'Anna Bērziņa');
	await page.locator('svg text').first().waitFor();
	await take(page, 'employee');
	await openEmployee(page, 'Edgars Vītols');
	await page.getByRole('button', { name: 'Prepare report' }).click();
	await page.waitForURL(/\/coaching\/[0-9a-f-]{36}$/);
	const pdf = await page.request.get(`${page.url()}/preview`);
	await writeFile(join(dataDir, 'report.pdf'), await pdf.body());
	const name = join(folder, 'report');
	const options = ['-jpeg', '-jpegopt', `quality=${quality}`, '-r', '96', '-singlefile'];
	execFileSync('pdftoppm', [...options, join(dataDir, 'report.pdf'), name]);
}

/** Their page in the last whole month. */
async function openEmployee(page: Page, name: string) {
	await page.goto('/employees');
	await page.getByRole('link', { name }).click();
	await page.waitForURL(/\/employees\/[0-9a-f-]{36}/);
	await page.goto(`${page.url()}?period=${periodBefore(monthOf(new Date())).from.slice(0, 7)}`);
}

/** Presses the key until the page listens. */
async function rateFirst(page: Page) {
	const chosen = page.locator('input[type=radio]:checked');
	while (!(await chosen.count())) {
		await page.keyboard.press('5');
		await page.waitForTimeout(200);
	}
}

async function signIn(browser: Browser, email: string): Promise<Page> {
	const page = await browser.newPage({ viewport: size, baseURL: origin, locale: 'en' });
	await page.goto('/login');
	await page.waitForLoadState('networkidle');
	await page.getByLabel('E-mail').fill(email);
	await page.getByLabel('Password').fill(demoPassword);
	await page.getByRole('button', { name: 'Sign in' }).click();
	await page.waitForURL((url) => url.pathname !== '/login');
	return page;
}

async function take(page: Page, name: string) {
	await page.waitForLoadState('networkidle');
	await page.screenshot({ path: join(folder, `${name}.jpg`), type: 'jpeg', quality });
}
