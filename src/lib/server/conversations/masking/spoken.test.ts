import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readShared, sharedFiles } from '../../../../../tests/shared-data.ts';
import type { Segment } from '../../../transcript.ts';
import { excerptOf, maskRecord, maskSegments } from '../masking.ts';
import { parseRecord } from '../import/record.ts';
import { readNumbers } from './spoken-numbers.ts';
import { hiddenStretches } from './stretches.ts';

/** Lines of a call, the customer's first and then in turn; “=” keeps the speaker. */
function mask(...lines: string[]): string[] {
	let isCustomer = false;
	const segments = lines.map((line, i) => {
		if (!line.startsWith('=')) isCustomer = !isCustomer;
		const speaker = isCustomer ? ('customer' as const) : ('employee' as const);
		return { speaker, text: line.replace(/^=/, ''), startMs: i * 1000, endMs: i * 1000 + 900 };
	});
	return maskSegments(segments).map(({ text }) => text);
}

const four = 'four one one one, one one one one, one one one one, one one one one';

describe('a spoken card number', () => {
	test.each([
		[`My number is ${four}.`, 'My number is •••• •••• •••• 1111.'],
		[
			'four triple one, one triple one, double one double one, one one one one',
			'•••• •••• •••• 1111'
		],
		[
			'it is forty one eleven, eleven eleven, eleven eleven, eleven eleven',
			'it is •••• •••• •••• 1111'
		],
		[
			'five five oh oh um zero zero zero oh oh o zero zero zero zero oh four',
			'•••• •••• •••• 0004'
		],
		['4111 one one one one, eleven eleven 1111 thanks', '•••• •••• •••• 1111 thanks'],
		[
			'three seven eight two, eight two two four six three, one zero zero zero five',
			'•••• •••• •••• 0005'
		],
		[
			'forty-one eleven hundred and eleven one eleven eleven eleven eleven one',
			'•••• •••• •••• 1111'
		],
		[
			'Номер карты сорок один одиннадцать, одиннадцать одиннадцать, одиннадцать одиннадцать, одиннадцать одиннадцать',
			'Номер карты •••• •••• •••• 1111'
		],
		[
			'четыре тысячи сто одиннадцать, тысяча сто одиннадцать, тысяча сто одиннадцать, тысяча сто одиннадцать',
			'•••• •••• •••• 1111'
		],
		[
			'пятьдесят пять два нуля, ноль ноль, ноль ноль, три нуля, ноль, ноль ноль, ноль четыре',
			'•••• •••• •••• 0004'
		],
		[
			'два два ноль ноль ноль ноль ноль ноль ноль ноль ноль ноль ноль ноль ноль четыре',
			'•••• •••• •••• 0004'
		],
		[
			'Mans numurs ir četri viens viens viens viens viens viens viens viens viens viens viens viens viens viens viens',
			'Mans numurs ir •••• •••• •••• 1111'
		],
		[
			'četrdesmit viens vienpadsmit vienpadsmit vienpadsmit vienpadsmit vienpadsmit vienpadsmit vienpadsmit',
			'•••• •••• •••• 1111'
		],
		[
			'cetrdesmit viens vienpadsmit vienpadsmit vienpadsmit vienpadsmit vienpadsmit vienpadsmit vienpadsmit',
			'•••• •••• •••• 1111'
		],
		[
			'piecdesmit pieci divas nulles nulle nulle nulle nulle nulle nulle nulle nulle nulle nulle nulle četri',
			'•••• •••• •••• 0004'
		],
		[
			'patruzeci și unu unsprezece unsprezece unsprezece unsprezece unsprezece unsprezece unsprezece',
			'•••• •••• •••• 1111'
		],
		[
			'cinci cinci zero zero zero zero zero zero zero zero zero zero zero zero zero patru',
			'•••• •••• •••• 0004'
		],
		[
			'patru mii o sută unsprezece, o mie o sută unsprezece, o mie o sută unsprezece, o mie o sută unsprezece',
			'•••• •••• •••• 1111'
		]
	])('%s', (text, masked) => expect(mask(text)).toEqual([masked]));

	test.each([
		[
			[
				'four one one one',
				'okay',
				'one one one one',
				'mhm',
				'eleven eleven',
				'yes',
				'one one one one thanks'
			],
			['••••', 'okay', '••••', 'mhm', '••••', 'yes', '•••• 1111 thanks']
		],
		[
			['sure it is four one one one', '=one one one one', '=one one one one one one one one'],
			['sure it is ••••', '••••', '•••• 1111']
		],
		[
			[
				'five five zero zero',
				'five five zero zero',
				'zero zero zero zero',
				'go on please',
				'zero zero zero zero zero zero zero four',
				'zero zero zero four right'
			],
			['••••', '••••', '••••', 'go on please', '•••• 0004', '•••• right']
		],
		[
			[
				'сорок один одиннадцать',
				'да',
				'одиннадцать одиннадцать и одиннадцать одиннадцать',
				'угу',
				'ну и одиннадцать одиннадцать'
			],
			['••••', 'да', '••••', 'угу', 'ну и •••• 1111']
		],
		[
			["it's 4111", 'mm-hmm', '1111 1111', 'ok', 'and 1111 that is all'],
			["it's ••••", 'mm-hmm', '••••', 'ok', 'and •••• 1111 that is all']
		]
	])('%j over several segments', (lines, masked) => expect(mask(...lines)).toEqual(masked));

	test('its date stays, its code does not', () => {
		expect(mask(`${four}, twelve twenty seven, seven three seven`)).toEqual([
			'•••• •••• •••• 1111, twelve twenty seven, •••'
		]);
	});

	test.each([
		[
			'a telephone',
			'call me on two nine one two three four five six or six seven zero one two three four five'
		],
		['a telephone abroad', 'plus four nine one five one two three four five six seven eight nine'],
		[
			'a Russian telephone',
			'плюс семь девятьсот двенадцать триста сорок пять шестьдесят семь восемьдесят девять'
		],
		['an order number', 'order four one one one one one one one one one one one one one one two'],
		['a short order number', 'the order is one two three four five six seven eight'],
		['a date', 'on the third of march twenty twenty six at nine thirty'],
		['years', 'nineteen ninety nine, two thousand and twenty six, 2019 2020 2021'],
		['prices', 'twelve ninety nine or one hundred twenty five euros and fifty cents'],
		['prices in Russian', 'сто двадцать пять рублей, две тысячи триста сорок'],
		['prices in Latvian', 'simts divdesmit pieci eiro un piecdesmit centi'],
		['prices in Romanian', 'o sută douăzeci și cinci de lei și cincizeci de bani'],
		['an address', 'twenty one Brivibas street flat twelve L V ten ten'],
		['a zip code', 'the zip code is nine eight one oh nine'],
		['an account', 'account zero zero four three five one nine five zero zero one'],
		['talk', 'one of the two or three people that I met said no one won'],
		['counting', 'one two three four five six seven eight nine ten eleven twelve'],
		['разговор', 'один из двух или трёх человек сказал что это раз в сто лет']
	])('%s: left alone', (_, text) => expect(mask(text)).toEqual([text]));

	test('numbers that different people say are not put together', () => {
		const lines = [
			'four one one one one one one one',
			'I have one one one one one one one one here'
		];
		expect(mask(...lines)).toEqual(lines);
	});

	test('nor are numbers with talk between them', () => {
		const lines = [
			'four one one one one one one one',
			'and then',
			'my phone is one one one one one one one one'
		];
		expect(mask(...lines)).toEqual(lines);
	});

	test('the listed beginning of a refused record has none', () => {
		expect(excerptOf(`7 ${four}`)).not.toContain('four');
		expect(excerptOf(`Caption: ${four}`)).toBe('Caption: •••• •••• •••• 1111');
	});

	test('in a chat, where nothing is spoken, words stay words', () => {
		expect(maskSegments([{ speaker: 'customer', text: four }])[0].text).toBe(four);
	});
});

