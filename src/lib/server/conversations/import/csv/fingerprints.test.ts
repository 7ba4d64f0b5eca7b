import { expect, test } from 'vitest';
import { Fingerprints } from './fingerprints.ts';

test('a hundred thousand ids are told apart, and none is forgotten as the table grows', () => {
	const seen = new Fingerprints();
	const keys = Array.from({ length: 100_000 }, (_, i) => `csv\nC-${i}`);
	for (const key of keys) {
		if (seen.has(key)) throw new Error(`${key} was not there before`);
		seen.add(key);
		seen.add(key);
	}
	expect(keys.every((key) => seen.has(key))).toBe(true);
	expect(seen.has('csv\nC-100000')).toBe(false);
	expect(seen.has('')).toBe(false);
});
