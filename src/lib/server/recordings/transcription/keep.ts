import { and, eq, isNull, sql } from 'drizzle-orm';
import { measure } from '../../../conversation-metrics.ts';
import type { Speaker } from '../../../transcript.ts';
import { AiError } from '../../ai/failures.ts';
import { audit } from '../../audit/audit.ts';
import { segmentOf } from '../../conversations/import/call.ts';
import { parseRecord } from '../../conversations/import/record.ts';
import { incoming, openingOf } from '../../conversations/import-rows.ts';
import { searchText } from '../../conversations/search-text.ts';
import type { Db } from '../../db/database.ts';
import { conversations, recordings, transcripts } from '../../db/schema/index.ts';
import { silentStretches } from '../hidden.ts';
import { readAgain } from '../read-job.ts';
import type { Heard } from './client.ts';
import { forgetHeard } from './ledger.ts';
import { canBeHeard, hasNoWords } from './order.ts';
import { endTranscription } from './state.ts';

type Place = { id: string; conversationId: string; channels: number | null };

/**
 * Makes what was heard the transcript, masked like an imported one, unless there is one by now or the call is
 * gone. What is hidden in it is from then on silent in what is played.
 */
export async function keepTranscript(db: Db, place: Place, { utterances, language }: Heard) {
	await db.transaction(async (db) => {
		const found = await findEmpty(db, place);
		if (found) {
			const sides = {
				who: (voice: string | null) => ({ speaker: (voice ?? 'unknown') as Speaker })
			};
			const parsed = parseRecord({
				...found,
				channel: 'call',
				...(language && { language }),
				segments: utterances.map((one) => segmentOf(one, sides)),
				meta: { voices: place.channels === 2 ? 'channels' : 'undivided' }
			});
			if ('problem' in parsed) throw new AiError('nonsense');
			const row = incoming(1, parsed.record);
			await store(db, place.conversationId, row);
			await audit(db, null, 'recording.transcribed', place.id);
			if (silentStretches(row.segments).length) await readAgain(db, [place.conversationId]);
		}
		await forgetHeard(db, place.id);
		await endTranscription(db, place.id, null);
	});
}

async function findEmpty(db: Db, { id, conversationId }: Place) {
	const [found] = await db
		.select({ source: conversations.source, id: conversations.externalId })
		.from(conversations)
		.innerJoin(recordings, eq(recordings.conversationId, conversations.id))
		.innerJoin(transcripts, eq(transcripts.conversationId, conversations.id))
		.where(
			and(
				eq(conversations.id, conversationId),
				eq(recordings.id, id),
				isNull(conversations.erasedAt),
				canBeHeard,
				hasNoWords
			)
		)
		.for('update', { of: [conversations, transcripts] });
	return found;
}

async function store(db: Db, id: string, { record, segments }: ReturnType<typeof incoming>) {
	const metrics = measure(segments);
	await db
		.update(transcripts)
		.set({
			segments,
			search: sql`${transcripts.search} || to_tsvector('simple', ${searchText(record, segments)})`
		})
		.where(eq(transcripts.conversationId, id));
	await db
		.update(conversations)
		.set({
			language: sql`coalesce(${conversations.language}, ${record.language ?? null})`,
			opening: openingOf(segments),
			messageCount: metrics.messages,
			firstAnswerMs: metrics.firstAnswerMs,
			medianWaitMs: metrics.medianWaitMs,
			longestWaitMs: metrics.longestWaitMs,
			meta: sql`${conversations.meta} || ${JSON.stringify(record.meta)}::jsonb`
		})
		.where(eq(conversations.id, id));
}
