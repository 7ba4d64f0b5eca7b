import type { CoachingReport } from '#lib/coaching-report.ts';
import { m } from '#lib/paraglide/messages.js';
import { stack, type Block, type Placed } from './blocks.ts';
import { bottom, left, top } from './look.ts';
import { chapter, reportOn, type Report } from './report.ts';
import { appendix } from './sections/appendix.ts';
import { criteria } from './sections/criteria.ts';
import { noReviews } from './sections/no-reviews.ts';
import { opening } from './sections/opening.ts';
import { plan, previousPlan } from './sections/plans.ts';
import { priorities } from './sections/priorities.ts';
import { questions } from './sections/questions.ts';
import { score } from './sections/score.ts';
import { disputes, signOff } from './sections/sign-off.ts';
import { strengths } from './sections/strengths.ts';
import { trend } from './sections/trend.ts';
import { Sheet } from './sheet.ts';
import { interTypesetter } from './typesetter.ts';

/** To write answers on, the most that fit on the page. */
const writingLines = [3, 2, 1];
const usualLines = 2;
const usualAir = 5;
const mostAir = 11;
/** Where the page is full: points above and below the words of a row, height of the trend, less between sections. */
const closeRows = 0.75;
const lowTrend = 44;
const lessAir = 4;
/** When the talk runs over onto a page of which it needs less than half, the appendix goes on below. */
const appendixAbove = (top + bottom) / 2;

/** The report as a tagged PDF. The same report gives the same bytes. */
export async function drawCoachingReport(
	data: CoachingReport,
	typesetter = interTypesetter
): Promise<Uint8Array<ArrayBuffer>> {
	const words = { locale: data.locale };
	const { name, lead } = data.employee;
	const sheet = new Sheet(
		{
			title: m.report_document_title({ name, period: data.period.label }, words),
			author: lead || data.house,
			lang: data.locale,
			date: new Date(data.issuedAt ?? data.period.to)
		},
		typesetter
	);
	const report = reportOn(data, sheet);
	drawParts(report);
	sheet.frame([name, data.period.label, idLine(report)], footer(report));
	return sheet.bytes();
}

/** Where things stand, what to do, the appendix: each from a page of its own. */
function drawParts(report: Report) {
	const { data, sheet } = report;
	sheet.newPage();
	if (!data.reviews.length && !data.score.n)
		return flow(sheet, stack(aired([...opening(report), ...noReviews(report), ...plans(report)])));
	flow(sheet, stack(aired(standing(report))));
	sheet.newPage();
	const pages = flow(sheet, stack(aired(talk(report))));
	if (pages > 1 && sheet.y < appendixAbove) sheet.y += 30;
	else sheet.newPage();
	flow(sheet, stack(aired(appendix(report), sheet.y)));
}

/** Where things stand, on one page: with many criteria (of two scorecards) the table and the trend close up. */
function standing(report: Report): Placed[] {
	const usual = standingWith(report);
	if (fitsOnPage(usual)) return usual;
	const closed = spaced(standingWith(report, closeRows, lowTrend), -lessAir);
	return fitsOnPage(closed) ? closed : usual;
}

const standingWith = (report: Report, rows?: number, trendHeight?: number) => [
	...opening(report),
	score(report),
	...trend(report, trendHeight),
	...criteria(report, rows),
	...strengths(report)
];

/** What to do, on one page: with as much room to write as that leaves. */
function talk(report: Report): Placed[] {
	const roomiest = writingLines.map((lines) => talkWith(report, lines)).find(fitsOnPage);
	return roomiest ?? talkWith(report, usualLines);
}

const talkWith = (report: Report, lines: number) => [
	chapter(report, m.report_what({}, report.words)),
	...previousPlan(report),
	...priorities(report),
	...plan(report),
	...questions(report, lines),
	...disputes(report),
	...signOff(report)
];

const fitsOnPage = (placed: Placed[]) => stack(placed).height <= bottom - top;

/** An empty period may still follow a plan, or have one. */
const plans = (report: Report) => [
	...(report.data.previousPlan.length ? previousPlan(report, 12) : []),
	...(report.data.plan.length ? plan(report) : [])
];

/** Sections stand further apart when all of them fit on this page with room to spare. */
function aired(placed: Placed[], from = top): Placed[] {
	const room = bottom - from - stack(placed).height;
	const places = placed.filter(({ stretches }) => stretches).length;
	const extra = room < 0 ? usualAir : Math.min(room / places, mostAir);
	return spaced(placed, extra);
}

const spaced = (placed: Placed[], extra: number) =>
	placed.map((p) => (p.stretches ? { ...p, gap: (p.gap ?? 0) + extra } : p));

/** Draws a block over as many pages as it takes; tells how many. */
export function flow(sheet: Sheet, block: Block): number {
	let rest = block;
	let pages = 1;
	while (rest.height > bottom - sheet.y + 0.01) {
		const room = bottom - sheet.y;
		const [upper, lower] = rest.cut(room);
		if (upper.height <= 0 && sheet.y === top) throw new Error('A block is taller than a page');
		upper.draw(left, sheet.y);
		sheet.newPage();
		rest = lower;
		pages++;
	}
	rest.draw(left, sheet.y);
	sheet.y += rest.height;
	return pages;
}

function idLine({ data, words }: Report): string {
	return data.id ?? m.report_draft({}, words);
}

function footer({ data, words, format }: Report) {
	const issued = data.issuedAt
		? m.report_issued({ date: format.day(data.issuedAt) }, words)
		: m.report_not_issued({}, words);
	return (page: number, pages: number) => [
		m.report_page({ page, pages }, words),
		issued,
		data.house ? `${data.house} · Plumbline` : 'Plumbline'
	];
}
