import fc from 'fast-check';
import { expect, test } from 'vitest';
import { groupsOf } from './interval-groups.ts';

const of = (name: string, low: number | null, high: number | null) => ({
	name,
	interval: { estimate: ((low ?? 0) + (high ?? 0)) / 2, low, high, n: low === null ? 1 : 5 }
});
const names = (groups: { name: string }[][]) => groups.map((all) => all.map(({ name }) => name));

test('places whose intervals touch, be it through a third, are one group and keep their order', () => {
	const { groups, untold } = groupsOf([
		of('Alba', 0.1, 0.3),
		of('Berga', 0.6, 0.8),
		of('Cēsis', 0.75, 0.95),
		of('Dom', 0.9, 1),
		of('Elba', null, null)
	]);
	expect(names(groups)).toEqual([['Berga', 'Cēsis', 'Dom'], ['Alba']]);
	expect(untold.map(({ name }) => name)).toEqual(['Elba']);
});

test('nothing is no group', () => {
	expect(groupsOf([])).toEqual({ groups: [], untold: [] });
	expect(groupsOf([{ interval: null }]).groups).toEqual([]);
});

test('everything is in one group, and each group lies wholly above the next', () => {
	const bounds = fc.tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 100 }));
	const items = fc.array(
		bounds.map(([a, b]) => of('x', Math.min(a, b) / 100, Math.max(a, b) / 100))
	);
	fc.assert(
		fc.property(items, (all) => {
			const { groups } = groupsOf(all);
			expect(groups.flat()).toHaveLength(all.length);
			for (const [i, group] of groups.slice(0, -1).entries())
				expect(Math.min(...group.map(({ interval }) => interval.low!))).toBeGreaterThan(
					Math.max(...groups[i + 1].map(({ interval }) => interval.high!))
				);
		})
	);
});
