import { sql } from 'drizzle-orm';
import { v7 } from 'uuid';
import { findInjections, type Injection } from '../../injections.ts';
import type { Locale } from '../../locales.ts';
import type { AiFailure } from '../../suggestion.ts';
import type { Segment } from '../../transcript.ts';
import type { Db } from '../db/database.ts';
import type { Prices } from './ai-settings.ts';
import type { checkRatings } from './check-ratings.ts';
import { bookAll, lostOn, staleAfterMs, type Run } from './costs.ts';
import type { AiError, Usage } from './failures.ts';
import { promptVersion } from './prompt.ts';

export type About = { conversationId: string; scorecardVersionId: string };

export type Subject = About & {
	/** Of the sentences of reasoning. */
	locale: Locale;
	requestedBy: string | null;
};

/** What the model will be asked about a subject. */
export type Asked = { subject: Subject; question: { instructions: string; input: string } };

type Conditions = { isAgain: boolean; batchId: string | null };

/**
 * Books readings of conversations; null for one that is being read, was read already or is erased, and while
 * its batch is paused or stopped.
 */
export const beginRuns = (
	db: Db,
	{ model, ...prices }: { model: string } & Prices,
	asked: Asked[],
	conditions: Conditions
): Promise<(Run | null)[]> =>
	bookAll(
		db,
		prices,
		asked.map(({ question }) => question),
		(db, costs, first) => {
			const runs = costs.map((cost, i) => ({ id: v7(), cost, ...asked[first + i].subject }));
			return insertRuns(db, model, runs, conditions);
		}
	);

async function insertRuns(
	db: Db,
	model: string,
	runs: (Subject & { id: string; cost: number })[],
	{ isAgain, batchId }: Conditions
): Promise<(string | null)[]> {
	const isGoing = sql`(${batchId}::uuid is null or exists (select from suggestion_batches
		where id = ${batchId} and paused_at is null and stopped_at is null))`;
	const insert = () =>
		db.execute<{ id: string }>(sql`
			insert into suggestion_runs (id, conversation_id, scorecard_version_id, requested_by, locale, model,
				prompt_version, cost)
			select id, "conversationId", "scorecardVersionId", "requestedBy", locale, ${model}, ${promptVersion}, cost
			from jsonb_to_recordset(${JSON.stringify(runs)}::jsonb) as wanted (id uuid,
				"conversationId" uuid, "scorecardVersionId" uuid, "requestedBy" uuid, locale text, cost numeric)
			where ${isGoing} and exists (select from conversations c
				where c.id = "conversationId" and c.erased_at is null) and (${isAgain} or not exists (select from suggestion_runs
				where conversation_id = "conversationId" and scorecard_version_id = "scorecardVersionId"
				and failure is null and finished_at is not null and model = ${model}
				and prompt_version = ${promptVersion}))
			on conflict do nothing returning id`);
	const ids = new Set((await insert()).rows.map(({ id }) => id));
	if (ids.size < runs.length && (await closeStale(db, runs)))
		for (const { id } of (await insert()).rows) ids.add(id);
	return runs.map(({ id }) => (ids.has(id) ? id : null));
}

/** What died with its process; whether there was anything of these conversations. */
export async function closeStale(db: Db, runs: About[]) {
	const stale = runs.map((run) => run.conversationId);
	const versions = runs.map((run) => run.scorecardVersionId);
	const { rowCount } = await db.execute(sql`
		update suggestion_runs set failure = 'interrupted', finished_at = now()
		where (conversation_id, scorecard_version_id) in (select * from unnest(${sql.param(stale)}::uuid[], ${sql.param(versions)}::uuid[]))
			and finished_at is null and created_at < ${new Date(Date.now() - staleAfterMs)}`);
	return Boolean(rowCount);
}

/** Closes a run that brought nothing. */
export const failRun = (
	db: Db,
	run: Run,
	segments: Segment[],
	error: AiError,
	durationMs: number,
	itemId: string | null = null
) =>
	closeRun(
		db,
		run,
		{
			...lostOn(run, error),
			...{ durationMs, injections: findInjections(segments), checked: [], omissions: [] },
			...{ score: null, criticalFailures: 0 }
		},
		itemId
	);

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

/**
 * The run, its suggestions and the item of a batch in one statement: there are thousands of them. Of a
 * conversation that was erased meanwhile nothing is kept.
 */
export async function closeRun(
	db: Db,
	{ id }: Run,
	closing: Closing,
	itemId: string | null = null
) {
	const { attempts, durationMs, failure, usage, cost, injections, checked, omissions } = closing;
	const rows = checked.map(({ unprovenQuotes, ...one }) => ({
		...{ ...one, id: v7(), unproven_quotes: unprovenQuotes }
	}));
	await db.execute(sql`
		with record as (
			select c.id from conversations c
			where c.id = (select conversation_id from suggestion_runs where id = ${id})
				and c.erased_at is null for share
		), drafted as (
			insert into suggestions (id, run_id, criterion, level, na, reasoning, evidence, unproven_quotes)
			select id, ${id}::uuid, criterion, level, na, reasoning, evidence, unproven_quotes
			from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row (id uuid, criterion text, level int,
				na text, reasoning text, evidence jsonb, unproven_quotes int)
			where exists (select from record)
		), settled as (
			update suggestion_batch_items set run_id = ${id}, failure = ${failure}, done_at = now()
			where id = ${itemId}::uuid
		)
		update suggestion_runs set attempts = ${attempts}, duration_ms = ${durationMs}, failure = ${failure},
			input_tokens = ${usage.input}, cached_tokens = ${usage.cached}, output_tokens = ${usage.output},
			cost = ${cost}, injections = ${JSON.stringify(injections)}::jsonb,
			omissions = ${JSON.stringify(omissions)}::jsonb, suggested = case when exists (select from record) then ${rows.length} else 0 end,
			score = ${closing.score}, critical_failures = ${closing.criticalFailures}, finished_at = now()
		where id = ${id}`);
}
