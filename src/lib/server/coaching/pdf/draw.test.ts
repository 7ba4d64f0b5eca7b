import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { coachingReportSchema, type CoachingReport } from '#lib/coaching-report.ts';
import { inWords, locales, type Locale } from '#lib/locales.ts';
import { m } from '#lib/paraglide/messages.js';
import { criteriaOf, type Criterion } from '#lib/scorecard.ts';
import {
	emptyReport,
	longReport,
	sampleReport
} from '../../../../../tests/fixtures/coaching-report.ts';
import { pdfFacts, pdfFonts, pdfPages, pdfText } from '../../../../../tests/setup/poppler.ts';
import { readShared } from '../../../../../tests/shared-data.ts';
import { practices, templates } from '../../scorecards/templates/index.ts';
import { drawCoachingReport } from './draw.ts';

const mostBytes = 60 * 1024;

const textOf = async (report: CoachingReport) => pdfText(await drawCoachingReport(report));

/** Some tests draw many documents, on a machine that others use too. */
vi.setConfig({ testTimeout: 60_000 });

describe.each(locales)('a report in %s', (locale) => {
	const report = sampleReport(locale);

	test('is a report by its schema', () => {
		expect(coachingReportSchema.parse(report)).toEqual(report);
	});

	test('can be read back: names, numbers, quotes, letters with marks', async () => {
		const text = await textOf(report);
		const percent = locale === 'en' ? '%' : ' %';
		for (const words of [
			report.employee.name,
			report.employee.lead,
			report.house,
			report.id!,
			report.summary,
			`78${percent}`,
			`71–85${percent}, n = 12`,
			'−2',
			'(−9…+5)',
			'▼ −14 (−24…−4)',
			'52 (40–64)',
			'03:12–03:34',
			'C-1790',
			report.strengths[0].quote!.text,
			report.priorities[0].goodLooksLike,
			report.plan[1].action.slice(0, 24),
			report.reviews[1].comment,
			report.method.sampling,
			...report.criteria.map((criterion) => criterion.name)
		])
			expect(text).toContain(words.replace(/\s+/g, ' '));
	});

	test('sets chat, call and visit side by side, and says where one rating is too few', async () => {
		const several = inThreeLenses(report);
		expect(coachingReportSchema.parse(several)).toEqual(several);
		const bytes = await drawCoachingReport(several);
		expect(pdfPages(bytes)[2]).toContain(m.report_lens_title({}, { locale }));
		const text = pdfText(bytes);
		expect(text).toContain('52 (40–64) n = 11');
		expect(text).toContain('81 (70–92) n = 8');
		expect(text).toContain('60 (?) n = 1');
	});

	test('is tagged, titled, in its language, two pages and an appendix', async () => {
		const bytes = await drawCoachingReport(report);
		const facts = pdfFacts(bytes);
		expect(facts).toMatch(/Tagged:\s+yes/);
		expect(facts).toMatch(/PDF version:\s+1\.7/);
		expect(facts).toMatch(/Pages:\s+3\n/);
		expect(facts.match(/Title:\s+(.*)/)![1]).toContain(report.employee.name);
		expect(facts.match(/Author:\s+(.*)/)![1]).toBe('Mārtiņš Ozols');
		expect(Buffer.from(bytes).toString('latin1')).toContain('/Type /ObjStm');
	});

	test('says on one page where things stand by thirteen criteria of two scorecards', async () => {
		const { criteria } = report;
		const ofVisits = criteria.slice(0, 13 - criteria.length);
		const few = { score: { ...report.score, n: 7 }, criteria: [...criteria, ...ofVisits] };
		const pages = pdfPages(await drawCoachingReport({ ...report, ...few }));
		expect(pages[0]).toContain(m.report_strengths({}, { locale }));
		expect(pages[0]).toContain(report.strengths[1].quote!.text.slice(-12));
		expect(pages[1]).toContain(m.report_what({}, { locale }));
	});

	test('fits into 60 KB with 24 reviews and 16 comments', async () => {
		const bytes = await drawCoachingReport(longReport(locale));
		expect(pdfFacts(bytes)).toMatch(/Pages:\s+4\n/);
		expect(bytes.length).toBeLessThanOrEqual(mostBytes);
	});

	test('says honestly that nothing was reviewed, and what to do', async () => {
		const report = emptyReport(locale);
		const bytes = await drawCoachingReport(report);
		expect(pdfFacts(bytes)).toMatch(/Pages:\s+1\n/);
		const text = await textOf(report);
		expect(text).toContain(report.employee.code);
		expect(text).toMatch(/±10/);
		expect(text).not.toMatch(/NaN|null|undefined|\d %/);
	});
});

