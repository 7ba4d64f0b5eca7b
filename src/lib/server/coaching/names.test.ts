import { expect, test } from 'vitest';
import { initialOf, maskNames } from './names.ts';

test.each([
	{ text: 'Labdien, Jāni!', name: 'Jānis Ozols', masked: 'Labdien, J.!' },
	{ text: 'Сказала Ивану Петрову: ждите', name: 'Иван Петров', masked: 'Сказала И. П.: ждите' },
	{ text: 'thanks, anna', name: 'Anna', masked: 'thanks, A.' },
	{ text: 'Domnului Popescu îi pare rău', name: 'Ion Popescu', masked: 'Domnului P. îi pare rău' },
	{ text: 'the market is closed, Mark', name: 'Mark', masked: 'the market is closed, M.' },
	{ text: 'Call +371 2000', name: '+371 2000', masked: 'Call +371 2000' },
	{ text: 'I (O’Neil) wait', name: 'Pat O’Neil', masked: 'I (O.) wait' },
	{ text: 'Li is here', name: 'Li', masked: 'Li is here' },
	{ text: 'hi Anna-Maria', name: 'Anna-Maria', masked: 'hi A.' },
	{ text: 'a (b', name: 'a.*(b', masked: 'a (b' }
])('“$text” with the customer $name', ({ text, name, masked }) =>
	expect(maskNames(text, [name])).toBe(masked)
);

test('the employee may say their own name', () =>
	expect(maskNames('This is Anna. Hello, Anna Kalniņa!', ['Anna Kalniņa'], 'Anna Bērziņa')).toBe(
		'This is Anna. Hello, Anna K.!'
	));

test('a customer is an initial, unless all we have is a number', () => {
	expect(initialOf('jānis ozols')).toBe('J.');
	expect(initialOf('+371 20000000')).toBe('');
	expect(initialOf('a@example.com')).toBe('');
	expect(initialOf(null)).toBe('');
});
