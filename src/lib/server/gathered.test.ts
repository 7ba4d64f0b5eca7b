import { expect, test } from 'vitest';
import { gathered } from './gathered.ts';

test('what comes while one is worked on is worked on together, each with its own result', async () => {
	const groups: number[][] = [];
	const double = gathered(async (items: number[]) => {
		groups.push(items);
		await Promise.resolve();
		return items.map((item) => item * 2);
	});
	expect(await Promise.all([1, 2, 3, 4].map(double))).toEqual([2, 4, 6, 8]);
	expect(groups).toEqual([[1], [2, 3, 4]]);
});

test('a group that fails is told so, and the next one is worked on', async () => {
	const work = gathered(async (items: string[]) => {
		if (items.includes('bad')) throw new Error('refused');
		return items;
	});
	const results = await Promise.allSettled(['first', 'bad', 'with it'].map(work));
	expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
	expect(await work('later')).toBe('later');
});
