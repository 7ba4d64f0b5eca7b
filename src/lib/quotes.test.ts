import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findQuote } from './quotes.ts';

const say = (text: string, kind: 'message' | 'note' = 'message') => [
	{ ordinal: 0, text: 'Hello.', kind: 'message' as const },
	{ ordinal: 1, text, kind }
];
const find = (text: string, quote: string, segment = 1) =>
	findQuote(say(text), { segment, quote })?.quote ?? null;

test.each([
	['I am sorry, it arrives tomorrow.', 'it arrives tomorrow', 'it arrives tomorrow'],
	[
		'I’m sorry — it  arrives\ntomorrow!',
		"I'm sorry - it arrives tomorrow",
		'I’m sorry — it  arrives\ntomorrow'
	],
	['«Извините», — сказал он', '"Извините" - сказал', 'Извините», — сказал'],
	['Lūdzu, uzgaidiet…', 'Lūdzu uzgaidiet...', 'Lūdzu, uzgaidiet'],
	['sor\u200bry to hear', 'sorry to hear', 'sor\u200bry to hear'],
	['It costs €5.', 'costs €5', 'costs €5']
])('%j holds %j', (text, quote, found) => expect(find(text, quote)).toBe(found));

test.each([
	['I am sorry.', 'I am very sorry', 'a word more'],
	['I am sorry.', 'i am sorry', 'another letter'],
	['I am sorry.', 'am sor', 'half a word'],
	['Lūdzu', 'Ludzu', 'a mark less'],
	['It costs €5.', 'costs $5', 'another currency'],
	['It is 15 %', 'is 1', 'half a number'],
	['Hm, a.', 'a', 'one letter'],
	['Hm!', '!', 'no letter']
])('%j does not hold %j: %s', (text, quote) => expect(find(text, quote)).toBeNull());

test('a quote counts in the segment that it names, and only in what was said', () => {
	expect(find('Good bye', 'Hello')).toBeNull();
	expect(find('Good bye', 'Hello', 0)).toBe('Hello');
	expect(find('Good bye', 'Good bye', 7)).toBeNull();
	expect(findQuote(say('Good bye', 'note'), { segment: 1, quote: 'Good bye' })).toBeNull();
});

test('whatever is found stands in the record at that place', () => {
	fc.assert(
		fc.property(fc.string({ unit: 'grapheme' }), fc.nat(20), fc.nat(20), (text, from, length) => {
			const evidence = findQuote(say(text), { segment: 1, quote: text.substr(from, length) });
			if (evidence) expect(text.slice(evidence.start, evidence.end)).toBe(evidence.quote);
		})
	);
});
