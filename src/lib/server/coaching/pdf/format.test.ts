import { expect, test } from 'vitest';
import { clock, formats } from './format.ts';

test.each([
	['en', '78%', '71–85%', '3 Oct 2026', '3 Oct 2026, 09:12'],
	['ru', '78\u00a0%', '71–85\u00a0%', '03.10.2026', '03.10.2026, 09:12'],
	['lv', '78\u00a0%', '71–85\u00a0%', '03.10.2026', '03.10.2026, 09:12'],
	['ro', '78\u00a0%', '71–85\u00a0%', '03.10.2026', '03.10.2026, 09:12']
] as const)('%s writes numbers and dates its way', (locale, percent, range, date, moment) => {
	const format = formats(locale, 'Europe/Riga');
	expect(format.percent(0.7799)).toBe(percent);
	expect(format.certainty({ mean: 0.78, low: 0.71, high: 0.85, n: 12 })).toBe(
		`${range}, n\u00a0=\u00a012`
	);
	expect(format.date('2026-10-03')).toBe(date);
	expect(format.moment('2026-10-03T06:12:00Z')).toBe(moment);
});

test('a share is rounded once, half up, as on screen', () => {
	const { points } = formats('en', 'UTC');
	expect([0.285, 0.5297, 0, 1, null].map(points)).toEqual(['29', '53', '0', '100', '—']);
});

test('a change has its sign, a change of nothing has none', () => {
	const { signed } = formats('ro', 'UTC');
	expect([-0.14, 0.06, 0.001, -0.001].map(signed)).toEqual(['−14', '+6', '0', '0']);
});

test('places in a recording read as a player shows them', () => {
	expect([0, 192.4, 3661].map(clock)).toEqual(['00:00', '03:12', '1:01:01']);
});
