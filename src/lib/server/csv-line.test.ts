import { expect, test } from 'vitest';
import { csvLine } from './csv-line.ts';

test('cells are quoted where they must be', () => {
	expect(csvLine(['a', 1, null, 'b,c', 'say "x"', 'two\nlines'])).toBe(
		'a,1,,"b,c","say ""x""","two\nlines"\r\n'
	);
});

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx', '＝1', "=cmd|' /C calc'!A0"])(
	'%j is a text, not a formula',
	(cell) => expect(csvLine([cell]).replace(/^"/, '')[0]).toBe("'")
);
