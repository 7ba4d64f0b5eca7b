import { Worker } from 'node:worker_threads';
import type { CoachingReport } from '#lib/coaching-report.ts';
import { threadArguments, workerScript } from '../../worker-script.ts';
import type { VisitSheet } from '#lib/visit-result.ts';
import type { Answer, Drawing } from './worker.ts';

const mostWorkers = 2;
const mostMemory = { maxOldGenerationSizeMb: 384 };
const path = 'lib/server/coaching/pdf/worker.ts';

interface Job {
	report: Drawing;
	resolve(bytes: Uint8Array): void;
	reject(error: unknown): void;
}

export type PdfPool = ReturnType<typeof createPdfPool>;

/**
 * Draws reports in worker threads, so that the server goes on answering. Workers start with the first report,
 * hold no process open while idle, and are replaced when they die; the report that they had fails.
 */
export function createPdfPool(size = 1, script = workerScript(path)) {
	const limit = Math.min(Math.max(size, 1), mostWorkers);
	const waiting: Job[] = [];
	const idle: Worker[] = [];
	const current = new Map<Worker, Job | null>();
	return { render, close };

	/** The bytes of the report; rejects with what went wrong in the worker. */
	function render(report: Drawing): Promise<Uint8Array> {
		return new Promise((resolve, reject) => {
			waiting.push({ report, resolve, reject });
			work();
		});
	}

	async function close() {
		await Promise.all([...current.keys()].map((worker) => worker.terminate()));
	}

	function work() {
		while (waiting.length && (idle.length || current.size < limit)) {
			const worker = idle.pop() ?? start();
			const job = waiting.shift()!;
			current.set(worker, job);
			worker.ref();
			send(worker, job);
		}
	}

	function send(worker: Worker, { report, reject }: Job) {
		try {
			worker.postMessage(report);
		} catch (error) {
			release(worker);
			reject(error);
		}
	}

	function release(worker: Worker) {
		current.set(worker, null);
		worker.unref();
		idle.push(worker);
	}

	function start(): Worker {
		const worker = new Worker(script, { execArgv: threadArguments(), resourceLimits: mostMemory });
		worker.on('message', (answer: Answer) => {
			const job = current.get(worker);
			release(worker);
			if ('error' in answer) job?.reject(answer.error);
			else job?.resolve(answer.bytes);
			work();
		});
		worker.on('error', (error) => lose(worker, error));
		worker.on('exit', (code) => lose(worker, new Error(`The PDF worker ended with code ${code}`)));
		return worker;
	}

	function lose(worker: Worker, error: Error) {
		const job = current.get(worker);
		current.delete(worker);
		if (idle.includes(worker)) idle.splice(idle.indexOf(worker), 1);
		job?.reject(error);
		work();
	}
}

let shared: PdfPool | undefined;

/** The report as PDF, drawn outside the main thread by one worker that all callers share. */
export function renderCoachingReport(report: CoachingReport): Promise<Uint8Array> {
	shared ??= createPdfPool();
	return shared.render(report);
}

/** A visit as PDF, drawn by the same worker. */
export function renderVisitReport(sheet: VisitSheet): Promise<Uint8Array> {
	shared ??= createPdfPool();
	return shared.render(sheet);
}
