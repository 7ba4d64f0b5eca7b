declare module 'fontkit' {
	export interface Glyph {
		id: number;
		advanceWidth: number;
		codePoints: number[];
	}
	export interface GlyphPosition {
		xAdvance: number;
		yAdvance: number;
		xOffset: number;
		yOffset: number;
	}
	export interface GlyphRun {
		glyphs: Glyph[];
		positions: GlyphPosition[];
		advanceWidth: number;
	}
	export interface Font {
		characterSet: number[];
		unitsPerEm: number;
		glyphForCodePoint(codePoint: number): Glyph;
		layout(text: string, features?: Record<string, boolean>): GlyphRun;
	}
	export function create(bytes: Uint8Array): Font;
}
