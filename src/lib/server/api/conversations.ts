import { z } from 'zod';
import { channels } from '../../scorecard.ts';
import { segmentKinds, speakers } from '../../transcript.ts';
import { instant } from './shapes.ts';

const milliseconds = z.number().nullable();

const segment = z
	.object({
		ordinal: z.int().meta({ description: 'Counts from 0; evidence points at it.' }),
		speaker: z.enum(speakers),
		name: z.string().optional(),
		text: z.string(),
		kind: z.enum(segmentKinds),
		at: z.iso.datetime().optional(),
		startMs: z.number().optional(),
		endMs: z.number().optional()
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
