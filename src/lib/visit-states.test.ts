import { expect, test } from 'vitest';
import { canMove, visitStates } from './visit-states.ts';

test('only a check leads to approval, and only approval to release', () => {
	expect(visitStates.filter((from) => canMove(from, 'approved'))).toEqual(['in_check']);
	expect(visitStates.filter((from) => canMove(from, 'released'))).toEqual(['approved']);
});

test('what was filed never expires and is never cancelled', () => {
	for (const from of ['filed', 'in_check', 'returned', 'filed_again', 'approved'] as const)
		expect([canMove(from, 'expired'), canMove(from, 'cancelled')]).toEqual([false, false]);
});

test('a visit that was sent back is filed again, and checked again', () => {
	expect(canMove('returned', 'filed_again')).toBe(true);
	expect(canMove('filed_again', 'in_check')).toBe(true);
	expect(canMove('returned', 'approved')).toBe(false);
});
