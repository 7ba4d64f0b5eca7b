import { expect, test } from 'vitest';
import { readOpeningHours, writeOpeningHours } from './opening-hours.ts';

test('opening hours are read and written as on a map', () => {
	const text = 'Mo-Fr 10:00-20:00; Sa,Su 10:00-16:00';
	const read = readOpeningHours(text);
	expect(read).toEqual([
		{ days: [1, 2, 3, 4, 5], from: '10:00', to: '20:00' },
		{ days: [6, 7], from: '10:00', to: '16:00' }
	]);
	expect(writeOpeningHours(read!)).toBe('Mo-Fr 10:00-20:00; Sa-Su 10:00-16:00');
	expect(readOpeningHours('')).toEqual([]);
});

test.each([
	'24/7',
	'Mo 9-5',
	'Fr-Mo 10:00-12:00',
	'Xx 10:00-12:00',
	'Mo 20:00-10:00',
	'Mo-Tu-We 10:00-12:00'
])('%s is not understood, and says so', (text) => expect(readOpeningHours(text)).toBeNull());