describe.each(templates)('two priorities from the $key scorecard', ({ definition }) => {
	test.each(locales)('leave what to do on the second page (%s)', async (locale) => {
		const [first, second] = wordiest(criteriaOf(definition), locale);
		const pages = pdfPages(await drawCoachingReport(about([first, second], locale)));
		expect(pages[1]).toContain(m.report_what({}, { locale }));
		expect(pages[1]).toContain(m.report_employee_comment({}, { locale }));
		expect(pages[2]).toContain(m.report_appendix({}, { locale }));
	});
});

test('the tags name headings, tables with their heads, quotes and figures with words', async () => {
	const tags = pdfFacts(await drawCoachingReport(sampleReport('en')), '-struct-text');
	for (const tag of [
		'Document',
		'H1',
		'H2',
		'H3',
		'Table',
		'TR',
		'TH',
		'TD',
		'BlockQuote',
		'Figure'
	])
		expect(tags).toMatch(new RegExp(`^\\s*${tag}\\b`, 'm'));
	const rows = tags.split(/^\s+TR\s*$/m).map((row) => row.match(/^\s+T[HD]\b/gm)?.length);
	expect(new Set(rows)).toEqual(new Set([undefined, 10, 4, 7]));
	expect(tags).toContain('"No detectable change"');
});

test('the same report is the same bytes, whatever was drawn before', async () => {
	const first = await drawCoachingReport(sampleReport('lv'));
	await drawCoachingReport(sampleReport('ru', { summary: 'ʼ ˮ -> ffi ①➀' }));
	expect(await drawCoachingReport(structuredClone(sampleReport('lv')))).toEqual(first);
});

test('a draft says so and has no id; one review has no interval', async () => {
	const once = { mean: 0.6, low: null, high: null, n: 1 };
	const text = await textOf(
		sampleReport('en', { id: null, issuedAt: null, score: once, withoutCritical: once })
	);
	expect(text).toContain('Draft, not issued');
	expect(text).toContain('interval unknown, n = 1');
	expect(text).toContain('What this report is not');
});

test('ten reviews and more need no caution', async () => {
	expect(await textOf(sampleReport('en'))).not.toContain('What this report is not');
});

test('a comment of 3,000 words flows over pages and loses none', async () => {
	const words = Array.from({ length: 3000 }, (_, i) => `vārds${i}`);
	const [review, ...rest] = sampleReport('lv').reviews;
	const report = sampleReport('lv', {
		reviews: [{ ...review, comment: words.join(' ') }, ...rest],
		signOff: { ...sampleReport('lv').signOff, decision: 'disagree', comment: words.join(' ') },
		previousPlan: [{ ...sampleReport('lv').previousPlan[0], note: words.join(' ') }]
	});
	const text = await textOf(report);
	expect(text.match(/vārds0 /g)).toHaveLength(3);
	for (const word of words) expect(text.split(`${word} `).length).toBeGreaterThanOrEqual(3);
});

test('long names break and are cut short only in the header', async () => {
	const name =
		'Aleksandrs-Kristaps Vīksniņš-Šķērsiņš no Jaunjelgavas un Augstkalnes pagasta rietumiem';
	const report = sampleReport('lv', {
		employee: { name, code: 'E-1', team: name, lead: name },
		criteria: sampleReport('lv').criteria.map((criterion) => ({ ...criterion, name }))
	});
	const text = await textOf(report);
	expect(text.split(name).length).toBeGreaterThan(4);
	expect(text).toMatch(/Aleksandrs-Kristaps .{10,80}… 2026\. gada septembris/);
});

