import { describe, expect, test } from 'vitest';
import { problemIn, type Proof } from './check-text.ts';

const proof: Proof = {
	facts: [
		'12 reviews score 78% on average (71–85%); 14 points below the period before (−24…−4); critical errors in 2 of 12 reviews.',
		'Средний балл 78 % (71–85 %, n = 12); ниже половины в 3 из 12.'
	],
	names: ['Solution within 24/7 hours'],
	dates: ['10 September 2026'],
	quotes: ['I am sorry. It arrives  tomorrow!', 'Скидка была 10 %']
};
const why = (text: string, locale: 'en' | 'ru' | 'lv' | 'ro' = 'en') =>
	problemIn(text, proof, locale)?.why ?? null;

describe('stands', () => {
	test.for([
		'The score is 78% (71–85%, n = 12), 14 points below the period before.',
		'The score is 78 percent, from 71% to 85%.',
		'Critical errors came up in 2 of 12 reviews.',
		'On 10 September 2026 the employee wrote “It arrives tomorrow”.',
		'“Solution within 24/7 hours” is where the points are lost.',
		'The customer was told "I am sorry. It arrives tomorrow!" and left.'
	])('%s', (text) => expect(problemIn(text, proof, 'en')).toBeNull());

	test.for<[string, 'ru' | 'lv' | 'ro']>([
		['Средний балл 78 % (71–85 %), ниже половины в 3 из 12 проверок.', 'ru'],
		['Клиент написал: «Скидка была 10 %».', 'ru'],
		['У двери семья клиента ждала и просила, чтобы ей ответили.', 'ru'],
		['No otras puses, darbinieks atbildēja.', 'lv'],
		['Rezultāts ir 78 procenti, 12 pārbaudes.', 'lv'],
		['Scorul este 78 la sută, din 12 evaluări.', 'ro']
	])('%s', ([text, locale]) => expect(problemIn(text, proof, locale)).toBeNull());
});

describe('does not stand', () => {
	test.for<[string, string, string]>([
		['a number that is not in the figures', 'The score is 79%.', '79%'],
		['a count used as per cent', 'The score is 12%.', '12%'],
		['per cent used as a count', 'In 78 reviews the answer came late.', '78'],
		['a part of a number', 'The score is 7.8 of 10.', '7.8'],
		['a number as a word', 'The employee apologised in three reviews.', 'three'],
		['a share as a word', 'Half of the customers left.', 'half'],
		['a number in other digits', 'The score fell by ½.', '½'],
		['a day in other words', 'It happened on 11 September 2026.', '11']
	])('%s', ([, text, what]) =>
		expect(problemIn(text, proof, 'en')).toEqual({ why: 'number', what })
	);

	test.for<[string, 'en' | 'ru' | 'lv' | 'ro']>([
		['Сотрудник извинился в двух проверках.', 'ru'],
		['Darbinieks atvainojās divās sarunās.', 'lv'],
		['Angajatul și-a cerut scuze în trei conversații.', 'ro']
	])('%s', ([text, locale]) => expect(why(text, locale)).toBe('number'));

	test.for([
		'The employee wrote “You are welcome”.',
		'The employee wrote «It arrives today».',
		'The employee wrote "It arrives".  „Never“ came later.'
	])('%s', (text) => expect(why(text)).toBe('quote'));

	test('a judgement of feelings or voice, but a customer may be quoted with any', () => {
		expect(why('The employee sounded bored.')).toBe('feelings');
		expect(why('Darbinieka balss toņi bija auksti.', 'lv')).toBe('feelings');
		const angry = { ...proof, quotes: ['You sounded angry to me'] };
		expect(problemIn('The customer wrote “You sounded angry”.', angry, 'en')).toBeNull();
	});

	test('another alphabet than that of the language', () => {
		expect(why('The score is 78%.', 'ru')).toBe('language');
		expect(why('Средний балл 78 %.', 'lv')).toBe('language');
	});

	test('nothing, or far too much', () => {
		expect(why(' … ')).toBe('missing');
		expect(why('word '.repeat(300))).toBe('too_long');
	});
});
