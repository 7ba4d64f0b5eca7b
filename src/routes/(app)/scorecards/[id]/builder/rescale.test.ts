import { describe, expect, test } from 'vitest';
import { rescale } from './rescale.ts';

const scale = (...lines: string[]) => ({
	levels: lines.map((en) => (en ? { en } : {})),
	commentBelow: null as number | null,
	evidenceBelow: null as number | null
});

describe('with another number of levels', () => {
	test.each([
		{ from: ['a', 'b', 'c', 'd', 'e'], count: 3, to: ['a', 'c', 'e'] },
		{ from: ['a', 'b', 'c'], count: 5, to: ['a', '', 'b', '', 'c'] },
		{ from: ['a', 'b', 'c', 'd'], count: 10, to: ['a', '', '', 'b', '', '', 'c', '', '', 'd'] },
		{ from: ['a', 'b', 'c', 'd', 'e'], count: 2, to: ['a', 'e'] },
		{ from: ['a', 'b'], count: 4, to: ['a', '', '', 'b'] }
	])('a line stays with what its level is worth: $from to $count', ({ from, count, to }) => {
		expect(rescale(scale(...from), count).levels).toEqual(scale(...to).levels);
	});

	test.each([
		{ name: 'below the top stays below the top', below: 5, count: 10, then: 10 },
		{ name: 'a level that both scales have stays', below: 3, count: 4, then: 3 },
		{ name: 'a level that is gone becomes the top', below: 4, count: 3, then: 3 },
		{ name: 'never stays never', below: null, count: 2, then: null }
	])('what is required $name', ({ below, count, then }) => {
		const five = { ...scale('', '', '', '', ''), commentBelow: below, evidenceBelow: below };
		expect(rescale(five, count)).toMatchObject({ commentBelow: then, evidenceBelow: then });
	});
});
