import { z } from 'zod';
import { channels } from '#lib/scorecard.ts';
import { segmentKinds, speakers, type Segment } from '#lib/transcript.ts';
import type { Problem } from '#lib/import-problem.ts';
import { fieldName, storableText, toUtc } from './text.ts';
import { wordPlaces } from '../word-places.ts';

const text = (max: number) => z.string().max(max).overwrite(storableText);
const filled = (max: number) => z.string().min(1).max(max).overwrite(storableText);
/** Decides which conversation or person is meant, so it is refused where a text would be mended. */
const identity = (max: number) =>
	z
		.string()
		.max(max)
		.refine((s) => s.trim() !== '', { params: { code: 'empty_field' }, abort: true })
		.refine((s) => s === storableText(s), { params: { code: 'unstorable_text' } });
const instant = z.string().check((given) => {
	const read = toUtc(given.value);
	if ('at' in read) given.value = read.at;
	else given.issues.push({ code: 'custom', input: given.value, params: read });
});
const language = z
	.string()
	.max(100)
	.refine(isLanguage, { params: { code: 'not_language' }, abort: true })
	.overwrite((s) => Intl.getCanonicalLocales(s)[0]);
/** PostgreSQL's integer: 24.8 days. */
const milliseconds = z.number().int().min(0).max(2_147_483_647);

const wordSchema = z.strictObject({
	text: filled(1000),
	startMs: milliseconds,
	endMs: milliseconds
});

const segmentSchema = z
	.strictObject({
		speaker: z.enum(speakers),
		name: text(500).optional(),
		text: text(1_000_000),
		kind: z.enum(segmentKinds).default('message'),
		at: instant.optional(),
		startMs: milliseconds.optional(),
		endMs: milliseconds.optional(),
		words: z.array(wordSchema).max(100_000).optional()
	})
	.refine((s) => s.text !== '' || s.kind === 'event', {
		path: ['text'],
		params: { code: 'empty_field' }
	})
	.refine((s) => !(s.startMs! > s.endMs!), {
		path: ['endMs'],
		params: { code: 'ends_before_start' }
	})
	.refine((s) => !s.words || wordPlaces(s.text, s.words) !== null, {
		path: ['words'],
		params: { code: 'word_place' }
	});

/** A conversation as other programs hand it over; docs/import.md describes it for people. */
export const recordSchema = z
	.strictObject({
		source: identity(100),
		id: identity(400),
		channel: z.enum(channels),
		employee: identity(320).optional(),
		language: language.optional(),
		customer: z.strictObject({ id: text(400).optional(), name: text(500).optional() }).optional(),
		startedAt: instant.optional(),
		endedAt: instant.optional(),
		subject: text(2000).optional(),
		tags: z.array(filled(100)).max(100).optional(),
		segments: z.array(segmentSchema).max(100_000),
		survey: z
			.strictObject({
				csat: z.number().int().min(1).max(5).optional(),
				nps: z.number().int().min(0).max(10).optional(),
				comment: text(20_000).optional()
			})
			.optional(),
		meta: z.record(filled(100), text(20_000)).optional()
	})
	.refine((r) => r.segments.length > 0 || r.channel === 'call', {
		path: ['segments'],
		params: { code: 'no_segments' }
	})
	.refine((r) => !(r.startedAt! > r.endedAt!), {
		path: ['endedAt'],
		params: { code: 'ends_before_start' }
	});

/** A conversation that may be stored: times in UTC, every text one that PostgreSQL can hold. */
export type ConversationRecord = z.output<typeof recordSchema>;
export type RecordInput = z.input<typeof recordSchema>;

/** One yield of a reader; `line` counts from 1 and, for a conversation of many lines, is its first. */
export type Parsed =
	| { line: number; record: ConversationRecord }
	| {
			line: number;
			problem: Problem;
			excerpt: string;
			/** This record came out before and has turned out to be incomplete: it must not stay. */
			retracts?: { source: string; id: string };
	  };

/** Checks one conversation, whoever made it. */
export function parseRecord(value: unknown): { record: ConversationRecord } | { problem: Problem } {
	const result = recordSchema.safeParse(value);
	if (!result.success) return { problem: problemOf(result.error, value) };
	// zod leaves this one key out without a word
	const meta = (value as { meta?: object }).meta;
	if (meta && Object.hasOwn(meta, '__proto__'))
		return { problem: { code: 'unknown_field', params: { field: 'meta.__proto__' } } };
	return { record: result.data };
}

/** The transcript as it is stored. */
export function segmentsOf(record: ConversationRecord): Segment[] {
	return record.segments.map((segment, ordinal) => ({ ordinal, ...segment }));
}

/** When the conversation took place (ISO 8601, UTC): as given, else from the times in the transcript. */
export function periodOf(record: ConversationRecord): { startedAt?: string; endedAt?: string } {
	const times = record.segments.flatMap((s) => s.at ?? []).sort();
	const startedAt = record.startedAt ?? times[0];
	const spoken = Math.max(0, ...record.segments.map((s) => s.endMs ?? s.startMs ?? 0));
	const hungUp = startedAt && spoken > 0 ? new Date(Date.parse(startedAt) + spoken) : undefined;
	return { startedAt, endedAt: record.endedAt ?? times.at(-1) ?? hungUp?.toISOString() };
}

function isLanguage(tag: string) {
	try {
		return Intl.getCanonicalLocales(tag).length === 1;
	} catch {
		return false;
	}
}

/** The most telling fault first: a misspelt name explains a missing field. */
function problemOf(error: z.ZodError, value: unknown): Problem {
	const issue = error.issues.find((i) => i.code === 'unrecognized_keys') ?? error.issues[0];
	const field = fieldName(issue.path);
	switch (issue.code) {
		case 'unrecognized_keys':
			return {
				code: 'unknown_field',
				params: { field: fieldName([...issue.path, issue.keys[0]]) }
			};
		case 'invalid_value':
			return given(value, issue.path) === undefined
				? { code: 'missing_field', params: { field } }
				: { code: 'wrong_value', params: { field, allowed: issue.values.join(', ') } };
		case 'too_small':
			return issue.origin === 'string'
				? { code: 'empty_field', params: { field } }
				: { code: 'too_small', params: { field, min: Number(issue.minimum) } };
		case 'too_big':
			return issue.origin === 'string'
				? { code: 'too_long', params: { field, max: Number(issue.maximum) } }
				: issue.origin === 'array'
					? { code: 'too_many', params: { field, max: Number(issue.maximum) } }
					: { code: 'too_big', params: { field, max: Number(issue.maximum) } };
		case 'custom':
			return { code: issue.params!.code, params: { field } };
		case 'invalid_type':
			return given(value, issue.path) === undefined
				? { code: 'missing_field', params: { field } }
				: issue.path.length === 0
					? { code: 'not_record', params: {} }
					: { code: typeProblems[issue.expected as never] ?? 'not_text', params: { field } };
		default:
			return { code: 'bad_name', params: { field } };
	}
}

const typeProblems = {
	string: 'not_text',
	number: 'not_number',
	int: 'not_number',
	array: 'not_list',
	object: 'not_object',
	record: 'not_object'
} as const;

function given(value: unknown, path: PropertyKey[]) {
	return path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown>)?.[key], value);
}
