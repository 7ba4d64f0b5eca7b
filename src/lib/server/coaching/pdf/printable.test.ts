import { expect, test } from 'vitest';
import { printable, printableLine } from './printable.ts';

test.each([
	[
		'plain words stay',
		'Anna Bērziņa, Кудряшова, Ștefan — “да”',
		'Anna Bērziņa, Кудряшова, Ștefan — “да”'
	],
	['an emoji of several code points is one box', 'ok 👩‍👩‍👧 fine', 'ok □ fine'],
	['letters that Inter does not have become boxes', '日本', '□□'],
	['direction overrides vanish', 'abc\u202Edcba\u2066', 'abcdcba'],
	['control characters vanish', 'a\u0000b\u001Bc\u0085d', 'abc\nd'],
	['a tab is a space, every line end is one', 'a\tb\r\nc\u2028d', 'a b\nc\nd'],
	['a lone surrogate is a box', 'a\uD800b', 'a□b'],
	['decomposed letters are put together', 'e\u0304', 'ē'],
	['marks piled on a letter are cut to two', 'q\u0301\u0302\u0303\u0304', 'q\u0301\u0302'],
	['invisible characters of fonts and tags vanish', 'a\u200Bb\uFEFFc\u{E0041}d\u00ADe', 'abcde'],
	['private characters of the font are not letters', '\uE076', '□']
])('%s', (_, text, expected) => expect(printable(text)).toBe(expected));

test('a title stands on one line', () => expect(printableLine(' a\n b\t')).toBe('a b'));
