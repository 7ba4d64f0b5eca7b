import type { Pool } from 'pg';
import type { Viewer } from '../../src/lib/permissions.ts';
import type { Db } from '../../src/lib/server/db/database.ts';
import { reviews } from '../../src/lib/server/db/schema/index.ts';
import {
	importConversations,
	type ImportInput
} from '../../src/lib/server/conversations/importing.ts';
import { addEmployee, addScorecard, addUser } from './factories.ts';

/** A record of Plumbline JSON Lines, good unless it is changed for the worse. */
export const record = (id: string, changes: object = {}) => ({
	source: 'shop',
	id,
	channel: 'chat',
	segments: [{ speaker: 'customer', text: `Hello from ${id}` }],
	...changes
});

export const jsonLines = (records: object[]) =>
	records.map((one) => `${JSON.stringify(one)}\n`).join('');

/** Imports records as the file that holds them would be. */
export function importRecords(
	pool: Pool,
	viewer: Viewer,
	records: object[],
	options: Partial<ImportInput> = {}
) {
	async function* stream() {
		yield Buffer.from(jsonLines(records));
	}
	return importConversations(pool, viewer, {
		fileName: 'test.jsonl',
		format: 'jsonl',
		stream: stream(),
		...options
	});
}

/** A conversation of which the review is submitted, or only begun. */
export async function judge(
	db: Db,
	conversationId: string,
	input: Partial<typeof reviews.$inferInsert> = {}
) {
	const scorecardVersionId = input.scorecardVersionId ?? (await addScorecard(db)).versionId;
	const reviewerId = input.reviewerId ?? (await addUser(db)).id;
	const employeeId = input.employeeId ?? (await addEmployee(db)).id;
	const [review] = await db
		.insert(reviews)
		.values({
			conversationId,
			channel: 'chat',
			occurredAt: new Date(),
			submittedAt: new Date(),
			releaseAt: new Date(),
			...input,
			scorecardVersionId,
			reviewerId,
			employeeId
		})
		.returning();
	return review;
}
