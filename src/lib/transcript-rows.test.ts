import { expect, test } from 'vitest';
import { rowsOf } from './transcript-rows.ts';
import type { Segment, Speaker } from './transcript.ts';

const chat = (...said: [Speaker, number][]): Segment[] =>
	said.map(([speaker, seconds], ordinal) => ({
		ordinal,
		speaker,
		kind: 'message',
		text: 'x',
		at: new Date(Date.UTC(2026, 9, 3) + seconds * 1000).toISOString()
	}));
const shown = (segments: Segment[], standardMs: number | null) =>
	rowsOf(segments, standardMs).map(({ gapMs, lateMs }) => [gapMs, lateMs]);

test('silences from half a minute on are shown, and answers later than the standard', () => {
	const segments = chat(['customer', 0], ['employee', 41], ['customer', 60], ['employee', 312]);
	expect(shown(segments, 60_000)).toEqual([
		[null, null],
		[41_000, null],
		[null, null],
		[252_000, 252_000]
	]);
});

test('in mails, where a day is the standard, hours of silence are not pointed out', () => {
	const mails = chat(['customer', 0], ['employee', 3600], ['customer', 3600 * 14]);
	expect(shown(mails, 24 * 3600_000).map(([gap]) => gap)).toEqual([null, null, 3600_000 * 13]);
});

test('a customer who writes again has waited since the first message', () => {
	const segments = chat(['customer', 0], ['customer', 50], ['employee', 70]);
	expect(shown(segments, 60_000)).toEqual([
		[null, null],
		[50_000, null],
		[20_000, 70_000]
	]);
});

test('where no standard is agreed nothing is late', () => {
	expect(shown(chat(['customer', 0], ['employee', 90_000]), null)).toEqual([
		[null, null],
		[90_000_000, null]
	]);
});
