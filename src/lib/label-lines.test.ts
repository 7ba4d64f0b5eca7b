import { expect, test } from 'vitest';
import { labelLines } from './label-lines.ts';

test.each([
	{ label: 'Sept 2026', letters: 12, lines: ['Sept 2026'] },
	{ label: 'Sept 2026', letters: 8, lines: ['Sept', '2026'] },
	{ label: '1. 1 Sept – 1 Jan 2027', letters: 10, lines: ['1. 1 Sept', '– 1 Jan', '2027'] },
	{ label: 'сентябрь', letters: 3, lines: ['сентябрь'] }
])('$label in lines of $letters letters', ({ label, letters, lines }) =>
	expect(labelLines(label, letters)).toEqual(lines)
);
