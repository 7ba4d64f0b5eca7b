import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readShared, sharedFiles } from '../../../../tests/shared-data.ts';
import { parseRecord } from './import/record.ts';
import { excerptOf, maskRecord, maskSegments, maskText } from './masking.ts';

const card = '4111111111111111';

describe('a card number', () => {
	test.each([
		['My card is 4111 1111 1111 1111, thanks', 'My card is •••• •••• •••• 1111, thanks'],
		['карта 5500-0000-0000-0004.', 'карта •••• •••• •••• 0004.'],
		['kartes numurs 2200.0000.0000.0004', 'kartes numurs •••• •••• •••• 0004'],
		['cardul 3782 822463 10005', 'cardul •••• •••• •••• 0005'],
		['4111111111111111', '•••• •••• •••• 1111'],
		['card4111111111111111x', 'card•••• •••• •••• 1111x'],
		['4111 - 1111 - 1111 - 1111', '•••• •••• •••• 1111'],
		['4111\u00a01111\u20111111–1111', '•••• •••• •••• 1111'],
		['4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1', '•••• •••• •••• 1111'],
		['41\u200b11111111111111', '•••• •••• •••• 1111'],
		['４１１１ １１１１ １１１１ １１１１', '•••• •••• •••• 1111'],
		['٤١١١١١١١١١١١١١١١', '•••• •••• •••• 1111'],
		['13 digits 4222222222222', '13 digits •••• •••• •••• 2222'],
		['19 digits 6304000000000000000', '19 digits •••• •••• •••• 0000'],
		['4111 1111 1111 1111 and 5500 0000 0000 0004', '•••• •••• •••• 1111 and •••• •••• •••• 0004'],
		['4111 1111 1111 1111 5500 0000 0000 0004', '•••• •••• •••• 1111 •••• •••• •••• 0004'],
		['4111 1111 1111 1111 25', '•••• •••• •••• 1111 25'],
		['03.10.2026 4111 1111 1111 1111', '03.10.2026 •••• •••• •••• 1111'],
		['+4111111111111111', '+•••• •••• •••• 1111']
	])('%s', (text, masked) => expect(maskText(text)).toBe(masked));

	test.each([
		['an order that fails the check', 'Order 4111111111111112'],
		['a long order', 'Order 41111111111111111111111'],
		['telephones', 'Call +371 2912 3456 or 8 (800) 555-35-35, +49 1512 3456789, +4915123456789'],
		['many telephones', '29123456, 29123457, 29123458; 67012345/67012346'],
		[
			'dates',
			'from 2026-10-03 to 2026-10-05, 03.10.2026 - 05.10.2026, 2026-10-03 2026-10-13 2026-10-15'
		],
		['a date and a telephone', '03.10.2026 29123456 and 2026-10-03 29123458'],
		['amounts', '12.500.000 13.750.000 lei, 1 234,56 €, 99.90 EUR, 1,250,000.00'],
		['times', '12:45:10 12:46:11 2026-10-03T12:45:10.123'],
		['addresses', 'Brīvības iela 100-12, Rīga, LV-1010'],
		['IP and version', '192.168.100.200, v10.15.7'],
		['an account', 'LV80 BANK 0000 4351 95001']
	])('%s: left alone', (_, text) => expect(maskText(text)).toBe(text));

	test('in several messages of one person is masked as a whole', () => {
		const said = ['The number:', '4111', '1111 1111', '1111', 'ok'].map((text) => ({
			speaker: 'customer' as const,
			text
		}));
		expect(maskSegments(said).map((s) => s.text)).toEqual([
			'The number:',
			'••••',
			'••••',
			'•••• 1111',
			'ok'
		]);
	});
});

