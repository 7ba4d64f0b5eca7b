import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gaps, measure } from './conversation-metrics.ts';
import type { Segment, SegmentKind, Speaker } from './transcript.ts';

const start = Date.parse('2026-10-03T09:00:00Z');
type Said = [speaker: Speaker, seconds: number | null, kind?: SegmentKind];

const chat = (...said: Said[]): Segment[] =>
	said.map(([speaker, seconds, kind = 'message'], ordinal) => ({
		ordinal,
		speaker,
		kind,
		text: 'x',
		...(seconds !== null && { at: new Date(start + seconds * 1000).toISOString() })
	}));
const call = (...spoken: [Speaker, number, number?][]): Segment[] =>
	spoken.map(([speaker, startMs, endMs], ordinal) => ({
		ordinal,
		speaker,
		kind: 'message',
		text: 'x',
		startMs,
		...(endMs !== undefined && { endMs })
	}));

const nothing = {
	firstAnswerMs: null,
	medianWaitMs: null,
	longestWaitMs: null,
	longestWaitSegment: null
};

describe('waits of the customer', () => {
	test.each([
		{
			name: 'each answer ends a wait; the longest is found with its answer',
			segments: chat(
				['customer', 0],
				['employee', 41],
				['customer', 60],
				['employee', 312],
				['customer', 320],
				['employee', 330]
			),
			expected: {
				firstAnswerMs: 41_000,
				medianWaitMs: 41_000,
				longestWaitMs: 252_000,
				longestWaitSegment: 3,
				durationMs: 330_000,
				messages: 6
			}
		},
		{
			name: 'several questions in a row wait since the first',
			segments: chat(
				['customer', 0],
				['customer', 20],
				['customer', 50],
				['employee', 60],
				['employee', 90]
			),
			expected: { firstAnswerMs: 60_000, longestWaitMs: 60_000, longestWaitSegment: 3, messages: 5 }
		},
		{
			name: 'bots, notes and events do not answer',
			segments: chat(
				['customer', 0],
				['bot', 1],
				['employee', 10, 'note'],
				['employee', 20, 'event'],
				['system', 25],
				['employee', 30]
			),
			expected: { firstAnswerMs: 30_000, messages: 3, durationMs: 30_000 }
		},
		{
			name: 'a greeting of the employee answers nothing',
			segments: chat(['employee', 0], ['customer', 5], ['employee', 8]),
			expected: { firstAnswerMs: 3000, longestWaitSegment: 2 }
		},
		{
			name: 'a question never answered is no wait',
			segments: chat(['customer', 0], ['employee', 10], ['customer', 20]),
			expected: { longestWaitMs: 10_000, durationMs: 20_000 }
		},
		{
			name: 'messages out of order are measured in order of time',
			segments: chat(['employee', 41], ['customer', 0], ['employee', 100], ['customer', 90]),
			expected: {
				firstAnswerMs: 41_000,
				longestWaitMs: 41_000,
				longestWaitSegment: 0,
				durationMs: 100_000
			}
		},
		{
			name: 'the median of two is the middle between them',
			segments: chat(['customer', 0], ['employee', 10], ['customer', 20], ['employee', 50]),
			expected: { medianWaitMs: 20_000 }
		},
		{
			name: 'no times: only the messages are counted',
			segments: chat(['customer', null], ['employee', null]),
			expected: { ...nothing, durationMs: null, messages: 2 }
		},
		{
			name: 'an answer without a time is not blamed on the next one',
			segments: chat(['customer', 0], ['employee', null], ['customer', 600], ['employee', 610]),
			expected: { firstAnswerMs: null, longestWaitMs: 10_000, medianWaitMs: 10_000 }
		},
		{
			name: 'a question without a time opens a wait of unknown length',
			segments: chat(['employee', 0], ['customer', null], ['customer', 50], ['employee', 60]),
			expected: { ...nothing, durationMs: 60_000 }
		},
		{
			name: 'an empty transcript has nothing',
			segments: [],
			expected: { ...nothing, durationMs: null, messages: 0 }
		}
	])('$name', ({ segments, expected }) => expect(measure(segments)).toMatchObject(expected));

	test('in a call begin when the customer stops speaking', () => {
		expect(
			measure(
				call(
					['employee', 0, 2000],
					['customer', 2500, 30_000],
					['customer', 30_500, 40_000],
					['employee', 41_000, 43_000],
					['customer', 42_000, 50_000],
					['employee', 49_000, 55_000]
				)
			)
		).toMatchObject({
			firstAnswerMs: 1000,
			longestWaitMs: 1000,
			medianWaitMs: 500,
			durationMs: 55_000
		});
	});

	test('in a call without ends begin with the first words', () => {
		expect(measure(call(['customer', 0], ['customer', 5000], ['employee', 9000]))).toMatchObject({
			firstAnswerMs: 9000,
			durationMs: 9000
		});
	});

	test('clock times win over offsets; they are never mixed', () => {
		const segments = chat(['customer', 0], ['employee', 7]);
		expect(measure(segments.map((s) => ({ ...s, startMs: 999 }))).firstAnswerMs).toBe(7000);
		expect(
			measure([segments[0], { ...segments[1], at: undefined, startMs: 5 }]).firstAnswerMs
		).toBeNull();
	});
});

test('gaps stand before messages and skip what is between', () => {
	const segments = chat(
		['customer', 0],
		['employee', 10, 'note'],
		['employee', 41],
		['customer', 30],
		['bot', null],
		['employee', 60]
	);
	expect(gaps(segments)).toEqual([null, null, 41_000, 0, null, null]);
});

test('the longest wait is one of the waits, none is negative, and a shift of all times changes nothing', () => {
	const said = fc.tuple(
		fc.constantFrom<Speaker>('customer', 'employee', 'bot', 'system'),
		fc.option(fc.integer({ min: 0, max: 100_000 })),
		fc.constantFrom<SegmentKind>('message', 'note', 'event')
	);
	fc.assert(
		fc.property(fc.array(said), fc.integer({ min: 1, max: 1e6 }), (all, shift) => {
			const metrics = measure(chat(...all));
			const later = all.map(([who, s, kind]): Said => [who, s === null ? null : s + shift, kind]);
			expect(measure(chat(...later))).toEqual(metrics);
			const { medianWaitMs, longestWaitMs, durationMs, longestWaitSegment } = metrics;
			expect(longestWaitMs === null).toBe(longestWaitSegment === null);
			if (longestWaitMs === null) return;
			expect(medianWaitMs).toBeGreaterThanOrEqual(0);
			expect(medianWaitMs).toBeLessThanOrEqual(longestWaitMs);
			expect(longestWaitMs).toBeLessThanOrEqual(durationMs!);
			expect(all[longestWaitSegment!][0]).toBe('employee');
		})
	);
});