describe('a spoken code', () => {
	test.each([
		[['my CVV is seven three seven'], 'my CVV is •••'],
		[['the security code is seven thirty seven.'], 'the security code is •••.'],
		[['seven three seven is my CVV'], '••• is my CVV'],
		[['my PIN is twelve thirty four'], 'my PIN is ••••'],
		[['код безопасности семь три семь'], 'код безопасности •••'],
		[['три цифры на обороте семьсот тридцать семь'], 'три цифры на обороте •••'],
		[['пин-код один два три четыре'], 'пин-код ••••'],
		[['drošības kods ir septiņi trīs septiņi'], 'drošības kods ir •••'],
		[['codul de securitate este șapte trei șapte'], 'codul de securitate este •••'],
		[['hi', 'And the last three digits on the back?', 'seven three seven'], '•••'],
		[['hi', 'What is the CVV?', "it's seven three seven"], "it's •••"],
		[['алло', 'Назовите три цифры на обороте', 'да, семь три семь'], 'да, •••'],
		[['labdien', 'Nosauciet drošības kodu', 'septiņi trīs septiņi.'], '•••.'],
		[['bună', 'Spuneți codul de securitate', 'șapte trei șapte'], '•••'],
		[[four, 'thank you', 'seven three seven'], '•••']
	])('%j', (lines, last) => expect(mask(...lines).at(-1)).toBe(last));

	test.each([
		[['the error code is four oh four']],
		[['the promo code is fifteen hundred']],
		[['код ошибки четыреста четыре']],
		[['the code costs one hundred fifty euros']],
		[['it took three or four days']],
		[['hi', 'How many do you need?', 'seven three seven']],
		[['hi', 'What is the error code?', 'four oh four']],
		[['I want the last three digits of the order']]
	])('%j: left alone', (lines) => expect(mask(...lines)).toEqual(lines));
});

