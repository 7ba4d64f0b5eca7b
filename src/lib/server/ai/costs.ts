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

/**
 * Books the most that a call should cost before it is made; under a ceiling one at a time, so that calls
 * which run side by side cannot break it together. `insert` writes the run with its cost; null: there is
 * nothing to do.
 */
export async function book(
	db: Db,
	prices: Prices,
	question: { instructions: string; input: string },
	insert: (db: Db, cost: number) => Promise<string | null>
): Promise<Run | null> {
	const { monthlyCeiling } = prices;
	const cost = costOf(prices, guess(question));
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

const nothing: Usage = { input: 0, cached: 0, output: 0 };

const wasSent = (failure: AiFailure) =>
	!['ceiling', 'nothing_said', 'too_long', 'address_refused'].includes(failure);

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
