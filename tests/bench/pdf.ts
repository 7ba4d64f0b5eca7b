import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { CoachingReport } from '#lib/coaching-report.ts';
import { drawCoachingReport } from '#lib/server/coaching/pdf/draw.ts';
import type { Style } from '#lib/server/coaching/pdf/look.ts';
import { createPdfPool } from '#lib/server/coaching/pdf/pool.ts';
import type { Typesetter } from '#lib/server/coaching/pdf/typesetter.ts';
import { longReport } from '../fixtures/coaching-report.ts';
import { atLeast, atMost, median, type Row } from './rows.ts';

const rounds = { warming: 40, counted: 80 };
const batch = 200;

/** Issue 2, section 8: one warm four-page report against pdfkit's Helvetica, and 200 reports in two workers. */
export async function benchPdf(): Promise<Row[]> {
	const report = longReport('en');
	const one = await drawSideBySide(report);
	const lag = await lagWhileDrawing(report);
	const { alone, together } = await batches(report);
	const { length } = await drawCoachingReport(report);
	return [
		atMost('report of 4 pages, CPU to the same with Helvetica', 1, one.inter / one.helvetica, ' ×'),
		atMost('report of 4 pages, size', 60, length / 1024, ' KB'),
		atMost('event-loop lag p99 while a worker draws', 30, lag, ' ms'),
		atLeast(`${batch} reports, two workers to one`, 1.4, alone / together, ' ×')
	];
}

/** The same layout with a font of pdfkit's own, measured and drawn by pdfkit. */
function helvetica(doc: PDFKit.PDFDocument): Typesetter {
	const use = ({ font, size }: Style) =>
		doc.font(font === 'regular' ? 'Helvetica' : 'Helvetica-Bold', size);
	return {
		widthOf: (text, style) => use(style).widthOfString(text),
		line: (text, x, y, style) =>
			use(style)
				.fillColor(style.colour)
				.text(text, x, y, { lineBreak: false, baseline: 'alphabetic' })
	};
}

/** Median CPU milliseconds of one report, both drawn in turn in this process. */
async function drawSideBySide(report: CoachingReport) {
	const used = { inter: [] as number[], helvetica: [] as number[] };
	for (let round = 0; round < rounds.warming + rounds.counted; round++) {
		const inter = await cpuOf(() => drawCoachingReport(report));
		const plain = await cpuOf(() => drawCoachingReport(report, helvetica));
		if (round < rounds.warming) continue;
		used.inter.push(inter);
		used.helvetica.push(plain);
	}
	return { inter: median(used.inter), helvetica: median(used.helvetica) };
}

async function cpuOf(draw: () => Promise<unknown>): Promise<number> {
	const before = process.cpuUsage();
	await draw();
	const { user, system } = process.cpuUsage(before);
	return (user + system) / 1000;
}

/** The 99th percentile of how late the main thread is while a worker draws, in ms; the least disturbed round. */
async function lagWhileDrawing(report: CoachingReport) {
	const pool = createPdfPool(1);
	await pool.render(report);
	const rounds: number[] = [];
	for (let round = 0; round < 6; round++)
		rounds.push(
			await lagDuring(async () => {
				for (let n = 0; n < 30; n++) await pool.render(report);
			})
		);
	await pool.close();
	return Math.min(...rounds);
}

async function lagDuring(doing: () => Promise<unknown>): Promise<number> {
	const resolution = 5;
	const delay = monitorEventLoopDelay({ resolution });
	delay.enable();
	await doing();
	delay.disable();
	return delay.percentile(99) / 1e6 - resolution;
}

/** Seconds for the batch with one and with two workers, each as warm as the other, in turns; the least disturbed round of each. */
async function batches(report: CoachingReport) {
	const seconds = { alone: [] as number[], together: [] as number[] };
	for (let round = 0; round < 4; round++) {
		seconds.alone.push(await secondsFor(report, 1));
		seconds.together.push(await secondsFor(report, 2));
	}
	return { alone: Math.min(...seconds.alone), together: Math.min(...seconds.together) };
}

async function secondsFor(report: CoachingReport, workers: number): Promise<number> {
	const pool = createPdfPool(workers);
	const draw = (count: number) =>
		Promise.all(Array.from({ length: count }, () => pool.render(report)));
	await draw(60 * workers);
	const start = performance.now();
	await draw(batch);
	const seconds = (performance.now() - start) / 1000;
	await pool.close();
	return seconds;
}
