import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { locales } from '#lib/locales.ts';
import { problemCodes, problemText } from '#lib/import-problem.ts';
import { parseRecord, periodOf, recordSchema, segmentsOf, type RecordInput } from './record.ts';

const minimal: RecordInput = {
	source: 'shop',
	id: 'C-1',
	channel: 'chat',
	segments: [{ speaker: 'customer', text: 'Hello' }]
};
const segment = { speaker: 'customer', text: 'x' };

function accept(changes: object = {}) {
	const parsed = parseRecord({ ...minimal, ...changes });
	if ('problem' in parsed) throw new Error(problemText(parsed.problem, 'en'));
	return parsed.record;
}

function refuse(value: unknown) {
	const parsed = parseRecord(value);
	if ('record' in parsed) throw new Error('accepted');
	return parsed.problem;
}

test('the example of the format is accepted as it stands', () => {
	const record = accept({
		employee: 'E-17',
		language: 'ru',
		customer: { id: '7', name: 'Ольга' },
		survey: { csat: 4, nps: 0, comment: 'ok' },
		tags: ['vip'],
		meta: { order: '15' },
		segments: [
			{ speaker: 'customer', text: 'Здравствуйте!', at: '2026-10-03T09:12:00+03:00' },
			{ speaker: 'employee', text: 'Добрый день!', at: '2026-10-03T09:12:41.5+03:00' }
		]
	});
	expect(segmentsOf(record)).toEqual([
		{
			ordinal: 0,
			speaker: 'customer',
			kind: 'message',
			text: 'Здравствуйте!',
			at: '2026-10-03T06:12:00.000Z'
		},
		{
			ordinal: 1,
			speaker: 'employee',
			kind: 'message',
			text: 'Добрый день!',
			at: '2026-10-03T06:12:41.500Z'
		}
	]);
	expect(periodOf(record)).toEqual({
		startedAt: '2026-10-03T06:12:00.000Z',
		endedAt: '2026-10-03T06:12:41.500Z'
	});
});

