import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cents, fromCents, sumMoney } from './money.ts';

test('a tenth and two tenths are three tenths', () => {
	expect(sumMoney(['0.1', '0.2'])).toBe('0.30');
	expect(sumMoney(Array.from({ length: 1000 }, () => '0.01'))).toBe('10.00');
	expect(cents('12,5')).toBe(1250n);
});

test('every amount survives the way there and back', () =>
	fc.assert(
		fc.property(fc.bigInt({ min: 0n, max: 99_999_999_999n }), (value) => {
			expect(cents(fromCents(value))).toBe(value);
		})
	));

test.each(['', '-1', '1.234', '1e3', 'NaN', '1 000'])('%j is no amount', (amount) =>
	expect(() => cents(amount)).toThrow(RangeError)
);
