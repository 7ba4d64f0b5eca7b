import { and, eq } from 'drizzle-orm';
import { validate } from 'uuid';
import type { Viewer } from '../../permissions.ts';
import type { Segment } from '../../transcript.ts';
import type { Db } from '../db/database.ts';
import { conversations, employees, teams, transcripts } from '../db/schema/index.ts';
import { notFound } from '../errors.ts';
import { visibleConversations } from './visibility.ts';

export type Conversation = Awaited<ReturnType<typeof getConversation>>;

/** The conversation without its transcript. Throws 404 when it is not there or not the viewer's. */
export async function getConversation(db: Db, viewer: Viewer, id: string) {
	if (!validate(id)) throw notFound();
	const [conversation] = await db
		.select(shown)
		.from(conversations)
		.leftJoin(employees, eq(employees.id, conversations.employeeId))
		.leftJoin(teams, eq(teams.id, employees.teamId))
		.where(and(eq(conversations.id, id), visibleConversations(viewer)));
	if (!conversation) throw notFound();
	return conversation;
}

/** What was said, in order. Throws 404 when it is not there or not the viewer's. */
export async function getTranscript(db: Db, viewer: Viewer, id: string): Promise<Segment[]> {
	if (!validate(id)) throw notFound();
	const [transcript] = await db
		.select({ segments: transcripts.segments })
		.from(transcripts)
		.innerJoin(conversations, eq(conversations.id, transcripts.conversationId))
		.where(and(eq(transcripts.conversationId, id), visibleConversations(viewer)));
	if (!transcript) throw notFound();
	return transcript.segments;
}

const shown = {
	id: conversations.id,
	source: conversations.source,
	externalId: conversations.externalId,
	channel: conversations.channel,
	employeeId: conversations.employeeId,
	employeeName: employees.name,
	employeeHint: conversations.employeeHint,
	teamId: teams.id,
	teamName: teams.name,
	language: conversations.language,
	customerId: conversations.customerId,
	customerName: conversations.customerName,
	subject: conversations.subject,
	tags: conversations.tags,
	meta: conversations.meta,
	csat: conversations.csat,
	nps: conversations.nps,
	surveyComment: conversations.surveyComment,
	startedAt: conversations.startedAt,
	endedAt: conversations.endedAt,
	occurredAt: conversations.occurredAt,
	erasedAt: conversations.erasedAt,
	opening: conversations.opening,
	messageCount: conversations.messageCount,
	firstAnswerMs: conversations.firstAnswerMs,
	medianWaitMs: conversations.medianWaitMs,
	longestWaitMs: conversations.longestWaitMs,
	durationMs: conversations.durationMs
};
