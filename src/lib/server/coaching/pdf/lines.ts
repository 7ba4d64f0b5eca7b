import type { Style } from './look.ts';
import { printable } from './printable.ts';
import type { Sheet } from './sheet.ts';

/** Words in one style; a paragraph is one run or several. */
export interface Run {
	text: string;
	style: Style;
}

export interface Piece extends Run {
	width: number;
}

export interface Line {
	pieces: Piece[];
	width: number;
}

interface Word extends Piece {
	/** Width of the space after it. */
	space: number;
	/** A line ends after it. */
	ends: boolean;
}

// A line may end after a space, a hyphen, a slash or a dash; not before a dash or a figure, nor within 'n = 12'.
const breaks = /(?<=\n)|(?<=(?<!=) )(?! |[—–=] )|(?<=\S[-/—])(?=[^\d\s/—-])/;

interface Limits {
	width: number;
	/** At most so many lines; a text that is cut then ends with `ending`. */
	most?: number;
	ending?: string;
}

/** Longer ones are never measured as a whole. */
const longestWord = 100;

/** The runs as lines no wider than `width`. */
export function breakLines(sheet: Sheet, runs: Run[], limits: Limits): Line[] {
	const { width, most = Infinity, ending = '…' } = limits;
	const lines: Word[][] = [[]];
	let used = 0;
	for (const word of wordsOf(sheet, runs, width)) {
		let line = lines.at(-1)!;
		if (line.length && used + word.width > width) {
			lines.push((line = []));
			used = 0;
		}
		line.push(word);
		used += word.width + word.space;
		if (word.ends) {
			lines.push([]);
			used = 0;
		}
		if (lines.length > most + 1) break;
	}
	while (lines.length > 1 && !lines.at(-1)!.length) lines.pop();
	const drawn = lines.slice(0, most).map((line) => joined(line));
	if (lines.length > most) cutShort(sheet, drawn.at(-1)!, width, ending);
	return drawn;
}

function* wordsOf(sheet: Sheet, runs: Run[], width: number): Generator<Word> {
	for (const { text, style } of runs) {
		const space = sheet.widthOf(' ', style);
		for (const token of printable(text).split(breaks)) {
			const parts = narrowed(sheet, token.trimEnd(), width, style);
			const last = parts.pop()!;
			for (const part of parts) yield { ...part, style, space: 0, ends: false };
			const [spaces, ends] = [token.endsWith(' ') ? space : 0, token.endsWith('\n')];
			yield { ...last, style, space: spaces, ends };
		}
	}
}

/** A word wider than the line is cut wherever the line is full. */
function narrowed(sheet: Sheet, text: string, width: number, style: Style) {
	const parts: { text: string; width: number }[] = [];
	let rest = text;
	while (rest.length > longestWord || sheet.widthOf(rest, style) > width) {
		const fits = sheet.fitting(rest, width, style) || Array.from(rest)[0];
		parts.push({ text: fits, width: sheet.widthOf(fits, style) });
		rest = rest.slice(fits.length);
	}
	return [...parts, { text: rest, width: sheet.widthOf(rest, style) }];
}

/** Neighbours of one style become one piece: one drawing command. The space at the end is text without width. */
function joined(line: Word[]): Line {
	const pieces: Piece[] = [];
	line.forEach(({ text, style, space, width }, i) => {
		const word = text + (space ? ' ' : '');
		const room = width + (i < line.length - 1 ? space : 0);
		const last = pieces.at(-1);
		if (last?.style === style) {
			last.text += word;
			last.width += room;
		} else pieces.push({ text: word, style, width: room });
	});
	return { pieces, width: pieces.reduce((sum, piece) => sum + piece.width, 0) };
}

function cutShort(sheet: Sheet, line: Line, width: number, ending: string) {
	const last = line.pieces.at(-1)!;
	const before = line.width - last.width;
	const endingWidth = sheet.widthOf(ending, last.style);
	const fits = sheet.fitting(last.text, width - before - endingWidth, last.style);
	const isWholeWord = /^(\s|$)/.test(last.text.slice(fits.length));
	const kept = isWholeWord ? fits : fits.replace(/\s\S*$/, '');
	last.text = kept.trimEnd() + ending;
	last.width = sheet.widthOf(last.text, last.style);
	line.width = before + last.width;
}