test('the naughty strings neither break the file nor add text of their own', async () => {
	const naughty = JSON.parse(readShared('malformed/strings/blns.json').toString()) as string[];
	const sample = sampleReport('en');
	for (let from = 0; from < naughty.length; from += 40) {
		const some = naughty.slice(from, from + 40);
		const at = (i: number) => some[i % some.length];
		const quote = { ...sample.strengths[0].quote!, text: at(5), speaker: at(6), source: at(7) };
		const report = sampleReport('en', {
			employee: { name: at(0), code: at(1), team: at(2), lead: at(3) },
			summary: some.join(' '),
			house: at(9),
			trend: sample.trend.map((point, i) => ({ ...point, label: at(10 + i) })),
			criteria: sample.criteria.map((criterion, i) => ({ ...criterion, name: at(16 + i) })),
			strengths: [{ criterion: at(4), text: at(8), quote }],
			plan: some.map((action) => ({ ...sample.plan[0], action, owner: action, measure: action })),
			reviews: some.map((comment, i) => ({ ...sample.reviews[i % 12], id: at(i), comment }))
		});
		const facts = pdfFacts(await drawCoachingReport(report));
		expect(facts).toMatch(/Tagged:\s+yes/);
	}
});

test('markup in a name is text in the metadata too', async () => {
	const report = sampleReport('en');
	const name = 'Anna <b>&</b> "O\'Neill"';
	const bytes = await drawCoachingReport({ ...report, employee: { ...report.employee, name } });
	expect(pdfFacts(bytes, '-meta')).toContain('Anna &lt;b&gt;&amp;&lt;/b&gt;');
	expect(pdfFacts(bytes)).toContain(name);
});

test('what is not in the type is not in the file', async () => {
	const note = 'privatenotexyz';
	const report = sampleReport('en');
	const leaky = {
		...report,
		privateNote: note,
		reviews: report.reviews.map((review) => ({ ...review, privateNote: note })),
		priorities: report.priorities.map((priority) => ({ ...priority, coachNote: note }))
	};
	expect(await textOf(leaky)).not.toContain(note);
	expect(JSON.stringify(coachingReportSchema.parse(leaky))).not.toContain(note);
});

test('the font is Inter, embedded as a subset', async () => {
	const fonts = pdfFonts(await drawCoachingReport(sampleReport('ru')));
	expect(fonts.match(/\+Inter-(Regular|SemiBold)\s.*yes yes yes/g)).toHaveLength(2);
});

test('nothing in the drawing depends on the clock or on chance', () => {
	for (const file of ['draw.ts', 'sheet.ts', 'pack.ts', 'fonts.ts', 'report.ts', 'format.ts'])
		expect(readFileSync(join(import.meta.dirname, file), 'utf8')).not.toMatch(
			/Math\.random|Date\.now|new Date\(\)/
		);
});

/** Eight ratings in chats, three in calls and one in a visit, of each criterion. */
function inThreeLenses(report: CoachingReport): CoachingReport {
	const byLens = [
		{ lens: 'chat', mean: 0.81, low: 0.7, high: 0.92, n: 8 },
		{ lens: 'call', mean: 0.72, low: 0.31, high: 1, n: 3 },
		{ lens: 'visit', mean: 0.6, low: null, high: null, n: 1 }
	] as const;
	const copies = () => byLens.map((one) => ({ ...one }));
	const criteria = report.criteria.map((one) => ({ ...one, byLens: copies() }));
	return { ...report, criteria, byLens: copies() };
}

/** Those that say the most about what good looks like come first. */
const wordiest = (criteria: Criterion[], locale: Locale) =>
	criteria.toSorted((a, b) => goodOf(b, locale).length - goodOf(a, locale).length);

const goodOf = ({ levels }: Criterion, locale: Locale) => inWords(levels.at(-1)!, locale);

/** A report as the data fill it: the last plan, two priorities and the plan are about these criteria. */
function about(criteria: Criterion[], locale: Locale): CoachingReport {
	const sample = sampleReport(locale);
	const names = criteria.map(({ name }) => inWords(name, locale));
	const plan = criteria.map(({ key }, i) => ({
		action: inWords(practices[key]!, locale),
		measure: m.coaching_measure_critical({ criterion: names[i] }, { locale }),
		baseline: '43 %',
		target: '53 %',
		owner: sample.employee.name,
		due: '2026-10-31'
	}));
	return {
		...sample,
		previousPlan: plan.map((action) => ({ ...action, status: 'partly', note: '' })),
		priorities: sample.priorities.map((priority, i) => ({
			...priority,
			criterion: names[i],
			goodLooksLike: goodOf(criteria[i], locale)
		})),
		plan
	};
}
