import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { Locale } from '../../src/lib/locales.ts';
import { createScorecard } from '../../src/lib/server/scorecards/scorecards.ts';
import { publishScorecard } from '../../src/lib/server/scorecards/drafts.ts';
import { templates } from '../../src/lib/server/scorecards/templates/index.ts';
import { pdfFacts, pdfText } from '../setup/poppler.ts';
import { addEmployee, addTeam } from '../setup/factories.ts';
import { addSignIn, expect, test } from '../setup/e2e.ts';

const chats = readFileSync('tests/fixtures/conversations/chats.jsonl', 'utf8').trim().split('\n');

const people: { code: string; name: string; locale: Locale; words: string[] }[] = [
	{
		code: 'E-1',
		name: 'Anna Bērziņa',
		locale: 'lv',
		words: ['Anna Bērziņa', 'Vajadzību noskaidrošana', 'Prioritātes', 'Pajautāt, kam tas vajadzīgs']
	},
	{
		code: 'E-2',
		name: 'Дмитрий Соколов',
		locale: 'ru',
		words: [
			'Дмитрий Соколов',
			'Выявление потребности',
			'Приоритеты',
			'Спросить, для чего это нужно'
		]
	}
];

test(
	'real chats from a file are reviewed by keyboard, acknowledged, and become issued reports',
	{ timeout: 180_000 },
	async ({ db, app, signIn }) => {
		const admin = await addSignIn(db, { role: 'admin' });
		const reviewer = await addSignIn(db, { role: 'reviewer', name: 'Jānis' });
		const lead = await addSignIn(db, { role: 'lead', name: 'Mārtiņš Ozols' });
		const team = await addTeam(db, { name: 'Riga', leads: [lead] });
		const { id: scorecardId } = await createScorecard(db, admin, templates[0]);
		await publishScorecard(db, admin, scorecardId);
		const employees = [];
		for (const { code, name, locale } of people)
			employees.push(await addEmployee(db, { code, name, locale, teamId: team.id }));

		const file = join(app.dataDir, 'september.jsonl');
		const records = people.map(({ code }, i) => ({
			...JSON.parse(chats[i + 4]),
			employee: code,
			startedAt: `2026-09-1${i}T09:00:00Z`
		}));
		writeFileSync(file, records.map((record) => JSON.stringify(record)).join('\n'));

		const page = await signIn(reviewer);
		await page.goto('/conversations/import');
		await page.waitForLoadState('networkidle');
		await page.locator('input[type=file]').setInputFiles(file);
		await page.getByRole('button', { name: 'Import the file' }).click();
		await page.getByRole('link', { name: 'See the conversations' }).click();

		for (const { name } of people) {
			await page.goto('/conversations');
			await page.getByRole('row', { name }).getByRole('link').first().click();
			await page.getByRole('link', { name: 'Review', exact: true }).click();
			await page.getByRole('button', { name: 'Review', exact: true }).press('Enter');
			await reviewByKeyboard(page);
		}

		for (const [i, { code, name, locale, words }] of people.entries()) {
			const employee = await addSignIn(db, {
				role: 'employee',
				name: code,
				employeeId: employees[i].id
			});
			const own = await signIn(employee, { viewport: { width: 390, height: 844 } });
			await own.goto('/reviews');
			await own.locator('tbody a').first().click();
			await own.getByLabel('Your comment').fill('Understood');
			await own.getByRole('button', { name: 'I have read this' }).click();
			await own.getByText('Acknowledged on').waitFor();

			const desk = await signIn(lead);
			await desk.goto(`/employees/${employees[i].id}?period=2026-09`);
			await desk.getByRole('button', { name: 'Prepare report' }).click();
			await desk.waitForURL(/\/coaching\//);
			await desk.waitForLoadState('networkidle');
			await desk.getByRole('button', { name: 'Add an action' }).click();
			await desk.locator('textarea[name^="action"]').last().fill(words[3]);
			await desk.locator('[data-save-state=saved]').waitFor();
			await desk.getByRole('button', { name: 'Issue', exact: true }).click();
			await desk.getByRole('dialog').getByRole('button', { name: 'Issue', exact: true }).click();
			await desk.getByText('Report issued').waitFor();

			const download = desk.waitForEvent('download');
			await desk.getByRole('link', { name: 'Download PDF' }).click();
			const bytes = readFileSync(await (await download).path());
			const text = pdfText(bytes);
			for (const word of words) expect(text).toContain(word);
			const facts = pdfFacts(bytes);
			expect(facts).toMatch(/Tagged: +yes/);
			expect(facts).toContain(name);
			expect(text).toMatch(locale === 'lv' ? /\d+[\s ]%/ : /\d+[\s ]%/);
		}
	}
);

/** Every criterion of the scorecard, two of them below the top with evidence; no mouse. */
async function reviewByKeyboard(page: Page) {
	await page.waitForURL(/\/reviews\/[0-9a-f-]{36}$/);
	await page.waitForLoadState('networkidle');
	const criteria = await page.locator('[id^="criterion-"]').count();
	expect(criteria).toBe(8);
	for (let i = 0; i < criteria; i++) {
		if (i === 2 || i === 3) {
			await page.keyboard.press(i === 2 ? '2' : '4');
			await page.keyboard.press('t');
			for (let down = 0; down < i - 1; down++) await page.keyboard.press('ArrowDown');
			await page.keyboard.press('e');
			if (i === 2) {
				await page.keyboard.press('c');
				await page.keyboard.type('Asked one closed question only.');
				await page.keyboard.press('Escape');
			}
		} else await page.keyboard.press(i === criteria - 1 ? '4' : '5');
		await page.keyboard.press('j');
	}
	await page.keyboard.press('Control+Enter');
	await page.getByText('Review submitted').first().waitFor();
}
