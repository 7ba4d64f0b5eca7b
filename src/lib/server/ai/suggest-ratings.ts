import { randomBytes } from 'node:crypto';
import { eq } from 'drizzle-orm';
import type { z } from 'zod';
import { findInjections } from '../../injections.ts';
import { criteriaOf, type Definition } from '../../scorecard.ts';
import { score } from '../../scoring.ts';
import type { AiFailure } from '../../suggestion.ts';
import type { Segment } from '../../transcript.ts';
import type { Db } from '../db/database.ts';
import { transcripts } from '../db/schema/index.ts';
import { getScorecardVersion } from '../scorecards/versions.ts';
import type { SecretPlace } from '../secrets.ts';
import { openService, rememberNoSchema, type AiService, type Prices } from './ai-settings.ts';
import { checkRatings } from './check-ratings.ts';
import { askService, type Answer, type Limits } from './client.ts';
import { AiError } from './failures.ts';
import { answerSchema, changingPart, criteriaForAi, staticPart } from './prompt.ts';
import { billed, type Run } from './costs.ts';
import { beginRuns, closeRun, failRun, type Subject } from './suggestion-runs.ts';

/** A run, and why it brought nothing. */
export type Read = { runId: string; failure: AiFailure | null };

type Options = {
	again?: boolean;
	limits?: Partial<Limits>;
};

/** Longer conversations are not sent: about 100,000 tokens. */
const mostCharacters = 400_000;

/**
 * Has one conversation read by the model and keeps what the record proves. Every call is a run with its cost,
 * also one that failed. A conversation that is being read, or was read by the same model with the same
 * prompt, is not sent again: then null.
 */
export async function suggestRatings(
	db: Db,
	place: SecretPlace,
	subject: Subject,
	options: Options = {}
): Promise<Read | null> {
	const service = await openService(db, place);
	const prepared = await prepareReading(db, subject);
	const { again: isAgain = false, limits } = options;
	const [reading] = await bookReadings(db, service, [prepared], { isAgain, batchId: null });
	if (!reading) return null;
	const answered = await askForRatings(db, reading, limits);
	await keepReading(db, reading, answered);
	return { runId: reading.run.id, failure: answered.failure };
}

export type Prepared = {
	subject: Subject;
	definition: Definition;
	segments: Segment[];
	question: { instructions: string; input: string };
};
export type Reading = Prepared & { run: Run; service: AiService & Prices };

/** The first of four steps: what will be asked. */
export async function prepareReading(
	db: Db,
	subject: Subject,
	known?: Segment[]
): Promise<Prepared> {
	const [{ definition }, segments] = await Promise.all([
		getScorecardVersion(db, subject.scorecardVersionId),
		known ?? getSegments(db, subject.conversationId)
	]);
	const question = {
		instructions: staticPart(definition),
		input: changingPart(segments, subject.locale, `TRANSCRIPT-${randomBytes(12).toString('hex')}`)
	};
	return { subject, definition, segments, question };
}

/** The second: what the calls will cost is booked. Null where there is nothing to do. */
export async function bookReadings(
	db: Db,
	service: AiService & Prices,
	prepared: Prepared[],
	conditions: { isAgain: boolean; batchId: string | null }
): Promise<(Reading | null)[]> {
	const runs = await beginRuns(db, service, prepared, conditions);
	return prepared.map((one, i) => {
		const run = runs[i];
		return run && { ...one, run, service };
	});
}

export type Answered = { failure: AiFailure | null; durationMs: number } & (
	{ answer: Answer<z.infer<typeof answerSchema>> } | { error: AiError }
);

/** The third: the call itself. A service that fails is an answer too. */
export async function askForRatings(
	db: Db,
	{ run, service, definition, segments, question }: Reading,
	limits?: Partial<Limits>
): Promise<Answered> {
	const started = performance.now();
	const durationMs = () => Math.round(performance.now() - started);
	try {
		requireReadable(definition, segments, run.isOverCeiling);
		const asked = { ...question, schema: answerSchema, name: 'ratings' };
		const answer = await askService(service, asked, limits);
		if (service.takesSchema && !answer.takesSchema) {
			service.takesSchema = false;
			await rememberNoSchema(db);
		}
		return { answer, failure: null, durationMs: durationMs() };
	} catch (error) {
		if (error instanceof AiError)
			return { error, failure: error.failure, durationMs: durationMs() };
		await failRun(db, run, segments, new AiError('interrupted'), durationMs());
		throw error;
	}
}

/** The last: what the record proves is kept, with what it took; the item of a batch is done with it. */
export async function keepReading(
	db: Db,
	{ run, definition, segments }: Reading,
	answered: Answered,
	itemId: string | null = null
) {
	const { durationMs } = answered;
	if ('error' in answered) return failRun(db, run, segments, answered.error, durationMs, itemId);
	const { value, attempts, usage } = answered.answer;
	const result = checkRatings(criteriaOf(definition), segments, value.ratings);
	const ratings = Object.fromEntries(
		result.checked.map(({ criterion, level, na }) => [criterion, { ...unrated, level, na }])
	);
	const drafted = score(definition, ratings);
	await closeRun(
		db,
		run,
		{
			...{ attempts, durationMs, failure: null },
			...billed(run, usage),
			injections: findInjections(segments),
			...result,
			score: drafted.withoutCritical,
			criticalFailures: drafted.criticalFailures.length
		},
		itemId
	);
}

const unrated = { comment: '', rootCauses: [], otherCause: '', evidence: [] };

function requireReadable(definition: Definition, segments: Segment[], isOverCeiling: boolean) {
	if (isOverCeiling) throw new AiError('ceiling');
	const said = segments.filter(({ kind, text }) => kind === 'message' && text.trim());
	if (!said.length || !criteriaForAi(criteriaOf(definition)).length)
		throw new AiError('nothing_said');
	if (said.reduce((sum, { text }) => sum + text.length, 0) > mostCharacters)
		throw new AiError('too_long');
}

async function getSegments(db: Db, conversationId: string): Promise<Segment[]> {
	const [row] = await db
		.select({ segments: transcripts.segments })
		.from(transcripts)
		.where(eq(transcripts.conversationId, conversationId));
	return row?.segments ?? [];
}
