import { expect, test } from 'vitest';
import { locales } from './locales.ts';
import { formatDuration } from './durations.ts';

const plain = (text: string) => text.replaceAll('\u00a0', ' ');

test.each([
	[0, '0 sec'],
	[999, '0 sec'],
	[41_000, '41 sec'],
	[252_000, '4 min 12 sec'],
	[3_600_000, '1 hr'],
	[3_661_000, '1 hr 1 min'],
	[183_600_000, '2 days 3 hr'],
	[-5, '0 sec']
])('%i ms is %s', (ms, text) => expect(plain(formatDuration(ms, 'en'))).toBe(text));

test('each language says it in its own words', () => {
	expect(locales.map((locale) => plain(formatDuration(252_000, locale, 'long')))).toEqual([
		'4 minutes, 12 seconds',
		'4 минуты 12 секунд',
		'4 minūtes un 12 sekunžu',
		'4 minute și 12 secunde'
	]);
});
