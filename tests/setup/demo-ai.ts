import { sql } from 'drizzle-orm';
import type { Viewer } from '../../src/lib/permissions.ts';
import { promptVersion } from '../../src/lib/server/ai/prompt.ts';
import type { Db } from '../../src/lib/server/db/database.ts';
import {
	scorecardVersions,
	suggestionBatches,
	suggestionBatchItems
} from '../../src/lib/server/db/schema/index.ts';
import { aiInput, turnAiOn } from './ai.ts';

/** Drafts of ratings are on, thirty were compared with people's, and one waits in the draft of a review. */
export async function addDemoSuggestions(
	db: Db,
	admin: Viewer,
	place: { dataDir: string; review: string }
) {
	await turnAiOn(db, { afterOwnRating: false }, admin, place.dataDir);
	await db.execute(sql`
		with judged as (
			select * from reviews where conversation_id is not null and submitted_at is not null
			order by occurred_at desc limit 30
		), runs as (
			insert into suggestion_runs (id, conversation_id, scorecard_version_id, locale, model,
				prompt_version, cost, injections, finished_at)
			select gen_random_uuid(), conversation_id, scorecard_version_id, 'en', ${aiInput.model},
				${promptVersion}, 0.004, '[]'::jsonb, now()
			from (table judged union all select * from reviews where id = ${place.review}) as read
			returning id, conversation_id, scorecard_version_id
		), drafted as (
			insert into suggestions (id, run_id, criterion, level, reasoning, evidence)
			select gen_random_uuid(), runs.id, r.criterion, greatest(1, r.level - (r.level % 2)),
				'The employee says when it arrives, not why it is late.', '[]'::jsonb
			from runs join judged on judged.conversation_id = runs.conversation_id
			join ratings r on r.revision_id = judged.current_revision_id where r.level is not null
			returning id, run_id, criterion
		), shown as (
			insert into suggestion_decisions (id, suggestion_id, review_id, own_level, decision, decided_at)
			select gen_random_uuid(), drafted.id, judged.id, r.level, 'changed', now()
			from drafted join runs on runs.id = drafted.run_id
			join judged on judged.conversation_id = runs.conversation_id
			join ratings r on r.revision_id = judged.current_revision_id and r.criterion = drafted.criterion
			returning 1
		)
		insert into suggestions (id, run_id, criterion, level, reasoning, evidence, unproven_quotes)
		select gen_random_uuid(), runs.id, c.key, 3, 'Greets, but does not say the name.',
			jsonb_build_array(jsonb_build_object('segment', 0, 'start', 0, 'end', 5, 'quote',
				left(t.segments->0->>'text', 5))), 1
		from runs join reviews on reviews.id = ${place.review} and reviews.conversation_id = runs.conversation_id
		join transcripts t on t.conversation_id = runs.conversation_id
		join scorecard_versions v on v.id = runs.scorecard_version_id,
		jsonb_to_recordset(v.definition->'sections'->0->'criteria') as c(key text)`);
}

/** Drafts for one conversation, ordered for a week and stopped. */
export async function addDemoAiBatch(db: Db, { id: userId }: Viewer, conversationId: string) {
	const days = { dayFrom: '2026-01-05', dayTo: '2026-01-11' };
	const over = { stoppedAt: new Date(), finishedAt: new Date() };
	const [{ id: batchId }] = await db
		.insert(suggestionBatches)
		.values({ userId, locale: 'en', ...days, ...over })
		.returning();
	const [{ scorecardVersionId }] = await db
		.select({ scorecardVersionId: scorecardVersions.id })
		.from(scorecardVersions)
		.limit(1);
	await db.insert(suggestionBatchItems).values({ batchId, conversationId, scorecardVersionId });
	return batchId;
}
