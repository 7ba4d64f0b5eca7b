import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutByMarks, type Mark } from './marks.ts';

const mark = (start: number, end: number, id = `${start}-${end}`): Mark => ({
	id,
	segment: 0,
	start,
	end,
	label: id
});
const cut = (text: string, ...marks: Mark[]) =>
	cutByMarks(text, marks).map((piece) => [piece.text, piece.marks.map(({ id }) => id).join(' ')]);

test.each([
	['no mark leaves one piece', 'Hello there', [], [['Hello there', '']]],
	['an empty text has no piece', '', [], []],
	[
		'a mark in the middle',
		'Hello there you',
		[mark(6, 11)],
		[
			['Hello ', ''],
			['there', '6-11'],
			[' you', '']
		]
	],
	[
		'marks that overlap',
		'abcdef',
		[mark(0, 4), mark(2, 6)],
		[
			['ab', '0-4'],
			['cd', '0-4 2-6'],
			['ef', '2-6']
		]
	],
	['the same stretch twice', 'abc', [mark(0, 3, 'x'), mark(0, 3, 'y')], [['abc', 'x y']]],
	[
		'a mark beyond the end stops with the text',
		'abc',
		[mark(1, 99)],
		[
			['a', ''],
			['bc', '1-99']
		]
	],
	['an empty mark marks nothing', 'abc', [mark(1, 1)], [['abc', '']]]
])('%s', (_, text, marks, expected) => expect(cut(text, ...marks)).toEqual(expected));

test('the pieces together are the text, and each mark ends once', () => {
	const stretch = fc.tuple(fc.nat(30), fc.nat(30)).map(([a, b]) => mark(a, b, `${a}-${b}`));
	fc.assert(
		fc.property(
			fc.string({ maxLength: 25 }),
			fc.uniqueArray(stretch, { selector: (m) => m.id }),
			(text, marks) => {
				const pieces = cutByMarks(text, marks);
				expect(pieces.map((piece) => piece.text).join('')).toBe(text);
				const shown = new Set(pieces.flatMap((piece) => piece.marks));
				expect(pieces.flatMap((piece) => piece.ending)).toHaveLength(shown.size);
			}
		)
	);
});
