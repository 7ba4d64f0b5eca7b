import { eq } from 'drizzle-orm';
import type { Page } from 'playwright-core';
import { users } from '../../src/lib/server/db/schema/index.ts';
import { addSignIn, expect, password, startApp, test as base } from '../setup/e2e.ts';
import { startTlsProxy } from '../setup/tls-proxy.ts';

/** The app as it stands behind a proxy that ends TLS. */
const test = base.extend<{ secureOrigin: string }>({
	secureOrigin: async ({ databaseUrl }, use) => {
		const proxy = await startTlsProxy();
		const app = await startApp(databaseUrl, {
			env: { ORIGIN: proxy.origin, TIME_ZONE: 'Asia/Kathmandu' }
		});
		proxy.passTo(app.origin);
		await use(proxy.origin);
		await app.stop();
		proxy.stop();
	}
});

test('under https the session belongs to this host alone, only our own pages may write, and the clock is the house’s', async ({
	secureOrigin,
	browser,
	db
}) => {
	const { id, name, email } = await addSignIn(db, { role: 'admin', name: 'Ada' });
	const context = await browser.newContext({
		baseURL: secureOrigin,
		ignoreHTTPSErrors: true,
		locale: 'en',
		timezoneId: 'America/New_York'
	});
	const page = await context.newPage();
	await signInByForm(page, email);
	await page.waitForURL(`${secureOrigin}/`);

	const cookies = await context.cookies();
	expect(cookies.find(({ name }) => name.endsWith('session'))).toMatchObject({
		name: '__Host-session',
		domain: 'localhost',
		path: '/',
		secure: true,
		httpOnly: true,
		sameSite: 'Lax'
	});
	expect(cookies.filter(({ secure }) => !secure)).toEqual([]);

	const headers = (await page.request.get('/')).headers();
	expect(headers).toMatchObject({
		'strict-transport-security': 'max-age=31536000; includeSubDomains',
		'x-content-type-options': 'nosniff',
		'x-frame-options': 'DENY',
		'cache-control': 'private, no-store'
	});
	const policy = headers['content-security-policy'];
	expect(policy).toMatch(/script-src 'self' 'nonce-[\w+/]{20,}={0,2}'(;|$)/);
	expect(policy).toContain("frame-ancestors 'none'");
	const again = (await page.request.get('/')).headers()['content-security-policy'];
	expect(again).not.toBe(policy);

	await page.goto('/settings/audit');
	const openSearch = async () => {
		await page.keyboard.press('/');
		return page.getByRole('dialog').isVisible();
	};
	// From then on the browser has drawn the page, not the server
	await expect.poll(openSearch, { timeout: 10_000 }).toBe(true);
	const signedInAt = page.locator('time').first();
	const clock = new Intl.DateTimeFormat('en-GB', {
		timeZone: 'Asia/Kathmandu',
		timeStyle: 'medium'
	}).format(new Date((await signedInAt.getAttribute('datetime'))!));
	expect(await signedInAt.textContent(), 'the clock of the house').toContain(clock);

	const strangers: Record<string, string>[] = [
		{ origin: 'https://evil.example' },
		{ origin: 'null' },
		{ origin: secureOrigin.replace('https:', 'http:') },
		{ origin: secureOrigin, 'sec-fetch-site': 'cross-site' },
		{ 'sec-fetch-site': 'same-site' },
		{}
	];
	const profile = { name: 'Mallory', locale: 'en' };
	const send = async (headers: Record<string, string>) => [
		(await page.request.post('/account?/profile', { headers, form: profile })).status(),
		(await page.request.post('/account?/profile', { headers, data: profile })).status(),
		(await page.request.put('/reviews/none/draft', { headers, data: {} })).status(),
		(await page.request.delete('/conversations/import/none', { headers })).status()
	];
	for (const stranger of strangers)
		expect(await send(stranger), JSON.stringify(stranger)).toEqual([403, 403, 403, 403]);
	const nameNow = async () => (await db.select().from(users).where(eq(users.id, id)))[0].name;
	expect(await nameNow()).toBe(name);
	const form = await page.request.post('/account?/profile', {
		headers: { origin: secureOrigin },
		form: profile
	});
	expect(form.status()).toBe(200);
	expect(await nameNow()).toBe('Mallory');
	await context.close();
});

test('over http nothing claims to be secure', async ({ app, db, browser }) => {
	const { email } = await addSignIn(db, { role: 'admin' });
	const context = await browser.newContext({ baseURL: app.origin, locale: 'en' });
	const page = await context.newPage();
	await signInByForm(page, email);
	await page.waitForURL(`${app.origin}/`);
	const answer = await page.request.get(`${app.origin}/`);
	expect(answer.headers()).not.toHaveProperty('strict-transport-security');
	const cookies = await context.cookies();
	expect(cookies.find(({ name }) => name.endsWith('session'))).toMatchObject({
		name: 'session',
		secure: false,
		httpOnly: true,
		sameSite: 'Lax'
	});
	await context.close();
});

async function signInByForm(page: Page, email: string) {
	await page.goto('/login');
	await page.getByLabel('E-mail').fill(email);
	await page.getByLabel('Password').fill(password);
	await page.getByRole('button', { name: 'Sign in' }).click();
}