describe('a security code', () => {
	test.each([
		['CVV 737', 'CVV •••'],
		['cvc2: 7373', 'cvc2: ••••'],
		['The security code is 737.', 'The security code is •••.'],
		['CVV (the last 3 digits on the back) is 737', 'CVV (the last 3 digits on the back) is •••'],
		['737 is my CVV', '••• is my CVV'],
		['my code is 7373', 'my code is ••••'],
		['my PIN is 1234', 'my PIN is ••••'],
		['Код 737', 'Код •••'],
		['код безопасности карты: 737', 'код безопасности карты: •••'],
		['вот код: 7373, а cvv на карте 737', 'вот код: ••••, а cvv на карте •••'],
		['пин-код 1234', 'пин-код ••••'],
		['три цифры на обороте 737', 'три цифры на обороте •••'],
		['kods ir 737', 'kods ir •••'],
		['drošības kods: 737', 'drošības kods: •••'],
		['kartes kodu 737 jums nosūtīju', 'kartes kodu ••• jums nosūtīju'],
		['PIN kods 1234', 'PIN kods ••••'],
		['codul este 737', 'codul este •••'],
		['codul de securitate este 737', 'codul de securitate este •••'],
		['cod de siguranță 737', 'cod de siguranță •••'],
		['4111 1111 1111 1111 12/27 737', '•••• •••• •••• 1111 12/27 •••'],
		['4111111111111111, 12/2027, cvv737', '•••• •••• •••• 1111, 12/2027, cvv•••']
	])('%s', (text, masked) => expect(maskText(text)).toBe(masked));

	test.each([
		'error code 404, promo code 1500, zip code: 1010, country code 371',
		'код ошибки 404, код города 495, промокод 1500, код товара 1234',
		'kļūdas kods 404, pasta kods 1010, preces kods 1234',
		'codul de eroare 404, cod poștal 2001, cod produs 1234, codul comenzii 7788',
		'The code costs 150 €, код стоит 500 руб',
		'Call 112 or 1188. In 2026 we had 500 orders.',
		'We met at 12:30, code red. Room 404',
		'CVV? No! Order 1500',
		'code of conduct 2026',
		'decode 1234, encoder 500, кодекс 1500, kodola 100'
	])('%s: left alone', (text) => expect(maskText(text)).toBe(text));

	const thread = (...texts: string[]) =>
		maskSegments(
			texts.map((text, i) => ({
				speaker: i % 2 ? ('customer' as const) : ('employee' as const),
				text
			}))
		).map((s) => s.text);

	test.each([
		[['What is the CVV?', '737'], '•••'],
		[['Назовите код безопасности', 'да, 737'], 'да, •••'],
		[['Nosauciet drošības kodu', '737.'], '•••.'],
		[['Spuneți codul', '7373'], '••••'],
		[['Your security code please', 'wait', 'ok', '737'], '•••'],
		[['Card number?', card, 'Thanks. Anything else?', '737'], '•••']
	])('%j: the answer alone is masked', (texts, last) => expect(thread(...texts).at(-1)).toBe(last));

	test.each([
		[['How many do you need?', '737']],
		[['What is the error code?', '404']],
		[['What is the CVV?', 'why', 'policy', 'no', 'it is fine', '737']],
		[['Spuneți codul', 'I paid 500 for it']]
	])('%j: nothing is masked', (texts) => expect(thread(...texts)).toEqual(texts));
});

test('a whole record is masked but for its identity', () => {
	const parsed = parseRecord({
		source: 'shop',
		id: card,
		channel: 'chat',
		subject: `Card ${card}`,
		customer: { id: card, name: `Anna ${card}` },
		tags: [card],
		segments: [
			{ speaker: 'customer', name: card, text: `cvv 123 ${card}`, at: '2026-10-03T09:12:00Z' }
		],
		survey: { csat: 1, comment: `I gave ${card}` },
		meta: { [card]: `paid with ${card}` }
	});
	if ('problem' in parsed) throw new Error(parsed.problem.code);
	const { id, customer, ...rest } = maskRecord(parsed.record);
	expect([id, customer!.id]).toEqual([card, card]);
	expect(customer!.name).toBe('Anna •••• •••• •••• 1111');
	expect(JSON.stringify(rest)).not.toContain(card);
	expect(rest.segments[0]).toEqual({
		speaker: 'customer',
		kind: 'message',
		name: '•••• •••• •••• 1111',
		text: 'cvv ••• •••• •••• •••• 1111',
		at: '2026-10-03T09:12:00.000Z'
	});
	expect(rest.survey).toEqual({ csat: 1, comment: 'I gave •••• •••• •••• 1111' });
});

