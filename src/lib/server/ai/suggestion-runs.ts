import { sql } from 'drizzle-orm';
import { v7 } from 'uuid';
import { findInjections, type Injection } from '../../injections.ts';
import type { Locale } from '../../locales.ts';
import type { AiFailure } from '../../suggestion.ts';
import type { Segment } from '../../transcript.ts';
import type { Db } from '../db/database.ts';
import type { Prices } from './ai-settings.ts';
import type { checkRatings } from './check-ratings.ts';
import { book, lostOn, staleAfterMs, type Run } from './costs.ts';
import type { AiError, Usage } from './failures.ts';
import { promptVersion } from './prompt.ts';

export type Subject = {
	conversationId: string;
	scorecardVersionId: string;
	/** Of the sentences of reasoning. */
	locale: Locale;
	requestedBy: string | null;
};

type Conditions = { isAgain: boolean; batchId: string | null };

/**
 * Books one reading of a conversation; null while it is being read, where it was read already, and while its
 * batch is paused or stopped.
 */
export const beginRun = (
	db: Db,
	subject: Subject,
	{ model, ...prices }: { model: string } & Prices,
	question: { instructions: string; input: string },
	conditions: Conditions
): Promise<Run | null> =>
	book(db, prices, question, (db, cost) => insertRun(db, subject, model, cost, conditions));

async function insertRun(
	db: Db,
	subject: Subject,
	model: string,
	cost: number,
	{ isAgain, batchId }: Conditions
): Promise<string | null> {
	const { conversationId, scorecardVersionId, locale, requestedBy } = subject;
	const id = v7();
	const place = sql`conversation_id = ${conversationId} and scorecard_version_id = ${scorecardVersionId}`;
	const isGoing = sql`(${batchId}::uuid is null or exists (select from suggestion_batches
		where id = ${batchId} and paused_at is null and stopped_at is null))`;
	const insert = () =>
		db.execute(sql`
			insert into suggestion_runs (id, conversation_id, scorecard_version_id, requested_by, locale, model,
				prompt_version, cost)
			select ${id}, ${conversationId}, ${scorecardVersionId}, ${requestedBy}, ${locale}, ${model},
				${promptVersion}, ${cost}
			where ${isGoing} and (${isAgain} or not exists (select from suggestion_runs where ${place}
				and failure is null and finished_at is not null and model = ${model}
				and prompt_version = ${promptVersion}))
			on conflict do nothing`);
	if ((await insert()).rowCount) return id;
	const stale = sql`finished_at is null and created_at < ${new Date(Date.now() - staleAfterMs)}`;
	const closed = await db.execute(sql`update suggestion_runs
		set failure = 'interrupted', finished_at = now() where ${place} and ${stale}`);
	return closed.rowCount && (await insert()).rowCount ? id : null;
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
