import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { addSignIn, expect, password, test } from '../setup/e2e.ts';
import { until } from '../setup/jobs.ts';

test('an invitation leads home, once; a deactivation leads out at the next click', async ({
	app,
	db,
	browser,
	signIn
}) => {
	const admin = await signIn(await addSignIn(db, { role: 'admin' }));
	await admin.goto('/settings/users/new', { waitUntil: 'networkidle' });
	await admin.getByLabel('Name', { exact: true }).fill('Rita Kalniņa');
	await admin.getByLabel('E-mail').fill('rita@example.com');
	await admin.getByLabel('Role').selectOption('lead');
	await admin.getByLabel('Language').selectOption('lv');
	await admin.getByRole('button', { name: 'Invite user' }).click();
	const link = await admin.getByRole('textbox', { name: 'Hand over this link' }).inputValue();
	expect(link).toMatch(new RegExp(`^${app.origin}/reset/\\S{20,}$`));
	const outbox = join(app.dataDir, 'outbox');
	const mails = () =>
		existsSync(outbox)
			? readdirSync(outbox).map((name) => readFileSync(join(outbox, name), 'utf8'))
			: [];
	await until(() => mails().some((mail) => plain(mail).includes(link)));
	expect(mails()).toHaveLength(1);
	expect(mails()[0]).toContain('To: rita@example.com');
	expect(plain(mails()[0])).toContain(link);

	const context = await browser.newContext({ locale: 'en' });
	const rita = await context.newPage();
	await rita.goto(link);
	expect(await rita.getByRole('textbox', { name: 'E-mail' }).inputValue()).toBe('rita@example.com');
	await rita.getByLabel('New password').fill(password);
	await rita.getByRole('button', { name: 'Save and sign in' }).click();
	await rita.waitForURL(`${app.origin}/`);
	await rita.getByRole('link', { name: 'Rita Kalniņa' }).waitFor();
	expect(await rita.getAttribute('html', 'lang')).toBe('lv');
	const second = await context.newPage();
	await second.goto(link);
	await second.getByRole('alert').waitFor();
	await second.close();

	await admin.goto('/settings/users');
	await admin.getByRole('link', { name: 'Rita Kalniņa' }).click();
	await admin.getByRole('button', { name: 'Deactivate' }).click();
	await admin.getByRole('dialog').getByRole('button', { name: 'Deactivate' }).click();
	await admin.getByText('Deactivated').first().waitFor();
	await rita.getByRole('link', { name: 'Sarunas' }).click();
	await rita.waitForURL(/\/login/);
	await rita.getByLabel('E-pasts').fill('rita@example.com');
	await rita.getByLabel('Parole').fill(password);
	await rita.getByRole('button').click();
	await rita.getByText('E-pasts vai parole nav pareiza').waitFor();
	await context.close();
});

test('employees come from a CSV file; a bad line is named and the others go in', async ({
	db,
	signIn
}) => {
	const page = await signIn(await addSignIn(db, { role: 'admin' }));
	await page.goto('/employees/import', { waitUntil: 'networkidle' });
	const lines = [
		'Code;Name;Team',
		'E-1;Anna Bērziņa;Riga',
		';Nobody;Riga',
		'E-3;Ion Rusu;Chișinău'
	];
	const buffer = Buffer.from(lines.join('\r\n'));
	const file = { name: 'people.csv', mimeType: 'text/csv', buffer };
	await page.getByLabel('CSV file').setInputFiles(file);
	await page.getByRole('button', { name: 'Preview' }).click();
	await page.getByText('Line 3').waitFor();
	await page.getByRole('button', { name: 'Import 2 employees' }).click();
	await page.getByRole('status').waitFor();
	await page.goto('/employees');
	await page.getByRole('row', { name: 'Anna Bērziņa E-1 Riga' }).waitFor();
	await page.getByRole('row', { name: 'Ion Rusu E-3 Chișinău' }).waitFor();
	expect(await page.getByRole('row').count()).toBe(3);
});

test('an API token is shown once, works, and stops when it is revoked; language and theme are chosen', async ({
	app,
	db,
	signIn
}) => {
	const page = await signIn(await addSignIn(db, { role: 'reviewer', name: 'Jānis' }));
	await page.goto('/account', { waitUntil: 'networkidle' });
	await page.getByLabel('What it is for').fill('Nightly export');
	await page.getByRole('button', { name: 'Create token' }).click();
	const box = page.getByRole('textbox', { name: 'Copy the token now' });
	const authorization = `Bearer ${await box.inputValue()}`;
	const call = () => fetch(`${app.origin}/api/v1/me`, { headers: { authorization } });
	const answer = await call();
	expect(answer.status).toBe(200);
	expect(await answer.json()).toMatchObject({ name: 'Jānis', role: 'reviewer' });
	await page.reload({ waitUntil: 'networkidle' });
	expect(await box.count()).toBe(0);
	await page.getByText('last used').waitFor();
	await page.getByRole('button', { name: 'Revoke' }).click();
	await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
	await page.getByText('revoked').waitFor();
	expect((await call()).status).toBe(401);

	const scheme = () => page.evaluate(() => getComputedStyle(document.documentElement).colorScheme);
	await page.emulateMedia({ colorScheme: 'dark' });
	expect(await scheme()).toBe('dark');
	await page.getByLabel('Theme').selectOption('light');
	expect(await scheme()).toBe('light');
	await page.getByLabel('Language').selectOption('ru');
	await page.getByRole('button', { name: 'Save' }).click();
	await page.getByText('Сохранено').waitFor();
	expect(await page.getAttribute('html', 'lang')).toBe('ru');
	expect(await scheme()).toBe('light');
	await page.getByRole('button', { name: 'Выйти' }).click();
	await page.waitForURL(/\/login/);
	await page.getByLabel('Язык').selectOption('ro');
	await page.getByRole('button', { name: 'Autentificare' }).waitFor();
});

/** The text of a mail as it was before it was made fit for seven bits. */
const plain = (mail: string) =>
	mail
		.replace(/=\r?\n/g, '')
		.replace(/=([0-9A-F]{2})/g, (_, code) => String.fromCharCode(parseInt(code, 16)));