test('an excerpt is cut, and not through a card number', () => {
	const excerpt = excerptOf(`${'x'.repeat(190)} ${card} ${'y'.repeat(500)}`);
	expect(excerpt.length).toBeLessThanOrEqual(201);
	expect(excerpt).not.toMatch(/\d/);
});

const luhnDigits = fc
	.array(fc.integer({ min: 0, max: 9 }), { minLength: 12, maxLength: 18 })
	.map((digits) => {
		const sum = digits
			.toReversed()
			.reduce((s, d, i) => s + (i % 2 ? d : d > 4 ? d * 2 - 9 : d * 2), 0);
		return [...digits, (10 - (sum % 10)) % 10];
	});
const written = fc
	.tuple(
		luhnDigits,
		fc.array(fc.constantFrom('', '', ' ', '-', '.', '\u00a0'), { minLength: 18, maxLength: 18 })
	)
	.map(([digits, between]) =>
		digits.map((d, i) => `${d}${i + 1 < digits.length ? between[i] : ''}`).join('')
	);

function luhnRuns(text: string) {
	const runs = text.match(/\d+(?:[ .\u00a0-]\d+)*/g) ?? [];
	return runs.filter((run) => {
		const digits = [...run.replace(/\D/g, '')].map(Number).reverse();
		const sum = digits.reduce((s, d, i) => s + (i % 2 ? (d > 4 ? d * 2 - 9 : d * 2) : d), 0);
		return digits.length >= 13 && digits.length <= 19 && sum % 10 === 0;
	});
}

test('no run of 13 to 19 digits that passes the check survives, whatever stands around it', () => {
	const other = fc.oneof(
		fc.string(),
		fc.constantFrom('12', ' 5', '2026', 'код ', '•••• 1234 ', '+7 ')
	);
	fc.assert(
		fc.property(fc.array(fc.oneof(written, other), { maxLength: 6 }), (parts) => {
			const masked = maskText(parts.join(' | '));
			expect(luhnRuns(masked)).toEqual([]);
			expect(maskText(masked)).toBe(masked);
		}),
		{ numRuns: 2000 }
	);
	fc.assert(
		fc.property(fc.array(fc.oneof(written, other), { maxLength: 6 }), (parts) => {
			expect(luhnRuns(maskText(parts.join(' ').replaceAll('+', '')))).toEqual([]);
		}),
		{ numRuns: 2000 }
	);
});

test('a text without long numbers and codes stays letter for letter', () => {
	const words = fc
		.string({ unit: 'grapheme' })
		.filter((text) => !/\p{Nd}[^\p{L}]*\p{Nd}/u.test(text));
	fc.assert(
		fc.property(words, (text) => {
			expect(maskText(text)).toBe(text);
		})
	);
});

test('a megabyte of digits is masked in reasonable time', () => {
	for (const unit of [
		'1',
		'1 ',
		'4111 1111 1111 1111 ',
		'123 ',
		'cvv 12',
		'code ',
		'0-',
		'2026-10-03 '
	])
		expect(maskText(unit.repeat(1_000_000 / unit.length)).length).toBeGreaterThan(100_000);
});

test('real chats keep every word', () => {
	const texts = sharedFiles('chat-transcripts/star').flatMap((path) =>
		JSON.parse(readShared(path).toString()).Events.map(
			(event: { Text?: string }) => event.Text ?? ''
		)
	);
	const changed = texts.filter((text: string) => maskText(text) !== text);
	expect(texts.length).toBeGreaterThan(1000);
	expect(changed).toMatchInlineSnapshot(`
		[
		  "My PIN is 0314.",
		]
	`);
});
