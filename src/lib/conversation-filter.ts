import { z } from 'zod';
import { channels } from './scorecard.ts';
import { line } from './text.ts';

export const conversationStates = ['new', 'drafted', 'reviewed', 'disputed'] as const;
export type ConversationState = (typeof conversationStates)[number];

const text = (max: number) => line(max).optional().catch(undefined);
const id = z.uuid().optional().catch(undefined);
const day = z.iso
	.date()
	.refine((date) => date >= '1900')
	.optional()
	.catch(undefined);

/** What may stand in the address of the list; what cannot be understood is left out. */
export const conversationFilterSchema = z.object({
	q: text(200),
	channel: z.enum(channels).optional().catch(undefined),
	state: z.enum(conversationStates).optional().catch(undefined),
	employee: id,
	team: id,
	/** First and last day, as the house counts. */
	from: day,
	to: day,
	language: text(40),
	tag: text(100),
	/** Nobody is known to have led it. */
	unassigned: z.literal('1').optional().catch(undefined)
});
export type ConversationFilter = z.infer<typeof conversationFilterSchema>;

/** Beside which conversation a page begins; `at` with all the digits that PostgreSQL keeps. */
export type Cursor = { at: string; id: string };
/** The page of what is older, or of what is newer, than the cursor. */
export type Place = { older: Cursor } | { newer: Cursor } | null;

const cursor = z
	.string()
	.regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?\+00~[0-9a-f-]{36}$/)
	.transform((written) => {
		const [at, id] = written.split('~');
		return { at, id };
	})
	.refine(({ at, id }) => !Number.isNaN(Date.parse(`${at}:00`)) && z.uuid().safeParse(id).success)
	.optional()
	.catch(undefined);

/** Where in the list the address points; the newest page when it cannot be understood. */
export function placeOf(query: URLSearchParams): Place {
	const older = cursor.parse(query.get('older') ?? undefined);
	const newer = cursor.parse(query.get('newer') ?? undefined);
	return older ? { older } : newer ? { newer } : null;
}

export const writeCursor = ({ at, id }: Cursor) => `${at}~${id}`;