test.each([
	['a typing error names the field', { ...minimal, emploee: 'E' }, 'unknown_field', 'emploee'],
	[
		'a typing error explains the missing field',
		{ ...minimal, segments: undefined, segmnets: [] },
		'unknown_field',
		'segmnets'
	],
	[
		'deep inside too',
		{ ...minimal, segments: [segment, { ...segment, speeker: 1 }] },
		'unknown_field',
		'segments[1].speeker'
	],
	[
		'__proto__ is a field like any other',
		JSON.parse('{"__proto__":1}'),
		'unknown_field',
		'__proto__'
	],
	[
		'__proto__ in meta too',
		{ ...minimal, meta: JSON.parse('{"__proto__":"x"}') },
		'unknown_field',
		'meta.__proto__'
	],
	['no source', { ...minimal, source: undefined }, 'missing_field', 'source'],
	['a blank id', { ...minimal, id: ' ' }, 'empty_field', 'id'],
	['an endless id', { ...minimal, id: 'x'.repeat(401) }, 'too_long', 'id'],
	['an id that is a number', { ...minimal, id: 7 }, 'not_text', 'id'],
	['no channel', { ...minimal, channel: undefined }, 'missing_field', 'channel'],
	['a channel unknown to us', { ...minimal, channel: 'fax' }, 'wrong_value', 'channel'],
	['a chat without messages', { ...minimal, segments: [] }, 'no_segments', 'segments'],
	['segments that are no list', { ...minimal, segments: {} }, 'not_list', 'segments'],
	['a segment that is a text', { ...minimal, segments: ['x'] }, 'not_object', 'segments[0]'],
	[
		'a message without text',
		{ ...minimal, segments: [{ speaker: 'bot' }] },
		'missing_field',
		'segments[0].text'
	],
	[
		'a message with empty text',
		{ ...minimal, segments: [{ speaker: 'bot', text: '' }] },
		'empty_field',
		'segments[0].text'
	],
	[
		'a stranger speaks',
		{ ...minimal, segments: [{ ...segment, speaker: 'agent' }] },
		'wrong_value',
		'segments[0].speaker'
	],
	['a time without zone', { ...minimal, startedAt: '2026-10-03T09:12:00' }, 'no_zone', 'startedAt'],
	[
		'a day that does not exist',
		{ ...minimal, startedAt: '2026-02-30T09:12:00Z' },
		'not_time',
		'startedAt'
	],
	['a date alone', { ...minimal, startedAt: '2026-10-03' }, 'not_time', 'startedAt'],
	['seconds since 1970', { ...minimal, startedAt: '1590451691' }, 'not_time', 'startedAt'],
	[
		'an end before the start',
		{ ...minimal, startedAt: '2026-10-03T09:12:00Z', endedAt: '2026-10-03T12:11:59+03:00' },
		'ends_before_start',
		'endedAt'
	],
	[
		'a sentence that ends first',
		{ ...minimal, segments: [{ ...segment, startMs: 5, endMs: 4 }] },
		'ends_before_start',
		'segments[0].endMs'
	],
	[
		'a language by its name',
		{ ...minimal, language: 'english language' },
		'not_language',
		'language'
	],
	['a survey out of range', { ...minimal, survey: { csat: 6 } }, 'too_big', 'survey.csat'],
	['a survey under range', { ...minimal, survey: { nps: -1 } }, 'too_small', 'survey.nps'],
	['meta with a number', { ...minimal, meta: { a: 1 } }, 'not_text', 'meta.a'],
	['meta without a name', { ...minimal, meta: { '': 'a' } }, 'bad_name', 'meta.'],
	['too many tags', { ...minimal, tags: Array(101).fill('a') }, 'too_many', 'tags'],
	['an explicit null', { ...minimal, subject: null }, 'not_text', 'subject'],
	['a list', [minimal], 'not_record', undefined],
	['nothing', null, 'not_record', undefined]
])('%s: refused', (_, value, code, field) => {
	expect(refuse(value)).toMatchObject({ code, params: field ? { field } : {} });
});

test('only a call may wait for its transcript', () => {
	expect(accept({ channel: 'call', segments: [] }).segments).toEqual([]);
});

test.each([
	['2026-10-03T09:12:00Z', '2026-10-03T09:12:00.000Z'],
	['2026-10-03t09:12z', '2026-10-03T09:12:00.000Z'],
	['2026-10-03 09:12:00.123456+03', '2026-10-03T06:12:00.123Z'],
	['2024-02-29T23:59:59,9-0330', '2024-03-01T03:29:59.900Z']
])('the time %s is kept as %s', (given, kept) => {
	expect(accept({ startedAt: given }).startedAt).toBe(kept);
});

test('a call knows when it ended from the offsets of its words', () => {
	const call = accept({
		channel: 'call',
		startedAt: '2026-10-03T09:00:00Z',
		segments: [{ ...segment, startMs: 0, endMs: 61_000 }]
	});
	expect(periodOf(call).endedAt).toBe('2026-10-03T09:01:01.000Z');
});

test('the API can describe a record', () => {
	const schema = z.toJSONSchema(recordSchema, { io: 'input' });
	expect(schema.required).toEqual(['source', 'id', 'channel', 'segments']);
	expect(schema.additionalProperties).toBe(false);
});

describe('the reason', () => {
	test.each(problemCodes)('%s is said in four languages, each its own', (code) => {
		const params: Record<string, string | number> = new Proxy(
			{},
			{ get: (_, name) => String(name) }
		);
		const said = locales.map((locale) => problemText({ code, params }, locale));
		expect(new Set(said).size).toBe(locales.length);
		for (const text of said) expect(text).not.toMatch(/[{}]|undefined|import_problem/);
	});
});
