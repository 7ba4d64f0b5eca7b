import { and, asc, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import { measureSound } from '../../call-metrics.ts';
import type { Viewer } from '../../permissions.ts';
import type { Refusal, Silence } from '../../recording.ts';
import { audit } from '../audit/audit.ts';
import { visibleConversations } from '../conversations/visibility.ts';
import type { Db } from '../db/database.ts';
import { conversations, employees, recordings } from '../db/schema/index.ts';
import { notFound } from '../errors.ts';
import { visibleEmployees } from '../people/visibility.ts';

export type Recording = {
	id: string;
	state: 'reading' | 'ready' | 'refused' | 'deleted';
	fileName: string;
	format: string | null;
	durationMs: number;
	channels: number;
	/** Of two channels, counted from 0; null where there is one. */
	employeeChannel: number | null;
	silences: Silence[];
	/** Where nothing is to be heard, because the transcript hides what is said. */
	silenced: Silence[];
	refused: { reason: Refusal; detail: string } | null;
	deletedAt: Date | null;
};

/** The recording of a conversation that the caller has found through its viewer; null where there is none. */
export async function findRecording(db: Db, conversationId: string): Promise<Recording | null> {
	const [row] = await db
		.select({
			id: recordings.id,
			fileName: recordings.fileName,
			format: recordings.format,
			durationMs: recordings.durationMs,
			channels: recordings.channels,
			employeeChannel: recordings.employeeChannel,
			silences: recordings.silences,
			silenced: recordings.silenced,
			readAt: recordings.readAt,
			refusedReason: recordings.refusedReason,
			refusedDetail: recordings.refusedDetail,
			deletedAt: recordings.deletedAt
		})
		.from(recordings)
		.where(eq(recordings.conversationId, conversationId));
	if (!row) return null;
	const { readAt, refusedReason, refusedDetail, ...rest } = row;
	const reason = refusedReason as Refusal | null;
	const live = reason ? 'refused' : readAt ? 'ready' : 'reading';
	return {
		...rest,
		durationMs: row.durationMs ?? 0,
		channels: row.channels ?? 1,
		state: row.deletedAt ? 'deleted' : live,
		refused: reason && { reason, detail: refusedDetail }
	};
}

/** Measures of a call from its sound, where two channels tell who is heard; null where there is nothing to tell. */
export async function measureRecording(db: Db, conversationId: string) {
	const [row] = await db
		.select({ speech: recordings.speech, employeeChannel: recordings.employeeChannel })
		.from(recordings)
		.where(and(eq(recordings.conversationId, conversationId), isPlayable));
	if (!row || row.employeeChannel === null || row.speech.length !== 2) return null;
	const [employee, customer] = [row.employeeChannel, 1 - row.employeeChannel].map((channel) =>
		row.speech[channel].map(([startMs, endMs]) => ({ startMs, endMs }))
	);
	return measureSound(employee, customer);
}

/** What is played, for whoever may see the conversation. Throws 404, also while it is not ready. */
export async function getPlayable(db: Db, viewer: Viewer, id: string) {
	const [found] = await db
		.select({
			key: sql<string>`coalesce(${recordings.copyKey}, ${recordings.fileKey})`,
			bytes: sql<number>`coalesce(${recordings.copyBytes}, ${recordings.bytes})`.mapWith(Number),
			mediaType: sql<string>`${recordings.mediaType}`
		})
		.from(recordings)
		.innerJoin(conversations, eq(conversations.id, recordings.conversationId))
		.where(and(eq(recordings.id, id), isPlayable, visibleConversations(viewer)));
	if (!found) throw notFound();
	return found;
}

/** Loudness to draw, one byte a stretch, one channel after the other. Throws 404. */
export async function getPeaks(db: Db, viewer: Viewer, id: string): Promise<Buffer> {
	const [found] = await db
		.select({ peaks: recordings.peaks })
		.from(recordings)
		.innerJoin(conversations, eq(conversations.id, recordings.conversationId))
		.where(and(eq(recordings.id, id), isPlayable, visibleConversations(viewer)));
	if (!found?.peaks) throw notFound();
	return found.peaks;
}

const isPlayable = and(
	isNotNull(recordings.readAt),
	isNull(recordings.deletedAt),
	isNull(recordings.refusedReason)
);

/** Writes down who listened to what; many requests of one viewing are one event. */
export async function noteListening(db: Db, viewer: Viewer, id: string) {
	await db.execute(sql`
		insert into audit_events (actor_id, actor_name, address, action, subject)
		select ${viewer.id}, ${viewer.name}, ${viewer.address}, 'recording.listened', ${id}
		where not exists (select from audit_events where subject = ${id} and actor_id = ${viewer.id}
			and action = 'recording.listened' and created_at > now() - interval '30 minutes')`);
}

/** Says that the other channel is the employee's. */
export async function swapChannels(db: Db, viewer: Viewer, conversationId: string) {
	await db.transaction(async (db) => {
		const [swapped] = await db
			.update(recordings)
			.set({ employeeChannel: sql`1 - ${recordings.employeeChannel}` })
			.from(conversations)
			.where(
				and(
					eq(recordings.conversationId, conversationId),
					eq(conversations.id, recordings.conversationId),
					isNotNull(recordings.employeeChannel),
					isPlayable,
					visibleConversations(viewer)
				)
			)
			.returning({ id: recordings.id, employeeChannel: recordings.employeeChannel });
		if (!swapped) throw notFound();
		await swapSpeakers(db, conversationId);
		const after = { employeeChannel: swapped.employeeChannel };
		await audit(db, viewer, 'recording.channels_swapped', swapped.id, { after });
	});
}

/** A transcript that was made channel by channel follows, unless it was judged already. */
async function swapSpeakers(db: Db, conversationId: string) {
	await db.execute(sql`
		update transcripts t set segments = (
			select jsonb_agg(case segment->>'speaker'
				when 'employee' then jsonb_set(segment, '{speaker}', '"customer"')
				when 'customer' then jsonb_set(segment, '{speaker}', '"employee"')
				else segment end order by place)
			from jsonb_array_elements(t.segments) with ordinality as s (segment, place))
		from conversations c
		where c.id = ${conversationId} and t.conversation_id = c.id and c.meta->>'voices' = 'channels'
			and jsonb_array_length(t.segments) > 0 and not exists (
				select from reviews r where r.conversation_id = c.id and r.submitted_at is not null)`);
}

/** Whose calls an upload may hold. */
export const listCallers = (db: Db, viewer: Viewer) =>
	db
		.select({ code: employees.code, name: employees.name })
		.from(employees)
		.where(and(isNull(employees.deactivatedAt), visibleEmployees(viewer)))
		.orderBy(asc(employees.name), asc(employees.id))
		.limit(2000);
