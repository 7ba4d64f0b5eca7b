import { and, eq, ne } from 'drizzle-orm';
import { withoutWords, type Segment } from '../../transcript.ts';
import type { Db } from '../db/database.ts';
import { conversations, serviceStandards, transcripts } from '../db/schema/index.ts';

/**
 * What was said in the conversation of a review. The caller has found the review through its viewer: an
 * employee reads the record of a released review, though not the list of conversations.
 */
export async function getRecord(
	db: Db,
	review: { conversationId: string | null }
): Promise<{ segments: Segment[]; standardMs: number | null }> {
	if (!review.conversationId) return { segments: [], standardMs: null };
	const [row] = await db
		.select({ segments: transcripts.segments, seconds: serviceStandards.firstAnswerSeconds })
		.from(transcripts)
		.innerJoin(conversations, eq(conversations.id, transcripts.conversationId))
		// How long a phone rang is in no transcript
		.leftJoin(
			serviceStandards,
			and(eq(serviceStandards.channel, conversations.channel), ne(conversations.channel, 'call'))
		)
		.where(eq(transcripts.conversationId, review.conversationId));
	return {
		segments: withoutWords(row?.segments ?? []),
		standardMs: row?.seconds ? row.seconds * 1000 : null
	};
}
