import { describe, expect, test } from 'vitest';
import { keySchema } from '#lib/scorecard-schema.ts';
import { newKey, randomKey } from './keys.ts';

describe('a new criterion is kept under', () => {
	test.each([
		{ name: 'Politeness', key: 'politeness' },
		{ name: 'Solution & next step', key: 'solution_next_step' },
		{ name: 'Pieklājība', key: 'pieklajiba' },
		{ name: ' Șoaptă! ', key: 'soapta' },
		{ name: '24 h answer', key: '24_h_answer' }
	])('$key when it is called $name', ({ name, key }) => {
		expect(newKey(name, () => false)).toBe(key);
	});

	test.each(['Вежливость', '', '!', '👋', 'x'.repeat(500), '_'.repeat(60) + 'a'])(
		'a key that the scorecard takes when it is called %s',
		(name) => expect(keySchema.safeParse(newKey(name, () => false)).success).toBe(true)
	);

	test('another key than one that measures something else', () => {
		const taken = ['politeness', 'politeness_2'];
		expect(newKey('Politeness', (key) => taken.includes(key))).toBe('politeness_3');
	});

	test('a key of chance that is never the same', () => {
		expect(new Set(Array.from({ length: 1000 }, randomKey)).size).toBe(1000);
	});
});
