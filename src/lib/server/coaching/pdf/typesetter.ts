import type { Glyph } from 'fontkit';
import { inter } from './fonts.ts';
import type { Style } from './look.ts';
import type { WordLayout } from './word-layouts.ts';

/** Measures and draws lines of printable text in one document. */
export interface Typesetter {
	widthOf(text: string, style: Style): number;
	/** Its baseline at y. */
	line(text: string, x: number, y: number, style: Style): void;
}

/**
 * Inter, straight from the remembered words into the page: pdfkit would lay out each word anew in each
 * document, and turn the page over and back for each line.
 */
export function interTypesetter(doc: PDFKit.PDFDocument): Typesetter {
	const faces = { regular: faceOf(doc, 'regular'), semibold: faceOf(doc, 'semibold') };
	return {
		widthOf: (text, { font, size, tabular }) =>
			(inter[font].layoutOf(text, tabular).width * size) / 1000,
		line(text, x, y, { font, size, colour, tabular }) {
			const { id, codeOf } = faces[font].onPage();
			const shown = text
				.split(afterSpaces)
				.map((word) => shownWord(inter[font].layoutOf(word, tabular), size, codeOf));
			doc.addContent(
				`BT\n${fills(colour)}\n/${id} ${size} Tf\n1 0 0 -1 ${near(x)} ${near(y)} Tm\n[${shown.join('')}] TJ\nET`
			);
		}
	};
}

const afterSpaces = /(?<= )/;

/** The word's codes with its kerning, as the inside of a TJ array; a mark is lifted by text rise. */
function shownWord({ glyphs }: WordLayout, size: number, codeOf: (glyph: Glyph) => string): string {
	let shown = '<';
	for (const { glyph, shift, offset } of glyphs) {
		if (offset) {
			const rise = near((offset.y * size) / 1000);
			const [there, back] = [-near(offset.x), near(offset.x - shift)];
			shown += `>] TJ ${rise} Ts [${there}<${codeOf(glyph)}>${back}] TJ 0 Ts [<`;
		} else {
			shown += codeOf(glyph);
			if (shift) shown += `>${-near(shift)}<`;
		}
	}
	return `${shown}>`;
}

/** The part of pdfkit's embedded font that its types leave out. */
interface DocumentFont {
	id: string;
	subset: { includeGlyph(id: number): number };
	widths: number[];
	unicode: number[][];
	ref(): unknown;
}

/** One of the fonts in this document: knows which of its glyphs are embedded, and under which code. */
function faceOf(doc: PDFKit.PDFDocument, name: Style['font']) {
	// The types know fonts by their name only.
	doc.registerFont(name, inter[name].font as unknown as string);
	const font = (doc.font(name) as unknown as { _font: DocumentFont })._font;
	const codes = new Map<number, string>();
	const face = { id: font.id, codeOf: (glyph: Glyph) => codes.get(glyph.id) ?? include(glyph) };
	return { onPage };

	function onPage() {
		const { fonts } = doc.page as unknown as { fonts: Record<string, unknown> };
		fonts[font.id] ??= font.ref();
		return face;
	}

	function include(glyph: Glyph): string {
		const id = font.subset.includeGlyph(glyph.id);
		const code = id.toString(16).padStart(4, '0');
		font.widths[id] ??= inter[name].widthOf(glyph);
		font.unicode[id] ??= glyph.codePoints;
		codes.set(glyph.id, code);
		return code;
	}
}

const near = (n: number) => Math.round(n * 100) / 100;

const filled = new Map<string, string>();

/** The colour #rrggbb as a fill operator. */
function fills(colour: string): string {
	let operator = filled.get(colour);
	if (!operator) {
		const parts = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) / 255);
		operator = `${parts.map((part) => part.toFixed(3)).join(' ')} rg`;
		filled.set(colour, operator);
	}
	return operator;
}
