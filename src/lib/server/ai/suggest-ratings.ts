import { randomBytes } from 'node:crypto';
import { and, eq, gte, isNull, lt, sql } from 'drizzle-orm';
import { findInjections } from '../../injections.ts';
import type { Locale } from '../../locales.ts';
import { boundsOf, monthOf } from '../../periods.ts';
import { criteriaOf, type Definition } from '../../scorecard.ts';
import type { AiFailure } from '../../suggestion.ts';
import type { Segment } from '../../transcript.ts';
import type { Db } from '../db/database.ts';
import { aiSettings, suggestionRuns, suggestions, transcripts } from '../db/schema/index.ts';
import { getScorecardVersion } from '../scorecards/versions.ts';
import type { SecretPlace } from '../secrets.ts';
import { openService, rememberNoSchema, type AiService } from './ai-settings.ts';
import { checkRatings } from './check-ratings.ts';
import { askService, type Limits } from './client.ts';
import { AiError, type Usage } from './failures.ts';
import { answerSchema, changingPart, criteriaForAi, promptVersion, staticPart } from './prompt.ts';

export type Subject = {
	conversationId: string;
	scorecardVersionId: string;
	/** Of the sentences of reasoning. */
	locale: Locale;
	requestedBy: string | null;
};

/** Longer conversations are not sent: about 100,000 tokens. */
const mostCharacters = 400_000;
/** A run that is older than this and unfinished died with its process. */
const staleAfterMs = 10 * 60_000;

/**
 * Has one conversation read by the model and keeps what the record proves. Every call is a run with its cost,
 * also one that failed. A conversation that is being read, or was read by the same model with the same
 * prompt, is not sent again. Returns the run's id; null where nothing had to be done.
 */
export async function suggestRatings(
	db: Db,
	place: SecretPlace,
	subject: Subject,
	options: { again?: boolean; limits?: Partial<Limits> } = {}
): Promise<string | null> {
	const service = await openService(db, place);
	const [{ definition }, segments] = await Promise.all([
		getScorecardVersion(db, subject.scorecardVersionId),
		getSegments(db, subject.conversationId)
	]);
	const question = {
		instructions: staticPart(definition),
		input: changingPart(segments, subject.locale, `TRANSCRIPT-${randomBytes(12).toString('hex')}`)
	};
	const run = await beginRun(db, subject, service.model, question, options.again ?? false);
	if (!run) return null;
	const started = performance.now();
	const durationMs = () => Math.round(performance.now() - started);
	try {
		requireReadable(definition, segments, run.ceiling);
		const answer = await askService(
			service,
			{ ...question, schema: answerSchema, name: 'ratings' },
			options.limits
		);
		if (service.takesSchema && !answer.takesSchema) await rememberNoSchema(db);
		const result = checkRatings(criteriaOf(definition), segments, answer.value.ratings);
		const { attempts, usage } = answer;
		await finishRun(db, run, segments, { attempts, usage, durationMs: durationMs() }, result);
	} catch (error) {
		const known = error instanceof AiError ? error : new AiError('interrupted');
		await failRun(db, run, segments, known, durationMs());
		if (known !== error) throw error;
	}
	return run.id;
}

type Run = { id: string; cost: number; ceiling: boolean; prices: Prices };
type Prices = { inputPrice: number; cachedPrice: number; outputPrice: number };

/**
 * Books the most that the call should cost before it is made, one at a time, so that calls which run side by
 * side cannot break the ceiling together.
 */
async function beginRun(
	db: Db,
	subject: Subject,
	model: string,
	question: { instructions: string; input: string },
	isAgain: boolean
): Promise<Run | null> {
	return db.transaction(async (db) => {
		const [settings] = await db.select().from(aiSettings).for('update');
		await closeStale(db);
		if (!isAgain && (await isRead(db, subject, model))) return null;
		const { inputPrice, cachedPrice, outputPrice, monthlyCeiling } = settings;
		const prices = { inputPrice, cachedPrice, outputPrice };
		const cost = costOf(prices, guess(question));
		const spent = monthlyCeiling === null ? 0 : await spentThisMonth(db);
		const ceiling = monthlyCeiling !== null && spent + cost > monthlyCeiling;
		const [run] = await db
			.insert(suggestionRuns)
			.values({ ...subject, model, promptVersion, cost: ceiling ? 0 : cost })
			.onConflictDoNothing()
			.returning({ id: suggestionRuns.id });
		return run ? { id: run.id, cost, ceiling, prices } : null;
	});
}

