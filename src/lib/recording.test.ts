import { expect, test } from 'vitest';
import { readStretch, readTime, writeTime } from './recording.ts';

test.each([
	[0, '0:00'],
	[65_000, '1:05'],
	[65_499, '1:05.4'],
	[3_665_000, '61:05']
])('%d ms is written as %s', (ms, text) => expect(writeTime(ms)).toBe(text));

test.each([
	['1:05', 65_000],
	['61:05', 3_665_000],
	['1:01:05', 3_665_000],
	['75', 75_000],
	['1:05.4', 65_400],
	[' 0:07,25 ', 7250],
	['1:75', null],
	['1:5', null],
	['-1:05', null],
	['soon', null],
	['', null]
])('the time %s is %s ms', (text, ms) => expect(readTime(text)).toBe(ms));

test.each([
	['1:05-1:20', { fromMs: 65_000, toMs: 80_000 }],
	['1:05 – 1:20.5', { fromMs: 65_000, toMs: 80_500 }],
	['1:20–1:05', null],
	['1:05–1:05', null],
	['1:05', null],
	['1:05–1:10–1:20', null]
])('the stretch %s is read', (text, stretch) => expect(readStretch(text)).toEqual(stretch));
