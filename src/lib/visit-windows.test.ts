import { expect, test } from 'vitest';
import { isInWindow } from './visit-windows.ts';

const weekdays = { days: [1, 2, 3, 4, 5], from: '10:00', to: '18:00' };

test.each([
	{
		name: 'the shop’s clock decides, not the server’s',
		zone: 'Europe/Riga',
		at: '2026-09-15T07:30:00Z',
		is: true
	},
	{ name: 'before opening', zone: 'Europe/Riga', at: '2026-09-15T06:59:00Z', is: false },
	{ name: 'the end itself is outside', zone: 'Europe/Riga', at: '2026-09-15T15:00:00Z', is: false },
	{ name: 'Sunday', zone: 'Europe/Riga', at: '2026-09-13T09:00:00Z', is: false },
	{
		name: 'Monday there while Sunday in UTC',
		zone: 'Pacific/Auckland',
		at: '2026-09-13T23:00:00Z',
		is: true
	},
	{ name: 'after the clocks went back', zone: 'Europe/Riga', at: '2026-10-26T08:00:00Z', is: true },
	{
		name: 'the hour that summer time would have allowed',
		zone: 'Europe/Riga',
		at: '2026-10-26T07:30:00Z',
		is: false
	}
])('a visit in the window: $name', ({ zone, at, is }) => {
	expect(isInWindow([weekdays], zone, new Date(at))).toBe(is);
});

test('a programme without windows takes any time', () => {
	expect(isInWindow([], 'UTC', new Date())).toBe(true);
});