const closeStale = (db: Db) =>
	db
		.update(suggestionRuns)
		.set({ failure: 'interrupted', finishedAt: new Date() })
		.where(
			and(
				isNull(suggestionRuns.finishedAt),
				lt(suggestionRuns.createdAt, new Date(Date.now() - staleAfterMs))
			)
		);

async function isRead(db: Db, subject: Subject, model: string) {
	const [run] = await db
		.select({ id: suggestionRuns.id })
		.from(suggestionRuns)
		.where(
			and(
				eq(suggestionRuns.conversationId, subject.conversationId),
				eq(suggestionRuns.scorecardVersionId, subject.scorecardVersionId),
				eq(suggestionRuns.model, model),
				eq(suggestionRuns.promptVersion, promptVersion),
				isNull(suggestionRuns.failure)
			)
		)
		.limit(1);
	return Boolean(run);
}

/** What was spent since the first of the month, with what runs now. */
export async function spentThisMonth(db: Db): Promise<number> {
	const [{ spent }] = await db
		.select({ spent: sql<number>`coalesce(sum(${suggestionRuns.cost}), 0)::float8` })
		.from(suggestionRuns)
		.where(gte(suggestionRuns.createdAt, boundsOf(monthOf(new Date())).start));
	return spent;
}

function requireReadable(definition: Definition, segments: Segment[], isOverCeiling: boolean) {
	if (isOverCeiling) throw new AiError('ceiling');
	const said = segments.filter(({ kind, text }) => kind === 'message' && text.trim());
	if (!said.length || !criteriaForAi(criteriaOf(definition)).length)
		throw new AiError('nothing_said');
	if (said.reduce((sum, { text }) => sum + text.length, 0) > mostCharacters)
		throw new AiError('too_long');
}

type Spent = { attempts: number; usage: Usage; durationMs: number };

async function finishRun(
	db: Db,
	run: Run,
	segments: Segment[],
	{ attempts, usage, durationMs }: Spent,
	{ checked, omissions }: ReturnType<typeof checkRatings>
) {
	await db.transaction(async (db) => {
		if (checked.length)
			await db.insert(suggestions).values(checked.map((one) => ({ ...one, runId: run.id })));
		await closeRun(db, run, segments, { attempts, durationMs, omissions, ...billed(run, usage) });
	});
}

/** Services that failed before they answered bill nothing; where an answer got lost, it may be billed. */
function failRun(db: Db, run: Run, segments: Segment[], error: AiError, durationMs: number) {
	const mayBeBilled = ['timeout', 'unreachable', 'too_big', 'interrupted'].includes(error.failure);
	const attempts = wasSent(error.failure) ? error.attempts : 0;
	const used = error.usage ? billed(run, error.usage) : { cost: mayBeBilled ? run.cost : 0 };
	return closeRun(db, run, segments, { attempts, durationMs, failure: error.failure, ...used });
}

const wasSent = (failure: AiFailure) =>
	!['ceiling', 'nothing_said', 'too_long', 'address_refused'].includes(failure);

function billed({ cost, prices }: Run, usage: Usage) {
	const isCounted = usage.input > 0 || usage.output > 0;
	return {
		inputTokens: usage.input,
		cachedTokens: usage.cached,
		outputTokens: usage.output,
		cost: isCounted ? costOf(prices, usage) : cost
	};
}

const closeRun = (
	db: Db,
	{ id }: Run,
	segments: Segment[],
	values: Partial<typeof suggestionRuns.$inferInsert>
) =>
	db
		.update(suggestionRuns)
		.set({ ...values, injections: findInjections(segments), finishedAt: new Date() })
		.where(eq(suggestionRuns.id, id));

const costOf = ({ inputPrice, cachedPrice, outputPrice }: Prices, usage: Usage) =>
	((usage.input - usage.cached) * inputPrice +
		usage.cached * cachedPrice +
		usage.output * outputPrice) /
	1e6;

/** Tokens before they are counted: three characters each, and what a long answer takes. */
const guess = ({ instructions, input }: { instructions: string; input: string }): Usage => ({
	input: Math.ceil((instructions.length + input.length) / 3),
	cached: 0,
	output: 4000
});

async function getSegments(db: Db, conversationId: string): Promise<Segment[]> {
	const [row] = await db
		.select({ segments: transcripts.segments })
		.from(transcripts)
		.where(eq(transcripts.conversationId, conversationId));
	return row?.segments ?? [];
}

export type { AiService };
