import { expect, test } from 'vitest';
import { nextWord, previousWord, withNextWord, withoutLastWord } from './word-steps.ts';

const text = 'Здравствуйте! 🙂 Скидка — 10 %?';
const said = (stretch: { start: number; end: number } | null) =>
	stretch && text.slice(stretch.start, stretch.end);

test('steps go from word to word and stop at both ends', () => {
	const first = nextWord(text, null);
	expect(said(first)).toBe('Здравствуйте');
	const second = nextWord(text, first);
	expect(said(second)).toBe('Скидка');
	const third = nextWord(text, second);
	expect(said(third)).toBe('10');
	expect(nextWord(text, third)).toEqual(third);
	expect(previousWord(text, third)).toEqual(second);
	expect(previousWord(text, first)).toEqual(first);
	expect(said(previousWord(text, null))).toBe('10');
});

test('a stretch grows and shrinks by words and keeps what stands between them', () => {
	const one = withNextWord(text, null);
	const two = withNextWord(text, one);
	expect(said(two)).toBe('Здравствуйте! 🙂 Скидка');
	const three = withNextWord(text, two);
	expect(said(three)).toBe('Здравствуйте! 🙂 Скидка — 10');
	expect(withNextWord(text, three)).toEqual(three);
	expect(withoutLastWord(text, three)).toEqual(two);
	expect(withoutLastWord(text, one)).toEqual(one);
});

test('a text without words has nothing to choose', () => {
	for (const step of [nextWord, previousWord, withNextWord, withoutLastWord])
		expect(step('… 🙂 !', null)).toBeNull();
});
