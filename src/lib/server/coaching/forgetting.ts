import { isDeepStrictEqual } from 'node:util';
import { and, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm';
import type { Viewer } from '../../permissions.ts';
import { periodFromTo, periodLabel } from '../../periods.ts';
import type { Segment } from '../../transcript.ts';
import type { Db } from '../db/database.ts';
import {
	conversations,
	employees,
	evidence,
	ratings,
	reportBatchItems,
	reports,
	reviewRevisions,
	reviews,
	textRuns,
	transcripts
} from '../db/schema/index.ts';
import { enqueue } from '../jobs/queue.ts';
import { reportJob } from './batches.ts';
import { sourceOf } from './erasures.ts';
import { namesOf } from './evidence.ts';
import { maskNames } from './names.ts';
import { without, type Said } from './without-words.ts';

/**
 * Takes what was said in a conversation out of every draft of a report and out of the texts that a machine has
 * drafted; issued reports are frozen. In the caller's transaction, while the words are still there.
 */
export async function forgetQuotes(db: Db, viewer: Viewer, conversationId: string) {
	for (const { id } of await lockJudged(db, conversationId)) {
		const said = await readSaid(db, conversationId, id);
		await forgetInRuns(db, id, said);
		const changed = await forgetInDrafts(db, id, said);
		if (changed.length) await drawAgain(db, viewer, changed);
	}
}

/** Those who were judged by it: nothing that is read of it now is written before it is gone. */
const lockJudged = (db: Db, conversationId: string) =>
	db
		.select({ id: employees.id })
		.from(employees)
		.where(
			inArray(
				employees.id,
				db
					.select({ id: reviews.employeeId })
					.from(reviews)
					.where(and(eq(reviews.conversationId, conversationId), isNotNull(reviews.employeeId)))
			)
		)
		.orderBy(employees.id)
		.for('no key update');

/** What a draft could have taken over. */
async function readSaid(db: Db, conversationId: string, employeeId: string): Promise<Said> {
	const [{ externalId, customerName, segments, name }] = await db
		.select({
			externalId: conversations.externalId,
			customerName: conversations.customerName,
			segments: sql<Segment[]>`coalesce(${transcripts.segments}, '[]')`,
			name: employees.name
		})
		.from(conversations)
		.innerJoin(employees, eq(employees.id, employeeId))
		.leftJoin(transcripts, eq(transcripts.conversationId, conversations.id))
		.where(eq(conversations.id, conversationId));
	const rows = await db
		.selectDistinct({ quote: evidence.quote })
		.from(evidence)
		.innerJoin(ratings, eq(ratings.id, evidence.ratingId))
		.innerJoin(reviewRevisions, eq(reviewRevisions.id, ratings.revisionId))
		.innerJoin(reviews, eq(reviews.id, reviewRevisions.reviewId))
		.where(and(eq(reviews.conversationId, conversationId), isNotNull(evidence.quote)));
	const names = segments.flatMap((segment) => namesOf({ segment, customerName }));
	const asShown = (text: string) => maskNames(text, names, name);
	const texts = segments.map(({ text }) => text);
	const pinned = rows.map(({ quote }) => quote!);
	return {
		source: sourceOf(externalId),
		texts: [...texts, ...texts.map(asShown)],
		pinned: [...new Set([...pinned, ...pinned.map(asShown)])]
	};
}

/** The drafts that had something of it. */
async function forgetInDrafts(db: Db, employeeId: string, said: Said): Promise<string[]> {
	const drafts = await db
		.select({ id: reports.id, content: reports.content, filled: reports.filled })
		.from(reports)
		.where(and(eq(reports.employeeId, employeeId), isNull(reports.issuedAt)))
		.for('update');
	const changed: string[] = [];
	for (const { id, ...draft } of drafts) {
		const left = without(draft, said);
		if (isDeepStrictEqual(left, draft)) continue;
		const next = { ...left, version: sql`${reports.version} + 1`, updatedAt: new Date() };
		await db.update(reports).set(next).where(eq(reports.id, id));
		changed.push(id);
	}
	return changed;
}

/** Whose draft was thrown away cannot be told any more: nobody sees those texts, so they go. */
async function forgetInRuns(db: Db, employeeId: string, said: Said) {
	await db
		.update(textRuns)
		.set({ drafted: [], omissions: [] })
		.where(and(isNull(textRuns.reportId), sql`${textRuns.drafted} <> '[]'`));
	const runs = await db
		.select({ id: textRuns.id, drafted: textRuns.drafted, omissions: textRuns.omissions })
		.from(textRuns)
		.innerJoin(reports, eq(reports.id, textRuns.reportId))
		.where(eq(reports.employeeId, employeeId))
		.for('update', { of: textRuns });
	for (const { id, ...run } of runs) {
		const left = without(run, said);
		if (!isDeepStrictEqual(left, run))
			await db.update(textRuns).set(left).where(eq(textRuns.id, id));
	}
}

/** What a batch has drawn of these drafts is drawn anew. */
async function drawAgain(db: Db, viewer: Viewer, reportIds: string[]) {
	const items = await db
		.update(reportBatchItems)
		.set({ bytes: null, doneAt: null })
		.from(reports)
		.innerJoin(employees, eq(employees.id, reports.employeeId))
		.where(
			and(
				eq(reports.id, reportBatchItems.reportId),
				inArray(reports.id, reportIds),
				isNotNull(reportBatchItems.bytes)
			)
		)
		.returning({
			itemId: reportBatchItems.id,
			name: employees.name,
			from: reports.periodFrom,
			to: reports.periodTo
		});
	const orders = items.map(({ itemId, name, from, to }) => {
		const label = `${name}, ${periodLabel(periodFromTo(from, to)!, viewer.locale)}`;
		return { label, data: { itemId } };
	});
	await enqueue(db, reportJob, ...orders);
}
