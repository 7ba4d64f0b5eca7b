import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { create, type Font, type GlyphRun } from 'fontkit';

const cachedWords = 10_000;
const longestCached = 120;

/** What pdfkit draws with: a parsed font of its own, or the name of a built-in one. */
export type Typeface = Font | string;
export type Typefaces = { regular: Typeface; semibold: Typeface };

/** Parsed once and shared by every document: parsing costs more than drawing a report. */
export const inter = {
	regular: open('400Regular/Inter_400Regular.ttf'),
	semibold: open('600SemiBold/Inter_600SemiBold.ttf')
};

const drawable = new Set(publicCharacters(inter.regular));
/** Whether Inter has a glyph for it. */
export const isDrawable = (codePoint: number) => drawable.has(codePoint);

function open(path: string): Font {
	const { resolve } = createRequire(import.meta.url);
	const font = create(readFileSync(resolve(`@expo-google-fonts/inter/${path}`)));
	fixGlyphText(font);
	shareLayouts(font);
	return font;
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

/** Keeps the layout of the latest words. Contextual alternates are off: they turn a quoted -> into an arrow. */
function shareLayouts(font: Font) {
	const runs = new Map<string, GlyphRun>();
	const layout = font.layout.bind(font);
	font.layout = (text, features) => {
		const wanted = Array.isArray(features) ? features : [];
		const key = `${wanted.join()} ${text}`;
		let run = runs.get(key);
		if (run) runs.delete(key);
		else run = layout(text, { calt: false, ...Object.fromEntries(wanted.map((f) => [f, true])) });
		if (text.length <= longestCached) runs.set(key, run);
		if (runs.size > cachedWords) runs.delete(runs.keys().next().value!);
		return copyOf(run);
	};
}

/** pdfkit scales the positions that it is given in place. */
function copyOf(run: GlyphRun): GlyphRun {
	const positions = run.positions.map(({ xAdvance, yAdvance, xOffset, yOffset }) => ({
		xAdvance,
		yAdvance,
		xOffset,
		yOffset
	}));
	return {
		glyphs: run.glyphs,
		positions,
		get advanceWidth() {
			return positions.reduce((width, position) => width + position.xAdvance, 0);
		}
	};
}
