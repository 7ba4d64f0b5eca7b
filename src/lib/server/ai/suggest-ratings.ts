import { randomBytes } from 'node:crypto';
import { eq } from 'drizzle-orm';
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
import { askService, type Limits } from './client.ts';
import { AiError } from './failures.ts';
import { answerSchema, changingPart, criteriaForAi, staticPart } from './prompt.ts';
import { billed } from './costs.ts';
import { beginRun, closeRun, failRun, type Subject } from './suggestion-runs.ts';

/** A run, and why it brought nothing. */
export type Read = { runId: string; failure: AiFailure | null };

type Options = {
	again?: boolean;
	limits?: Partial<Limits>;
	/** Where they are known already. */
	service?: AiService & Prices;
	segments?: Segment[];
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
	const service = options.service ?? (await openService(db, place));
	const [{ definition }, segments] = await Promise.all([
		getScorecardVersion(db, subject.scorecardVersionId),
		options.segments ?? getSegments(db, subject.conversationId)
	]);
	const question = {
		instructions: staticPart(definition),
		input: changingPart(segments, subject.locale, `TRANSCRIPT-${randomBytes(12).toString('hex')}`)
	};
	const run = await beginRun(db, subject, service, question, options.again ?? false);
	if (!run) return null;
	const started = performance.now();
	const durationMs = () => Math.round(performance.now() - started);
	try {
		requireReadable(definition, segments, run.isOverCeiling);
		const answer = await askService(
			service,
			{ ...question, schema: answerSchema, name: 'ratings' },
			options.limits
		);
		if (service.takesSchema && !answer.takesSchema) {
			service.takesSchema = false;
			await rememberNoSchema(db);
		}
		const result = checkRatings(criteriaOf(definition), segments, answer.value.ratings);
		const ratings = Object.fromEntries(
			result.checked.map(({ criterion, level, na }) => [criterion, { ...unrated, level, na }])
		);
		const drafted = score(definition, ratings);
		await closeRun(db, run, {
			...{ attempts: answer.attempts, durationMs: durationMs(), failure: null },
			...billed(run, answer.usage),
			injections: findInjections(segments),
			...result,
			score: drafted.withoutCritical,
			criticalFailures: drafted.criticalFailures.length
		});
		return { runId: run.id, failure: null };
	} catch (error) {
		const known = error instanceof AiError ? error : new AiError('interrupted');
		await failRun(db, run, segments, known, durationMs());
		if (known !== error) throw error;
		return { runId: run.id, failure: known.failure };
	}
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
