const mm = 72 / 25.4;

/** A4 in points, 18 mm margins, twelve columns. */
export const paper = { width: 595.28, height: 841.89 };
export const margin = 18 * mm;
export const left = margin;
export const right = paper.width - margin;
export const top = margin + 3;
export const bottom = paper.height - margin;
export const gutter = 14;
export const measure = right - left;

/** Width of so many grid columns with the gutters between them. */
export const columns = (n: number) => ((measure + gutter) / 12) * n - gutter;

/** Where the grid column with this number (from 0) begins, counted from the left margin. */
export const columnAt = (n: number) => ((measure + gutter) / 12) * n;

export const colours = {
	ink: '#17181c',
	quiet: '#575b66',
	line: '#b9bdc9',
	faint: '#dfe1e8',
	track: '#e9eaf0',
	tint: '#f2f3f8',
	accent: '#4338ca',
	team: '#7b808d'
} as const;

export interface Style {
	font: 'regular' | 'semibold';
	size: number;
	/** Baseline to baseline. */
	line: number;
	colour: string;
	/** Figures of one width, for columns of numbers. */
	tabular?: boolean;
}

const regular = { font: 'regular', size: 9.5, line: 13, colour: colours.ink } as const;
const semibold = { ...regular, font: 'semibold' } as const;

export const styles = {
	body: regular,
	strong: semibold,
	dense: { ...regular, size: 9, line: 12 },
	denseStrong: { ...semibold, size: 9, line: 12 },
	denseFigures: { ...regular, size: 9, line: 12, tabular: true },
	denseStrongFigures: { ...semibold, size: 9, line: 12, tabular: true },
	lead: { ...regular, size: 11, line: 15 },
	small: { ...regular, size: 8, line: 11, colour: colours.quiet },
	smallInk: { ...regular, size: 8, line: 11 },
	smallFigures: { ...regular, size: 8, line: 11, colour: colours.quiet, tabular: true },
	smallStrong: { ...semibold, size: 8, line: 11 },
	head: { ...semibold, size: 7.5, line: 10, colour: colours.quiet },
	title: { ...semibold, size: 16, line: 20 },
	heading: { ...semibold, size: 12, line: 16 },
	big: { ...semibold, size: 16, line: 20, tabular: true },
	frame: { ...regular, size: 7.5, line: 10, colour: colours.quiet }
} satisfies Record<string, Style>;
