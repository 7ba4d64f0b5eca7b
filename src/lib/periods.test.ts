import { expect, test } from 'vitest';
import {
	boundsOf,
	lastPeriods,
	monthOf,
	parsePeriod,
	periodAfter,
	periodBefore,
	periodFromTo,
	periodLabel,
	recentPeriods
} from './periods.ts';

const fromTo = (key: string) => {
	const period = parsePeriod(key);
	return period && [period.kind, period.from, period.to];
};

test.each([
	['2026-09', ['month', '2026-09-01', '2026-09-30']],
	['2028-02', ['month', '2028-02-01', '2028-02-29']],
	['2026-Q4', ['quarter', '2026-10-01', '2026-12-31']],
	['2026-07-01..2026-09-15', ['days', '2026-07-01', '2026-09-15']],
	['2026-09-03..2026-09-03', ['days', '2026-09-03', '2026-09-03']]
])('%s is a period', (key, expected) => expect(fromTo(key)).toEqual(expected));

test.each([
	'2026-13',
	'2026-Q5',
	'2026-09-15..2026-07-01',
	'2026-02-30..2026-03-01',
	'2020-01-01..2026-01-01',
	'all',
	'',
	null
])('%s is none', (key) => expect(parsePeriod(key)).toBeNull());

test('the period before has the same kind and ends the day before', () => {
	const before = (key: string) => periodBefore(parsePeriod(key)!).key;
	expect(before('2026-01')).toBe('2025-12');
	expect(before('2026-Q1')).toBe('2025-Q4');
	expect(before('2026-09-11..2026-09-20')).toBe('2026-09-01..2026-09-10');
});

test('the next period is as long', () => {
	const after = (key: string) => periodAfter(parsePeriod(key)!).key;
	expect(after('2026-01')).toBe('2026-02');
	expect(after('2026-Q4')).toBe('2027-Q1');
	expect(after('2026-09-05..2026-09-14')).toBe('2026-09-15..2026-09-24');
});

test('six months end with this one', () => {
	const keys = lastPeriods(monthOf(new Date('2026-03-31T23:59:59Z')), 6).map((one) => one.key);
	expect(keys).toEqual(['2025-10', '2025-11', '2025-12', '2026-01', '2026-02', '2026-03']);
});

test('the last day belongs to the period, to its last millisecond', () => {
	const { start, end } = boundsOf(parsePeriod('2026-09')!);
	expect([start.toISOString(), end.toISOString()]).toEqual([
		'2026-09-01T00:00:00.000Z',
		'2026-10-01T00:00:00.000Z'
	]);
});

test('dates that make a whole month or quarter are that', () => {
	expect(periodFromTo('2026-09-01', '2026-09-30')?.key).toBe('2026-09');
	expect(periodFromTo('2026-07-01', '2026-09-30')?.key).toBe('2026-Q3');
	expect(periodFromTo('2026-08-01', '2026-10-31')?.key).toBe('2026-08-01..2026-10-31');
	expect(periodFromTo('2026-09-30', '2026-09-01')).toBeNull();
});

test('labels are in the language of the reader', () => {
	const september = parsePeriod('2026-09')!;
	expect(periodLabel(september, 'en')).toBe('September 2026');
	expect(periodLabel(september, 'ru')).toBe('Сентябрь 2026 г.');
	expect(periodLabel(parsePeriod('2026-Q3')!, 'lv')).toBe('2026. gada 3. ceturksnis');
	expect(periodLabel(parsePeriod('2026-07-01..2026-09-15')!, 'en')).toMatch(/^1 Jul\s–\s15 Sep/);
});

test('the newest months and quarters are offered, newest first', () => {
	const { months, quarters } = recentPeriods(parsePeriod('2026-02')!, { months: 3, quarters: 2 });
	expect(months.map((one) => one.key)).toEqual(['2026-02', '2026-01', '2025-12']);
	expect(quarters.map((one) => one.key)).toEqual(['2026-Q1', '2025-Q4']);
});
