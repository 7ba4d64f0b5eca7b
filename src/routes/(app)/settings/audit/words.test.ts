import { glob, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { actionWords, linesOf } from './words.ts';

type Case = {
	before: unknown;
	after: unknown;
	lines: { field: string; before: string; after: string }[];
};

test('every action that the code writes into the log has words', async () => {
	const written = new Set<string>();
	for await (const file of glob('src/**/*.ts', { exclude: ['**/*.test.ts'] }))
		for (const [, action] of (await readFile(file, 'utf8')).matchAll(
			/\baudit(?:All)?\(\s*\w+,\s*\w+,\s*'([\w.]+)'/g
		))
			written.add(action);
	expect(written.size).toBeGreaterThan(20);
	expect([...written].filter((action) => !Object.hasOwn(actionWords, action))).toEqual([]);
});

test.each<Case>([
	{ before: null, after: null, lines: [] },
	{
		before: { role: 'reviewer', locale: 'en' },
		after: { role: 'lead', locale: 'lv' },
		lines: [
			{ field: 'Role', before: 'QA reviewer', after: 'Team lead' },
			{ field: 'Language', before: 'English', after: 'Latviešu' }
		]
	},
	{
		before: { leads: [], name: '' },
		after: { leads: ['Māris', 'Olga'], name: 'Riga' },
		lines: [
			{ field: 'Leads', before: '–', after: 'Māris, Olga' },
			{ field: 'Name', before: '–', after: 'Riga' }
		]
	},
	{
		before: null,
		after: { strange: { a: 1, b: [true, null] }, constructor: 'x' },
		lines: [
			{ field: 'strange', before: '–', after: 'a: 1, b: Yes, –' },
			{ field: 'constructor', before: '–', after: 'x' }
		]
	},
	{ before: null, after: 'text', lines: [{ field: '', before: '–', after: 'text' }] }
])('$before → $after is readable', ({ before, after, lines }) => {
	expect(linesOf(before, after)).toEqual(lines);
});
