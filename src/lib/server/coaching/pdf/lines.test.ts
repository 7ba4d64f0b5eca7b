import fc from 'fast-check';
import { expect, test } from 'vitest';
import { m } from '#lib/paraglide/messages.js';
import { locales } from '../../../locales.ts';
import { breakLines } from './lines.ts';
import { columns, styles } from './look.ts';
import { changeLines } from './sections/trend.ts';
import { Sheet } from './sheet.ts';

const sheet = new Sheet({ title: '', author: '', lang: 'en', date: new Date(0) });

const linesOf = (text: string, width: number, limits: { most?: number; ending?: string } = {}) =>
	breakLines(sheet, [{ text, style: styles.body }], { width, ...limits }).map((line) =>
		line.pieces.map((piece) => piece.text).join('')
	);

test('a paragraph keeps its words and its line ends', () => {
	expect(linesOf('one two\n\nthree', 400)).toEqual(['one two', '', 'three']);
});

test.each([
	['a dash does not begin a line', 'слово — дело', 40, ['слово — ', 'дело']],
	['a size stays in one piece', 'of n = 12 reviews', 36, ['of ', 'n = 12 ', 'reviews']],
	['a line may end after a hyphen', 'well-spoken', 40, ['well-', 'spoken']],
	['figures with hyphens and slashes stay together', 'on 2026-10-03', 60, ['on ', '2026-10-03']],
	['a number keeps its sign', 'at 78\u00a0% now', 30, ['at ', '78\u00a0% ', 'now']]
])('%s', (_, text, width, expected) => expect(linesOf(text, width)).toEqual(expected));

test('a word wider than the line goes on in the next', () => {
	const lines = linesOf('x'.repeat(30_000), 400);
	expect(lines.join('')).toBe('x'.repeat(30_000));
});

test('a cut text ends after a whole word with the given ending', () => {
	const [first, second] = linesOf('one two three four five six', 52, { most: 2, ending: '…”' });
	expect([first, second]).toEqual(['one two ', 'three…”']);
});

test('no line is wider than its column, whatever is written', () => {
	const text = fc.string({ unit: 'grapheme', maxLength: 200 });
	fc.assert(
		fc.property(text, fc.integer({ min: 30, max: 500 }), (text, width) => {
			for (const line of breakLines(sheet, [{ text, style: styles.body }], { width }))
				expect(line.width).toBeLessThanOrEqual(width + 0.5);
		}),
		// Letters that are wider side by side than each alone
		{ examples: [['*ԀḯԀ!∛', 36]] }
	);
});

test.each(locales)('where the scorecard changed the trend says so in whole words: %s', (locale) => {
	const slot = (columns(12) - 26) / 6 - 8;
	const lines = changeLines({ sheet, words: { locale } }, slot);
	expect(lines.join(' ')).toBe(m.report_new_scorecard({}, { locale }));
	for (const line of lines) expect(sheet.widthOf(line, styles.head)).toBeLessThanOrEqual(slot);
});
