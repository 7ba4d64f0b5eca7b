import { randomBytes } from 'node:crypto';
import { m } from '#lib/paraglide/messages.js';
import { findInjections } from '../../injections.ts';
import type { Viewer } from '../../permissions.ts';
import type { TextRun } from '../../report-drafts.ts';
import { wordsOf, type Candidate } from '../../report-words.ts';
import { getAiSettings, openService, rememberNoSchema, type AiService } from '../ai/ai-settings.ts';
import { askService, type Limits } from '../ai/client.ts';
import { billed, book, lostOn, type Run } from '../ai/costs.ts';
import { AiError, type Usage } from '../ai/failures.ts';
import { speaksOfFeelings } from '../ai/feelings.ts';
import type { Db } from '../db/database.ts';
import { conflict, notFound } from '../errors.ts';
import type { SecretPlace } from '../secrets.ts';
import { checkTexts, type Given } from './check-texts.ts';
import { countErased, isNothingErased } from './erasures.ts';
import { getChoices, getReport, type Report } from './reports.ts';
import { summarySentence } from './sentences.ts';
import {
	answerSchemas,
	priorityMaterial,
	summaryMaterial,
	textInput,
	textInstructions,
	textPromptVersion,
	type Material
} from './text-prompt.ts';
import { closeTextRun, listUntouched, newestTextRun, openTextRun } from './text-runs.ts';

/**
 * Has the summary ('') or the texts of one priority (the key of its criterion) drafted from the figures and
 * quotes that the report rests on, and keeps what these prove. Nothing is written into the report. Every call
 * is a run with its cost, also one that failed. Throws a conflict when the figures have moved, 404 for those
 * who do not write the report, AiError where there is no service.
 */
export async function draftTexts(
	db: Db,
	viewer: Viewer,
	place: SecretPlace,
	reportId: string,
	criterion: string,
	options: { limits?: Partial<Limits> } = {}
): Promise<void> {
	const { employeeId } = await getWritable(db, viewer, reportId);
	const service = await openService(db, place);
	const erased = await countErased(db, employeeId);
	const report = await getWritable(db, viewer, reportId);
	const { candidates, isStale } = await getChoices(db, viewer, report);
	if (isStale) throw conflict(m.coaching_ai_stale());
	const candidate = candidates.find(({ key }) => key === criterion);
	if (criterion && !candidate) throw notFound();
	const about = { report, candidate, material: materialOf(report, candidate) };
	const question = {
		instructions: textInstructions(candidate ? 'priority' : 'summary'),
		input: textInput(about.material.lines, report.locale, `DATA-${randomBytes(12).toString('hex')}`)
	};
	const run = await book(db, service, question, (db, cost) =>
		openTextRun(db, {
			...{ reportId, criterion, cost, model: service.model, locale: report.locale },
			...{ requestedBy: viewer.id, promptVersion: textPromptVersion }
		})
	);
	if (!run) return;
	const started = performance.now();
	const durationMs = () => Math.round(performance.now() - started);
	try {
		requireSomething(about, run);
		const { given, attempts, usage } = await ask(db, service, question, candidate, options.limits);
		const result = checkTexts(given, about.material, report.locale, wordsOf(report.content));
		const injections = countInjections(about.material);
		const done = { ...billed(run, usage), attempts, failure: null, durationMs: durationMs() };
		await db.transaction(async (db) => {
			const isKept = await isNothingErased(db, employeeId, erased);
			const brought = isKept ? { ...result, injections } : { failure: 'interrupted' as const };
			await closeTextRun(db, run.id, { ...done, ...brought });
		});
	} catch (error) {
		const known = error instanceof AiError ? error : new AiError('interrupted');
		await closeTextRun(db, run.id, { ...lostOn(run, known), durationMs: durationMs() });
		if (known !== error) throw error;
	}
}

type About = { report: Report; candidate: Candidate | undefined; material: Material };

const materialOf = ({ content, locale }: Report, candidate: Candidate | undefined) =>
	candidate
		? priorityMaterial(content, candidate)
		: summaryMaterial(content, summarySentence(content, locale));

function requireSomething({ report, candidate }: About, run: Run) {
	if (run.isOverCeiling) throw new AiError('ceiling');
	if (!report.content.score.n && !candidate) throw new AiError('nothing_said');
	// How somebody sounds is for people with ears, also in a report.
	if (candidate && speaksOfFeelings(candidate.priority.criterion))
		throw new AiError('nothing_said');
}

async function ask(
	db: Db,
	service: AiService,
	question: { instructions: string; input: string },
	candidate: Candidate | undefined,
	limits: Partial<Limits> = {}
): Promise<{ given: Given[]; attempts: number; usage: Usage }> {
	const remember = async (takesSchema: boolean) => {
		if (service.takesSchema && !takesSchema) await rememberNoSchema(db);
	};
	if (!candidate) {
		const form = { schema: answerSchemas.summary, name: 'summary' };
		const { value, takesSchema, ...call } = await askService(
			service,
			{ ...question, ...form },
			limits
		);
		await remember(takesSchema);
		return { ...call, given: [{ field: 'summary', criterion: '', text: value.summary }] };
	}
	const form = { schema: answerSchemas.priority, name: 'priority' };
	const { value, takesSchema, ...call } = await askService(
		service,
		{ ...question, ...form },
		limits
	);
	await remember(takesSchema);
	const { criterion } = candidate.priority;
	const { situation, behaviour, impact, quote } = value;
	return {
		...call,
		given: [
			{ field: 'situation', criterion, text: situation },
			{ field: 'behaviour', criterion, text: behaviour, quote },
			{ field: 'impact', criterion, text: impact }
		]
	};
}

const countInjections = ({ said }: Material) =>
	said.filter(
		(text, ordinal) => findInjections([{ ordinal, text, speaker: 'customer' }]).length > 0
	).length;

async function getWritable(db: Db, viewer: Viewer, reportId: string) {
	const report = await getReport(db, viewer, reportId);
	if (!report.canWrite) throw notFound();
	if (report.issuedAt) throw conflict(m.coaching_issued_already());
	return report;
}

/** The newest asking for these texts. Throws 404 for those who do not write the report. */
export async function findTextRun(
	db: Db,
	viewer: Viewer,
	reportId: string,
	criterion: string
): Promise<TextRun> {
	await getWritable(db, viewer, reportId);
	return newestTextRun(db, { reportId, criterion });
}

/** Whether texts can be drafted, and what stands in this draft as the machine wrote it. */
export async function getDrafting(db: Db, report: Report) {
	const [{ isOn }, drafted] = await Promise.all([
		getAiSettings(db),
		listUntouched(db, report, wordsOf(report.content))
	]);
	return { isOn: isOn && report.canWrite, drafted };
}
