import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { eq } from 'drizzle-orm';
import type { Page } from 'playwright-core';
import type { Evidence } from '../../src/lib/scorecard.ts';
import { isPlain } from '../../src/lib/text.ts';
import { fromCell } from '../../src/lib/csv.ts';
import { monthOf } from '../../src/lib/periods.ts';
import { getReport, saveReportDraft, startReport } from '../../src/lib/server/coaching/reports.ts';
import { issueReport } from '../../src/lib/server/coaching/issue.ts';
import { conversations, employees } from '../../src/lib/server/db/schema/index.ts';
import { importEmployees } from '../../src/lib/server/people/employee-import.ts';
import { submitReview } from '../../src/lib/server/reviews/submit.ts';
import { startReview } from '../../src/lib/server/reviews/drafts.ts';
import { wordsOf } from '../../src/lib/report-words.ts';
import { pdfFacts, pdfText } from '../setup/poppler.ts';
import { addScorecard, draftOf } from '../setup/factories.ts';
import { addSignIn, expect, test } from '../setup/e2e.ts';
import { importRecords, record } from '../setup/import.ts';
import { tooWide } from '../setup/too-wide.ts';

const file = readFileSync('tests/fixtures/naughty-strings/blns.json', 'utf8');
const strings = (JSON.parse(file) as string[]).filter(Boolean);
const everything = strings.join('\n');
const lines = strings.filter((text) => isPlain(text) && text.length <= 100 && text.trim());
const names = [...new Set(lines.map((text) => text.trim()))];

test(
	'naughty strings stay what they are: on pages, in a CSV file and in a PDF',
	{ timeout: 180_000 },
	async ({ opened, db, app, signIn }) => {
		const admin = await addSignIn(db, { role: 'admin' });
		const reviewer = await addSignIn(db, { role: 'reviewer' });
		const rows = names.map((name, i) => ({ line: i + 1, code: `N-${i}`, name, team: name }));
		expect((await importEmployees(db, admin, rows)).problems).toEqual([]);

		const segments = strings.map((text, i) => {
			return { speaker: i % 2 ? 'employee' : 'customer', name: text.slice(0, 60), text };
		});
		const startedAt = '2026-09-15T09:00:00Z';
		const tags = lines.slice(0, 100);
		const subject = strings[400];
		const imported = record('N-1', { employee: 'N-0', startedAt, subject, tags, segments });
		expect(await importRecords(opened.pool, admin, [imported])).toMatchObject({
			added: 1,
			refused: 0
		});
		const [{ id: conversationId }] = await db.select().from(conversations);
		const [employee] = await db.select().from(employees).where(eq(employees.code, 'N-0'));

		await addScorecard(db);
		const reviewId = await startReview(db, reviewer, { conversationId });
		const short = tags.filter(({ length }) => length <= 60).slice(-30);
		const evidence = strings.map(asEvidence).slice(100, 120);
		const rating = { level: 2, comment: everything, otherCause: strings[300], evidence };
		const document = draftOf(
			{ politeness: rating, solution: { ...rating, comment: strings.at(-1) } },
			{ tags: short, overallComment: everything, privateNote: everything }
		);
		await submitReview(db, reviewer, reviewId, { document });

		const page = await signIn(admin, { viewport: { width: 390, height: 844 } });
		const faults = watch(page, app.origin);
		const open = (path: string) => visit(page, path, faults);

		await open(`/conversations/${conversationId}?all=1`);
		expect(await page.locator('[data-text]').allTextContents()).toEqual(strings.map(asShown));
		expect(await page.locator('a[href*="?tag="]').allTextContents()).toEqual(tags.map(asShown));
		await open('/conversations');

		await open(`/reviews/${reviewId}`);
		const main = (await page.locator('main').textContent())!;
		expect(main.split(asShown(everything))).toHaveLength(4);

		const seen: string[] = [];
		await open('/employees');
		for (;;) {
			seen.push(...(await page.locator('tbody td:first-child a').allTextContents()));
			const next = page.getByRole('link', { name: 'Next page' });
			if (!(await next.count())) break;
			await open(`/employees${await next.getAttribute('href')}`);
		}
		expect(seen.sort()).toEqual([...names].sort());
		await open('/settings/teams');
		await open(`/employees/${employee.id}?period=2026-09`);

		const csv = await (await page.request.get('/employees/export')).text();
		const cells: string[][] = parse(csv, { bom: true, record_delimiter: '\r\n', from_line: 2 });
		for (const cell of cells.flat()) expect(cell).not.toMatch(/^[=+\-@\t\r\n|%＝＋－＠]/);
		expect(cells.map(([, name]) => fromCell(name)).sort()).toEqual([...names].sort());

		const reportId = await startReport(db, admin, {
			employeeId: employee.id,
			period: monthOf(new Date(startedAt))
		});
		const { version, content } = await getReport(db, admin, reportId);
		const words = wordsOf(content);
		const plain = lines[300];
		const action = { action: everything, measure: plain, baseline: plain, target: plain };
		const questions = { goal: everything, reality: everything, options: everything, will: '' };
		const plan = [{ ...action, owner: names[50], due: null }];
		await saveReportDraft(db, admin, reportId, {
			version,
			document: { words: { ...words, summary: everything, plan, questions }, privateNote: '' }
		});
		await open(`/coaching/${reportId}`);
		await issueReport(db, admin, reportId, { version: version + 1 });
		await open(`/coaching/${reportId}`);
		const pdf = await (await page.request.get(`/coaching/${reportId}/download`)).body();
		expect(pdfFacts(pdf)).toMatch(/Tagged: +yes/);
		const text = pdfText(pdf);
		for (const part of ['<script>alert', 'DROP TABLE', 'ЁЂЃЄЅІЇЈ']) expect(text).toContain(part);
		expect(faults).toEqual([]);
	}
);

const asEvidence = (quote: string, segment: number): Evidence => {
	return { segment, quote, start: 0, end: quote.length };
};

/** HTML knows one kind of line break. */
const asShown = (text: string) => text.replace(/\r\n?/g, '\n');

/** What must not happen: a dialog, an error, a request to somewhere else. */
function watch(page: Page, origin: string) {
	const faults: string[] = [];
	page.on('dialog', (dialog) => {
		faults.push(`a dialog: ${dialog.message()}`);
		void dialog.dismiss();
	});
	page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
	page.on('request', (request) => {
		const url = request.url();
		if (/^(https?|wss?|ftp|file):/.test(url) && !url.startsWith(`${origin}/`))
			faults.push(`asked for ${url}`);
	});
	return faults;
}

async function visit(page: Page, path: string, faults: string[]) {
	const response = await page.goto(path, { waitUntil: 'networkidle' });
	if (response?.status() !== 200) faults.push(`${path}: ${response?.status()}`);
	const width = await page.evaluate(tooWide);
	if (width) faults.push(`${path}: ${width}`);
}
