import { z } from 'zod';
import { channels } from '../../scorecard.ts';
import { conversationStates, type ConversationFilter } from '../../conversation-filter.ts';
import { line } from '../../text.ts';
import { segmentKinds, speakers } from '../../transcript.ts';
import { instant, pageQuery } from './shapes.ts';

const milliseconds = z.number().nullable();

const flag = z.stringbool().default(false);

/** As on the page, but what cannot be understood is refused. */
export const conversationQuery = pageQuery(
	{
		q: line(200).optional().meta({ description: 'Words in the transcript.' }),
		channel: z.enum(channels).optional(),
		state: z.enum(conversationStates).optional(),
		employeeId: z.uuid().optional(),
		teamId: z.uuid().optional(),
		from: z.iso.date().optional().meta({ description: 'First day, by the calendar of the house.' }),
		to: z.iso.date().optional().meta({ description: 'Last day, by the calendar of the house.' }),
		language: line(40).optional(),
		tag: line(100).optional(),
		unassigned: flag.meta({ description: 'Only those of which nobody is known to have led it.' })
	},
	z.object({
		at: z.string().regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?\+00$/),
		id: z.uuid()
	})
);

/** The same as the domain takes it. */
export const conversationFilter = ({
	employeeId,
	teamId,
	unassigned,
	...rest
}: Omit<z.output<typeof conversationQuery>, 'limit' | 'cursor'>): ConversationFilter => ({
	...rest,
	employee: employeeId,
	team: teamId,
	unassigned: unassigned ? '1' : undefined
});

/** A conversation in a list. */
export const conversationEntry = z
	.object({
		id: z.uuid(),
		channel: z.enum(channels),
		opening: z.string().meta({ description: 'The first words of the customer.' }),
		subject: z.string().nullable(),
		language: z.string().nullable(),
		employeeName: z.string().nullable(),
		employeeHint: z.string().nullable(),
		teamName: z.string().nullable(),
		occurredAt: instant,
		firstAnswerMs: milliseconds,
		longestWaitMs: milliseconds,
		state: z.enum(conversationStates),
		score: z.number().min(0).max(1).nullable()
	})
	.meta({ id: 'ConversationEntry' });

const segment = z
	.object({
		ordinal: z.int().meta({ description: 'Counts from 0; evidence points at it.' }),
		speaker: z.enum(speakers),
		name: z.string().optional(),
		text: z.string(),
		kind: z.enum(segmentKinds),
		at: z.iso.datetime().optional(),
		startMs: z.number().optional(),
		endMs: z.number().optional(),
		words: z
			.array(z.object({ text: z.string(), startMs: z.number(), endMs: z.number() }))
			.optional()
			.meta({ description: 'Of a call: when each word was spoken.' })
	})
	.meta({ id: 'Segment' });

export const conversationAnswer = z
	.object({
		id: z.uuid(),
		source: z.string(),
		externalId: z.string(),
		channel: z.enum(channels),
		employeeId: z.uuid().nullable(),
		employeeName: z.string().nullable(),
		employeeHint: z
			.string()
			.nullable()
			.meta({ description: 'What the source called the employee.' }),
		teamName: z.string().nullable(),
		language: z.string().nullable(),
		customerId: z.string().nullable(),
		customerName: z.string().nullable(),
		subject: z.string().nullable(),
		tags: z.array(z.string()),
		meta: z.record(z.string(), z.string()),
		csat: z.int().nullable(),
		nps: z.int().nullable(),
		surveyComment: z.string().nullable(),
		startedAt: instant.nullable(),
		endedAt: instant.nullable(),
		occurredAt: instant,
		messageCount: z.int(),
		firstAnswerMs: milliseconds,
		medianWaitMs: milliseconds,
		longestWaitMs: milliseconds,
		durationMs: milliseconds,
		segments: z.array(segment)
	})
	.meta({ id: 'Conversation' });
