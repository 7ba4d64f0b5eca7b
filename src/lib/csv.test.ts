import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvLine, fromCell, toCsv } from './csv.ts';

test.each(['=1+1', '+49 30', '-5', '@SUM(A1)', '\t=1', '＝1', '|calc', "=cmd|' /C calc'!A0"])(
	'%j does not run as a formula',
	(text) => {
		const [[cell]] = parse(toCsv([[text]]), { bom: true });
		expect(cell).toBe(`'${text}`);
		expect(fromCell(cell)).toBe(text);
	}
);

test('cells are quoted where they must be', () => {
	expect(csvLine(['a', 1, null, 'b,c', 'say "x"', 'two\nlines'])).toBe(
		'a,1,,"b,c","say ""x""","two\nlines"\r\n'
	);
});

test('numbers stay numbers and nothing is an empty cell', () => {
	expect(toCsv([['a', -5, null]])).toBe('\ufeffa,-5,\r\n');
});

test('whatever is written is read back the same', () => {
	const cell = fc.string({ unit: 'binary' }).filter((text) => fromCell(text) === text);
	fc.assert(
		fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1 }), (rows) => {
			const read = parse(toCsv(rows), { bom: true, record_delimiter: '\r\n' });
			expect(read.map((row: string[]) => row.map(fromCell))).toEqual(rows);
		})
	);
});
