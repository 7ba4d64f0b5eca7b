import { inArray, sql } from 'drizzle-orm';
import type { Segment } from '../../transcript.ts';
import type { Db } from '../db/database.ts';
import { suggestionBatchItems } from '../db/schema/index.ts';
import { prepareReading, type Prepared } from './suggest-ratings.ts';
import type { Subject } from './suggestion-runs.ts';

export type Claimed = Prepared & { id: string };

/** What the loops of a batch will ask next: claimed and prepared while others are being answered. */
export type Stock = {
	db: Db;
	batchId: string;
	/** Loops, and conversations claimed in one statement. */
	atOnce: number;
	items: Claimed[];
	claiming: Promise<void> | null;
	isAllClaimed: boolean;
};

export const openStock = (db: Db, batchId: string, atOnce: number): Stock => ({
	...{ db, batchId, atOnce },
	...{ items: [], claiming: null, isAllClaimed: false }
});

/** The next one; none at the end of the batch, while it is paused or stopped, or where `isEnding` says so. */
export async function takeNext(
	stock: Stock,
	isEnding: () => boolean
): Promise<Claimed | undefined> {
	if (stock.items.length <= stock.atOnce / 2 && !stock.isAllClaimed) stock.claiming ??= fill(stock);
	while (!stock.items.length && stock.claiming) await stock.claiming;
	if (!isEnding()) return stock.items.shift();
}

async function fill(stock: Stock) {
	const claimed = await claim(stock).finally(() => (stock.claiming = null));
	stock.items.push(...claimed);
	stock.isAllClaimed = claimed.length === 0;
}

type Row = Subject & { id: string; segments: Segment[] | null };

/** The next ones with what will be asked, none while the batch is paused or stopped. */
async function claim({ db, batchId, atOnce }: Stock): Promise<Claimed[]> {
	const { rows } = await db.execute<Row>(sql`
		with claimed as (
			update suggestion_batch_items i set claimed_at = now() from suggestion_batches b
			where b.id = i.batch_id and b.paused_at is null and b.stopped_at is null and i.id in (
				select id from suggestion_batch_items where batch_id = ${batchId} and claimed_at is null
				order by id limit ${atOnce} for update skip locked)
			returning i.id, i.conversation_id, i.scorecard_version_id, b.locale, b.user_id
		)
		select c.id, c.conversation_id as "conversationId", c.locale, t.segments,
			c.scorecard_version_id as "scorecardVersionId", c.user_id as "requestedBy"
		from claimed c left join transcripts t on t.conversation_id = c.conversation_id order by c.id`);
	return Promise.all(
		rows.map(async ({ id, segments, ...subject }) => ({
			...(await prepareReading(db, subject, segments ?? [])),
			id
		}))
	);
}

/** Open again for whoever goes on. */
export async function putBack(db: Db, items: Claimed[]) {
	if (!items.length) return;
	const ids = items.map(({ id }) => id);
	await db
		.update(suggestionBatchItems)
		.set({ claimedAt: null })
		.where(inArray(suggestionBatchItems.id, ids));
}

/** What a process that died had begun is open again. */
export async function releaseClaims(db: Db, batchId: string) {
	await db.execute(sql`
		with lost as (
			update suggestion_batch_items set claimed_at = null
			where batch_id = ${batchId} and claimed_at is not null and done_at is null
			returning conversation_id, scorecard_version_id
		)
		update suggestion_runs r set failure = 'interrupted', finished_at = now() from lost
		where r.conversation_id = lost.conversation_id and r.finished_at is null
			and r.scorecard_version_id = lost.scorecard_version_id`);
}
