import { isDrawable } from './fonts.ts';

const missing = '□';
const ordinary = /^[\n\x20-\x7e\xa0-\xac\xae-\u017f\u0218-\u021b\u0400-\u045f–—‘’“”„…→−•]*$/;
const lineEnds = /\r\n|[\r\v\f\u0085\u2028\u2029]/g;
// Controls, soft hyphens, zero-width and direction marks, variation selectors, tags, lone surrogates' remains.
const invisible =
	/(?!\n)[\p{Cc}\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e0fff}]/gu;
const mark = /\p{M}/u;
const stackedMarks = /(\p{M}{2})\p{M}+/gu;
const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** The text as it can be drawn: one line direction, no control characters, a box for what Inter has no glyph for. */
export function printable(text: string): string {
	if (ordinary.test(text)) return text;
	const plain = text
		.toWellFormed()
		.replace(lineEnds, '\n')
		.replace(/\t/g, ' ')
		.replace(/\n{3,}/g, '\n\n')
		.normalize('NFC')
		.replace(stackedMarks, '$1');
	return Array.from(graphemes.segment(plain), ({ segment }) => drawable(segment)).join('');
}

/** The same on one line, for titles, bookmarks and descriptions. */
export const printableLine = (text: string) => printable(text).replace(/\s+/g, ' ').trim();

function drawable(grapheme: string): string {
	const kept = Array.from(grapheme.replace(invisible, '')).filter(
		(c) => hasGlyph(c) || !mark.test(c)
	);
	return kept.every(hasGlyph) ? kept.join('') : missing;
}

const hasGlyph = (character: string) => character === '\n' || isDrawable(character.codePointAt(0)!);