describe('with the times of the words', () => {
	const timed = (text: string, startMs = 0): Segment => ({
		...{ ordinal: 0, speaker: 'customer', kind: 'message', text, startMs },
		endMs: startMs + text.split(' ').length * 100,
		words: text.split(' ').map((word, i) => {
			return { text: word, startMs: startMs + i * 100, endMs: startMs + i * 100 + 90 };
		})
	});

	test('the words of a card become one, and its time is known', () => {
		const [masked] = maskSegments([timed(`so ${four} right`)]);
		expect(masked.words).toEqual([
			{ text: 'so', startMs: 0, endMs: 90 },
			{ text: '•••• •••• •••• 1111', startMs: 100, endMs: 1690 },
			{ text: 'right', startMs: 1700, endMs: 1790 }
		]);
		expect(hiddenStretches([masked])).toEqual([
			{ segment: 0, from: 3, to: 22, startMs: 100, endMs: 1690 }
		]);
	});

	test('written digits are masked in the words too', () => {
		const [masked] = maskSegments([timed('cvv 737 card 4111 1111 1111 1111, ok')]);
		expect(masked.text).toBe('cvv ••• card •••• •••• •••• 1111, ok');
		expect(JSON.stringify(masked.words)).not.toMatch(/4111|737/);
		expect(hiddenStretches([masked]).map(({ startMs, endMs }) => [startMs, endMs])).toEqual([
			[100, 190],
			[300, 690]
		]);
	});

	test('a segment without words is silent as a whole', () => {
		const { words: _, ...plain } = timed(four);
		expect(hiddenStretches(maskSegments([plain]))).toMatchObject([{ startMs: 0, endMs: 1600 }]);
	});

	test('no digit of a card is left in a record, however its words are cut', () => {
		const digits = fc.constantFrom('4111111111111111', '5500000000000004', '378282246310005');
		fc.assert(
			fc.property(
				digits,
				fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 8 }),
				(card, cuts) => {
					let rest: string = card;
					const groups = cuts.flatMap((length) => {
						const group = rest.slice(0, length);
						rest = rest.slice(length);
						return group ? [group] : [];
					});
					const text = `it is ${[...groups, rest].filter(Boolean).join(' ')} ok`;
					const { ordinal: _, ...segment } = timed(text);
					const parsed = parseRecord({
						source: 's',
						id: '1',
						channel: 'call',
						segments: [segment]
					});
					if ('problem' in parsed) throw new Error(parsed.problem.code);
					const masked = JSON.stringify(maskRecord(parsed.record).segments[0]);
					expect(
						masked
							.match(/"text":"([^"]*)"/g)!
							.join()
							.replace(/\d{4}(?= ok|")/g, '')
					).not.toMatch(/\d/);
				}
			)
		);
	});
});

test.each([
	['forty one eleven', ['41', '11']],
	['one hundred and five', ['105']],
	['eleven hundred', ['1100']],
	['double four, triple zero, oh', ['44', '000', '0']],
	['две тысячи двадцать шесть', ['2026']],
	['две семёрки', ['77']],
	['divi tūkstoši divdesmit seši', ['2026']],
	['două mii douăzeci și șase', ['2026']],
	['o mie', ['1000']],
	['room 12, no 3', ['12', '3']],
	['nobody is here', []]
])('%s is %j', (text, digits) => {
	expect(readNumbers(text).numbers.map((number) => number.digits)).toEqual(digits);
});

test('real calls keep every word but a code', () => {
	const texts = sharedFiles('call-transcripts/harper-valley/transcript').flatMap((path) =>
		JSON.parse(readShared(path).toString()).map(
			(turn: { human_transcript: string }) => turn.human_transcript
		)
	);
	const segments = texts.map((text, i) => ({ speaker: 'customer' as const, text, startMs: i }));
	const masked = maskSegments(segments);
	expect(masked.filter(({ text }, i) => text !== texts[i])).toEqual([]);
});

test('many cards in one segment with words take no time to tell apart', () => {
	for (const one of ['4111 1111 1111 1111', '4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1', '4111111111111111'])
		for (const count of [3, 6, 7, 200]) {
			const text = `${`${one} `.repeat(count)}x`;
			const words = text.split(' ').map((word) => ({ text: word, startMs: 0, endMs: 1 }));
			const [masked] = maskSegments([{ speaker: 'customer' as const, text, words }], false);
			expect(JSON.stringify(masked)).not.toContain('4111');
		}
});

test('a very long segment is read in reasonable time', () => {
	const text = 'well I said five of them and then 7 '.repeat(5000);
	expect(maskSegments([{ speaker: 'customer' as const, text, startMs: 0 }])[0].text).toBe(text);
});

test('hours of numbers are read in reasonable time', () => {
	const segments = Array.from({ length: 5000 }, (_, i) => ({
		...{ speaker: 'customer' as const, text: 'one two three four five six seven nine', startMs: i }
	}));
	expect(maskSegments(segments)).toHaveLength(5000);
});
