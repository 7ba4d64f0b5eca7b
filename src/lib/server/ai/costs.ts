import { sql } from 'drizzle-orm';
import { boundsOf, monthOf } from '../../periods.ts';
import type { AiFailure } from '../../suggestion.ts';
import type { Db } from '../db/database.ts';
import { aiSettings, commentRuns, suggestionRuns, textRuns } from '../db/schema/index.ts';
import type { Prices } from './ai-settings.ts';
import type { AiError, Usage } from './failures.ts';

/** A run that is older than this and unfinished died with its process. */
export const staleAfterMs = 10 * 60_000;

/** A call that is booked and not yet over. */
export type Run = { id: string; cost: number; isOverCeiling: boolean; prices: Prices };

type Question = { instructions: string; input: string };

/**
 * Books the most that each call should cost before it is made; under a ceiling one after the other, so that
 * calls which run side by side cannot break it together. `insert` writes the runs of these
 * costs, from question `first` on, and returns their ids; null: there is nothing to do.
 */
export async function bookAll(
	db: Db,
	prices: Prices,
	questions: Question[],
	insert: (db: Db, costs: number[], first: number) => Promise<(string | null)[]>
): Promise<(Run | null)[]> {
	const { monthlyCeiling } = prices;
	const costs = questions.map((question) => costOf(prices, guess(question)));
	const asRun = (id: string | null, cost: number, isOverCeiling: boolean): Run | null =>
		id ? { id, cost, isOverCeiling, prices } : null;
	if (monthlyCeiling === null)
		return (await insert(db, costs, 0)).map((id, i) => asRun(id, costs[i], false));
	return db.transaction(async (db) => {
		await db.select({ id: aiSettings.id }).from(aiSettings).for('update');
		let spent = await spentThisMonth(db);
		const runs: (Run | null)[] = [];
		for (const [i, cost] of costs.entries()) {
			const isOverCeiling = spent + cost > monthlyCeiling;
			const [id] = await insert(db, [isOverCeiling ? 0 : cost], i);
			if (id && !isOverCeiling) spent += cost;
			runs.push(asRun(id, cost, isOverCeiling));
		}
		return runs;
	});
}

/** The same for one call. */
export async function book(
	db: Db,
	prices: Prices,
	question: Question,
	insert: (db: Db, cost: number) => Promise<string | null>
): Promise<Run | null> {
	const [run] = await bookAll(db, prices, [question], async (db, [cost]) => [
		await insert(db, cost)
	]);
	return run;
}

/** What was spent since the first of the month, with what runs now. */
export async function spentThisMonth(db: Db): Promise<number> {
	const { rows } = await db.execute<{ spent: number }>(sql`
		select coalesce(sum(cost), 0)::float8 as spent
		from (select cost, created_at from ${suggestionRuns} union all select cost, created_at from ${textRuns}
			union all select cost, created_at from ${commentRuns}) as calls
		where created_at >= ${boundsOf(monthOf(new Date())).start}`);
	return rows[0].spent;
}

/** What the call cost; the most it can, where the service does not say what it used. */
export function billed({ cost, prices }: Run, usage: Usage) {
	const isCounted = usage.input > 0 || usage.output > 0;
	return { usage, cost: isCounted ? costOf(prices, usage) : cost };
}

/** Services that failed before they answered bill nothing; where an answer got lost, it may be billed. */
export function lostOn(run: Run, { failure, usage, attempts }: AiError) {
	const mayBeBilled = ['timeout', 'unreachable', 'too_big', 'interrupted'].includes(failure);
	const used = usage ? billed(run, usage) : { usage: nothing, cost: mayBeBilled ? run.cost : 0 };
	return { ...used, attempts: wasSent(failure) ? attempts : 0, failure };
}

/** As a run keeps it. */
export const usedTokens = ({ input, cached, output }: Usage) => ({
	inputTokens: input,
	cachedTokens: cached,
	outputTokens: output
});

const nothing: Usage = { input: 0, cached: 0, output: 0 };

const wasSent = (failure: AiFailure) =>
	!['ceiling', 'nothing_said', 'too_long', 'address_refused'].includes(failure);

const costOf = ({ inputPrice, cachedPrice, outputPrice }: Prices, usage: Usage) =>
	((usage.input - usage.cached) * inputPrice +
		usage.cached * cachedPrice +
		usage.output * outputPrice) /
	1e6;

/** Tokens before they are counted: three characters each, and what a long answer takes. */
const guess = ({ instructions, input }: Question): Usage => ({
	input: Math.ceil((instructions.length + input.length) / 3),
	cached: 0,
	output: 4000
});
