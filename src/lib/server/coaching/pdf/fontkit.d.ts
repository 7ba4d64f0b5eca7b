declare module 'fontkit' {
	export interface GlyphPosition {
		xAdvance: number;
		yAdvance: number;
		xOffset: number;
		yOffset: number;
	}
	export interface GlyphRun {
		glyphs: { id: number; advanceWidth: number; codePoints: number[] }[];
		positions: GlyphPosition[];
		advanceWidth: number;
	}
	export interface Font {
		characterSet: number[];
		glyphForCodePoint(codePoint: number): unknown;
		layout(text: string, features?: string[] | Record<string, boolean>): GlyphRun;
	}
	export function create(bytes: Uint8Array): Font;
}
