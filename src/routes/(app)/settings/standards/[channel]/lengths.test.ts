import { expect, test } from 'vitest';
import { joinLength, splitLength } from './lengths.ts';

test.each([
	{ seconds: 20, count: 20, unit: 'seconds' },
	{ seconds: 60, count: 1, unit: 'minutes' },
	{ seconds: 90, count: 90, unit: 'seconds' },
	{ seconds: 3600, count: 1, unit: 'hours' },
	{ seconds: 86_400, count: 24, unit: 'hours' },
	{ seconds: null, count: null, unit: 'minutes' }
])('$seconds seconds are $count $unit, and back', ({ seconds, count, unit }) => {
	const split = splitLength(seconds);
	expect(split).toEqual({ count, unit });
	expect(joinLength(split.count, split.unit)).toBe(seconds);
});
