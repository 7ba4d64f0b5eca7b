import { sql } from 'drizzle-orm';
import { v7 } from 'uuid';
import { findInjections, type Injection } from '../../injections.ts';
import type { Locale } from '../../locales.ts';
import type { AiFailure } from '../../suggestion.ts';
import type { Segment } from '../../transcript.ts';
import type { Db } from '../db/database.ts';
import { aiSettings, suggestionRuns } from '../db/schema/index.ts';
import type { checkRatings } from './check-ratings.ts';
import type { AiError, Usage } from './failures.ts';
import { promptVersion } from './prompt.ts';

export type Subject = {
	conversationId: string;
	scorecardVersionId: string;
	/** Of the sentences of reasoning. */
	locale: Locale;
	requestedBy: string | null;
};

/** A run that is older than this and unfinished died with its process. */
const staleAfterMs = 10 * 60_000;

/** A call that is booked and not yet over. */
export type Run = { id: string; cost: number; isOverCeiling: boolean; prices: Prices };
type Prices = { inputPrice: number; cachedPrice: number; outputPrice: number };

/**
 * Books the most that the call should cost before it is made; under a ceiling one at a time, so that calls
 * which run side by side cannot break it together.
 */
export async function beginRun(
	db: Db,
	subject: Subject,
	model: string,
	question: { instructions: string; input: string },
	isAgain: boolean
): Promise<Run | null> {
	const [settings] = await db.select().from(aiSettings);
	const { inputPrice, cachedPrice, outputPrice, monthlyCeiling } = settings;
	const prices = { inputPrice, cachedPrice, outputPrice };
	const cost = costOf(prices, guess(question));
	const insert = (db: Db, cost: number) => insertRun(db, subject, model, cost, isAgain);
	if (monthlyCeiling === null) {
		const id = await insert(db, cost);
		return id ? { id, cost, isOverCeiling: false, prices } : null;
	}
	return db.transaction(async (db) => {
		await db.select({ id: aiSettings.id }).from(aiSettings).for('update');
		const isOverCeiling = (await spentThisMonth(db)) + cost > monthlyCeiling;
		const id = await insert(db, isOverCeiling ? 0 : cost);
		return id ? { id, cost, isOverCeiling, prices } : null;
	});
}

/** Null while it is being read, and where it was read already. */
async function insertRun(
	db: Db,
	subject: Subject,
	model: string,
	cost: number,
	isAgain: boolean
): Promise<string | null> {
	const { conversationId, scorecardVersionId, locale, requestedBy } = subject;
	const id = v7();
	const place = sql`conversation_id = ${conversationId} and scorecard_version_id = ${scorecardVersionId}`;
	const insert = () =>
		db.execute(sql`
			insert into suggestion_runs (id, conversation_id, scorecard_version_id, requested_by, locale, model,
				prompt_version, cost)
			select ${id}, ${conversationId}, ${scorecardVersionId}, ${requestedBy}, ${locale}, ${model},
				${promptVersion}, ${cost}
			where ${isAgain} or not exists (select from suggestion_runs where ${place} and failure is null
				and finished_at is not null and model = ${model} and prompt_version = ${promptVersion})
			on conflict do nothing`);
	if ((await insert()).rowCount) return id;
	const stale = sql`finished_at is null and created_at < ${new Date(Date.now() - staleAfterMs)}`;
	const closed = await db.execute(sql`update suggestion_runs
		set failure = 'interrupted', finished_at = now() where ${place} and ${stale}`);
	return closed.rowCount && (await insert()).rowCount ? id : null;
}

/** What was spent since the first of the month, UTC, with what runs now. */
export async function spentThisMonth(db: Db): Promise<number> {
	const [{ spent }] = await db
		.select({ spent: sql<number>`coalesce(sum(${suggestionRuns.cost}), 0)::float8` })
		.from(suggestionRuns)
		.where(
			sql`${suggestionRuns.createdAt} >= date_trunc('month', now() at time zone 'UTC') at time zone 'UTC'`
		);
	return spent;
}

/** Services that failed before they answered bill nothing; where an answer got lost, it may be billed. */
export function failRun(db: Db, run: Run, segments: Segment[], error: AiError, durationMs: number) {
	const mayBeBilled = ['timeout', 'unreachable', 'too_big', 'interrupted'].includes(error.failure);
	const attempts = wasSent(error.failure) ? error.attempts : 0;
	const used = error.usage
		? billed(run, error.usage)
		: { usage: nothing, cost: mayBeBilled ? run.cost : 0 };
	return closeRun(db, run, {
		...{ attempts, durationMs, failure: error.failure, ...used },
		...{ injections: findInjections(segments), checked: [], omissions: [] },
		...{ score: null, criticalFailures: 0 }
	});
}

const nothing: Usage = { input: 0, cached: 0, output: 0 };

const wasSent = (failure: AiFailure) =>
	!['ceiling', 'nothing_said', 'too_long', 'address_refused'].includes(failure);

/** What the call cost; the most it can, where the service does not say what it used. */
export function billed({ cost, prices }: Run, usage: Usage) {
	const isCounted = usage.input > 0 || usage.output > 0;
	return { usage, cost: isCounted ? costOf(prices, usage) : cost };
}

type Closing = ReturnType<typeof checkRatings> & {
	attempts: number;
	durationMs: number;
	failure: AiFailure | null;
	usage: Usage;
	cost: number;
	injections: Injection[];
	score: number | null;
	criticalFailures: number;
};

/** The run and its suggestions in one statement: there are thousands of them. */
export async function closeRun(db: Db, { id }: Run, closing: Closing) {
	const { attempts, durationMs, failure, usage, cost, injections, checked, omissions } = closing;
	const rows = checked.map(({ unprovenQuotes, ...one }) => ({
		...{ ...one, id: v7(), unproven_quotes: unprovenQuotes }
	}));
	await db.execute(sql`
		with drafted as (
			insert into suggestions (id, run_id, criterion, level, na, reasoning, evidence, unproven_quotes)
			select id, ${id}::uuid, criterion, level, na, reasoning, evidence, unproven_quotes
			from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row (id uuid, criterion text, level int,
				na text, reasoning text, evidence jsonb, unproven_quotes int)
		)
		update suggestion_runs set attempts = ${attempts}, duration_ms = ${durationMs}, failure = ${failure},
			input_tokens = ${usage.input}, cached_tokens = ${usage.cached}, output_tokens = ${usage.output},
			cost = ${cost}, injections = ${JSON.stringify(injections)}::jsonb,
			omissions = ${JSON.stringify(omissions)}::jsonb, suggested = ${rows.length},
			score = ${closing.score}, critical_failures = ${closing.criticalFailures}, finished_at = now()
		where id = ${id}`);
}

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
