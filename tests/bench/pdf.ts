import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { CoachingReport } from '#lib/coaching-report.ts';
import { drawCoachingReport } from '#lib/server/coaching/pdf/draw.ts';
import type { Style } from '#lib/server/coaching/pdf/look.ts';
import { createPdfPool } from '#lib/server/coaching/pdf/pool.ts';
import type { Typesetter } from '#lib/server/coaching/pdf/typesetter.ts';
import { longReport } from '../fixtures/coaching-report.ts';

const rounds = { warming: 40, counted: 80 };
const batch = 200;

/** Issue 2, section 8: one warm four-page report against pdfkit's Helvetica, and 200 reports in two workers. */
export async function benchPdf() {
	const report = longReport('en');
	const one = await drawSideBySide(report);
	const lagMs = await lagWhileDrawing(report);
	const [alone, together] = [await secondsFor(report, 1), await secondsFor(report, 2)];
	return {
		bytes: (await drawCoachingReport(report)).length,
		cpuMs: one.inter,
		helveticaCpuMs: one.helvetica,
		cpuRatio: one.inter / one.helvetica,
		lagP99Ms: lagMs,
		reportsPerSecond: { oneWorker: batch / alone, twoWorkers: batch / together },
		workersRatio: alone / together
	};
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

/** The 99th percentile of how late the main thread is while a worker draws, in milliseconds. */
async function lagWhileDrawing(report: CoachingReport): Promise<number> {
	const pool = createPdfPool(1);
	await pool.render(report);
	const delay = monitorEventLoopDelay({ resolution: 5 });
	delay.enable();
	for (let n = 0; n < 60; n++) await pool.render(report);
	delay.disable();
	await pool.close();
	return delay.percentile(99) / 1e6 - 5;
}

async function secondsFor(report: CoachingReport, workers: number): Promise<number> {
	const pool = createPdfPool(workers);
	await Promise.all(Array.from({ length: 40 }, () => pool.render(report)));
	const start = performance.now();
	await Promise.all(Array.from({ length: batch }, () => pool.render(report)));
	const seconds = (performance.now() - start) / 1000;
	await pool.close();
	return seconds;
}

const median = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1];

if (import.meta.main) console.log(await benchPdf());
