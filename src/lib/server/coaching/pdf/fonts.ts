import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { create, type Font, type Glyph } from 'fontkit';
import type { Style } from './look.ts';
import { wordLayouts } from './word-layouts.ts';

/** Parsed once and shared by every document: parsing costs more than drawing a report. */
export const inter = {
	regular: open('400Regular/Inter_400Regular.ttf'),
	semibold: open('600SemiBold/Inter_600SemiBold.ttf')
} satisfies Record<Style['font'], unknown>;

const drawable = new Set(publicCharacters(inter.regular.font));
/** Whether Inter has a glyph for it. */
export const isDrawable = (codePoint: number) => drawable.has(codePoint);

function open(path: string) {
	const { resolve } = createRequire(import.meta.url);
	const font = create(readFileSync(resolve(`@expo-google-fonts/inter/${path}`)));
	fixGlyphText(font);
	const widthOf = (glyph: Glyph) => (glyph.advanceWidth * 1000) / font.unitsPerEm;
	return { font, layoutOf: wordLayouts(font), widthOf };
}

/**
 * fontkit lets a glyph stand for the first characters it was ever used for, so the text behind the same
 * page would depend on earlier documents. Some glyphs serve two characters: the quotation marks come first.
 */
function fixGlyphText(font: Font) {
	for (const character of '’”') font.glyphForCodePoint(character.codePointAt(0)!);
	for (const codePoint of publicCharacters(font)) font.glyphForCodePoint(codePoint);
}

/** Inter's tabular figures also have codes of their own in the private area: no text that anyone wrote. */
function publicCharacters(font: Font): number[] {
	return font.characterSet.filter((codePoint) => codePoint < 0xe000 || codePoint > 0xf8ff);
}
