import { expect, test } from 'vitest';
import { readTime } from './times.ts';

const riga = { timeZone: 'Europe/Riga' };

test.each([
	['2026-10-03T09:12:00+03:00', '2026-10-03T06:12:00.000Z'],
	['2026-10-03 09:12', '2026-10-03T06:12:00.000Z'],
	['2026-10-03 09:12:05.123456', '2026-10-03T06:12:05.123Z'],
	['2026-10-03 09:12:05 UTC', '2026-10-03T09:12:05.000Z'],
	['2026/1/3 9:12', '2026-01-03T07:12:00.000Z'],
	['3.10.2026 9:12', '2026-10-03T06:12:00.000Z'],
	['03.10.26, 09:12', '2026-10-03T06:12:00.000Z'],
	['03-10-2026 09:12:59', '2026-10-03T06:12:59.000Z'],
	['31/12/2025 23:59', '2025-12-31T21:59:00.000Z'],
	['12/31/25, 11:59 PM', '2025-12-31T21:59:00.000Z'],
	['5/5/2026 12:00 a.m.', '2026-05-04T21:00:00.000Z'],
	['2026-10-03', '2026-10-02T21:00:00.000Z'],
	['1590451691', '2020-05-26T00:08:11.000Z'],
	['1590451691123', '2020-05-26T00:08:11.123Z'],
	['2026-03-29 03:30', '2026-03-29T01:30:00.000Z'],
	['2026-10-25 03:30', '2026-10-25T00:30:00.000Z'],
	['2026-10-25 04:30', '2026-10-25T02:30:00.000Z']
])('%s in Riga is %s', (written, at) => expect(readTime(written, riga)).toEqual({ at }));

test('the order of day and month is proved, chosen or asked for, never guessed', () => {
	expect(readTime('03/04/2026 10:00', { timeZone: 'UTC' })).toEqual({ code: 'ambiguous_date' });
	expect(readTime('03/04/2026', { timeZone: 'UTC', dateOrder: 'dmy' })).toEqual({
		at: '2026-04-03T00:00:00.000Z'
	});
	expect(readTime('03/04/2026', { timeZone: 'UTC', dateOrder: 'mdy' })).toEqual({
		at: '2026-03-04T00:00:00.000Z'
	});
	expect(readTime('13/04/2026', { timeZone: 'UTC', dateOrder: 'mdy' })).toEqual({
		code: 'bad_time'
	});
});

test.each([
	'',
	'x',
	'2026-02-30 10:00',
	'31.04.2026',
	'2026-10-03 25:00',
	'2026-10-03 9:12 13 pm',
	'13:00 pm',
	'1',
	'99999999999999',
	'3.10.26 13:00 PM'
])('%j is no time', (written) => expect(readTime(written, riga)).toEqual({ code: 'bad_time' }));

test('zones west of Greenwich and with half hours', () => {
	expect(readTime('2026-07-01 10:00', { timeZone: 'America/New_York' })).toEqual({
		at: '2026-07-01T14:00:00.000Z'
	});
	expect(readTime('2026-07-01 10:00', { timeZone: 'Asia/Kolkata' })).toEqual({
		at: '2026-07-01T04:30:00.000Z'
	});
});
