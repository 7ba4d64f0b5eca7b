import fc from 'fast-check';
import { expect, test } from 'vitest';
import { diffWords } from './word-diff.ts';

test('a corrected word stands beside the one that was written', () => {
	expect(diffWords('Nobody sayd hello.', 'Nobody said hello.')).toEqual([
		{ kind: 'same', text: 'Nobody ' },
		{ kind: 'removed', text: 'sayd' },
		{ kind: 'added', text: 'said' },
		{ kind: 'same', text: ' hello.' }
	]);
});

test('both texts can be put together again from the parts', () => {
	const text = fc.array(fc.constantFrom('a', 'b', 'c', ' ', '\n', 'ā')).map((all) => all.join(''));
	fc.assert(
		fc.property(text, text, (before, after) => {
			const parts = diffWords(before, after);
			const join = (not: string) => parts.map((p) => (p.kind === not ? '' : p.text)).join('');
			expect([join('added'), join('removed')]).toEqual([before, after]);
		})
	);
});
