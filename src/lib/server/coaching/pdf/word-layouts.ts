import type { Font, Glyph } from 'fontkit';

const mostWords = 10_000;
const longestKept = 120;
/** Kerned, the point of 04.11.2026 disappears between the ones. */
const startsLikeDate = /^\d\d?\.\d\d?\./;

/** A glyph in its place; all lengths in thousandths of the font size, as PDF counts them. */
export interface PlacedGlyph {
	glyph: Glyph;
	width: number;
	/** How much further (or nearer) the next one stands: kerning. */
	shift: number;
	/** A mark's way from where it would stand; null for all else. */
	offset: { x: number; y: number } | null;
}

export interface WordLayout {
	glyphs: PlacedGlyph[];
	width: number;
}

/**
 * Lays words out and remembers the latest: shaping costs more than all else, and reports repeat their words.
 * Contextual alternates are off: they turn a quoted -> into an arrow.
 */
export function wordLayouts(font: Font) {
	const kept = new Map<string, WordLayout>();
	const scale = 1000 / font.unitsPerEm;

	return (word: string, isTabular = false): WordLayout => {
		const key = isTabular ? `${word}\n` : word;
		let layout = kept.get(key);
		if (layout) kept.delete(key);
		else layout = layOut(word, isTabular);
		if (word.length <= longestKept) kept.set(key, layout);
		if (kept.size > mostWords) kept.delete(kept.keys().next().value!);
		return layout;
	};

	function layOut(word: string, isTabular: boolean): WordLayout {
		const run = font.layout(
			word,
			isTabular || startsLikeDate.test(word) ? { calt: false, tnum: true } : { calt: false }
		);
		const glyphs = run.glyphs.map((glyph, i): PlacedGlyph => {
			const { xAdvance, xOffset, yOffset } = run.positions[i];
			return {
				glyph,
				width: glyph.advanceWidth * scale,
				shift: (xAdvance - glyph.advanceWidth) * scale,
				offset: xOffset || yOffset ? { x: xOffset * scale, y: yOffset * scale } : null
			};
		});
		return { glyphs, width: run.advanceWidth * scale };
	}
}
