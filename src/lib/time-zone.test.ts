import { afterEach, expect, test } from 'vitest';
import { dayWords, momentWords } from './day-words.ts';
import { boundsOf, monthOf, parsePeriod } from './periods.ts';
import { boundsOfDay, clockOf, dayOf, isTimeZone, momentOf, setTimeZone } from './time-zone.ts';

afterEach(() => setTimeZone('UTC'));

const late = new Date('2026-09-30T21:30:00Z');

test.each([
	['UTC', '2026-09-30T21:30', '2026-09'],
	['Europe/Riga', '2026-10-01T00:30', '2026-10'],
	['Asia/Kathmandu', '2026-10-01T03:15', '2026-10'],
	['America/New_York', '2026-09-30T17:30', '2026-09']
])('in %s half past nine at night in London’s September is %s', (zone, clock, month) => {
	setTimeZone(zone);
	expect([clockOf(late), dayOf(late)]).toEqual([clock, clock.slice(0, 10)]);
	expect(momentOf(clock)).toEqual(late);
	expect(monthOf(late).key).toBe(month);
});

test('a period begins and ends at the midnights of the house, summer and winter time', () => {
	setTimeZone('Europe/Riga');
	expect(boundsOf(parsePeriod('2026-10')!)).toEqual({
		start: new Date('2026-09-30T21:00:00Z'),
		end: new Date('2026-10-31T22:00:00Z')
	});
	const { start, end } = boundsOfDay('2026-10-25');
	expect((end.getTime() - start.getTime()) / 3_600_000).toBe(25);
});

test('a moment is shown by the clock of the house, a date as it is', () => {
	setTimeZone('Europe/Riga');
	expect(momentWords(late, 'en')).toBe('1 Oct 2026, 00:30');
	expect(dayWords(late.toISOString(), 'lv')).toBe(dayWords('2026-10-01', 'lv'));
	setTimeZone('America/New_York');
	expect(dayWords('2026-10-01', 'en')).toBe('1 Oct 2026');
});

test('a zone is one that the runtime knows', () => {
	expect(['UTC', 'Europe/Chisinau', 'Mars/Olympus', ''].map(isTimeZone)).toEqual([
		...[true, true],
		...[false, false]
	]);
});
