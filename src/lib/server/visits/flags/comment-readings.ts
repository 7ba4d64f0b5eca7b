import { and, desc, eq, isNull } from 'drizzle-orm';
import { usedTokens } from '../../ai/costs.ts';
import type { Usage } from '../../ai/failures.ts';
import type { Db } from '../../db/database.ts';
import { commentRuns } from '../../db/schema/index.ts';
import { commentPromptVersion } from './comment-prompt.ts';

/** Books a reading; null where these comments were read already. One that never ended died with its process. */
export async function openReading(db: Db, filingId: string, model: string, cost: number) {
	await db
		.update(commentRuns)
		.set({ failure: 'interrupted', finishedAt: new Date() })
		.where(and(eq(commentRuns.filingId, filingId), isNull(commentRuns.finishedAt)));
	const read = await db.$count(
		commentRuns,
		and(eq(commentRuns.filingId, filingId), isNull(commentRuns.failure))
	);
	if (read) return null;
	const [run] = await db
		.insert(commentRuns)
		.values({ filingId, model, cost, promptVersion: commentPromptVersion })
		.returning({ id: commentRuns.id });
	return run.id;
}

type Closing = Partial<typeof commentRuns.$inferInsert> & { usage: Usage };

/** Writes down what a reading brought or why it failed, and what it took. */
export const closeReading = (db: Db, id: string, { usage, ...values }: Closing) =>
	db
		.update(commentRuns)
		.set({ ...values, ...usedTokens(usage), finishedAt: new Date() })
		.where(eq(commentRuns.id, id));

/** The newest reading of a filing's comments; null where there was none. */
export async function findReading(db: Db, filingId: string) {
	const [run] = await db
		.select({
			model: commentRuns.model,
			failure: commentRuns.failure,
			doubts: commentRuns.doubts,
			finishedAt: commentRuns.finishedAt
		})
		.from(commentRuns)
		.where(eq(commentRuns.filingId, filingId))
		.orderBy(desc(commentRuns.id))
		.limit(1);
	return run ?? null;
}
