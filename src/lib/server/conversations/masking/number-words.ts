/** How a word takes part in a number that is spoken. */
export type NumberWord =
	| { kind: 'unit' | 'teen' | 'tens' | 'hundreds'; value: number }
	/** “double”, “triple”: of the digit that follows. */
	| { kind: 'times'; value: number }
	/** “нуля”, “nulles”, “zeros”: as many as the number before it says. */
	| { kind: 'several'; value: number }
	| { kind: 'hundred' | 'thousand' | 'and' };

const units = [
	'zero oh o nought naught nil ноль нуль нулль nulle zero zerou',
	'one один одна одну одно viens viena vienu unu una',
	'two два две divi divas doi doua',
	'three три tris trei',
	'four четыре cetri cetras patru',
	'five пять pieci piecas cinci',
	'six шесть sesi sesas sase',
	'seven семь septini septinas sapte',
	'eight восемь astoni astonas opt',
	'nine niner девять devini devinas noua'
];
const teens = [
	'ten десять desmit zece',
	'eleven одиннадцать vienpadsmit unsprezece unspe',
	'twelve двенадцать divpadsmit doisprezece douasprezece doispe',
	'thirteen тринадцать trispadsmit treisprezece treispe',
	'fourteen четырнадцать cetrpadsmit paisprezece paispe',
	'fifteen пятнадцать piecpadsmit cincisprezece cinspe',
	'sixteen шестнадцать sespadsmit saisprezece saispe',
	'seventeen семнадцать septinpadsmit saptesprezece saptespe',
	'eighteen восемнадцать astonpadsmit optsprezece optspe',
	'nineteen девятнадцать devinpadsmit nouasprezece nouaspe'
];
const tens = [
	'',
	'',
	'twenty двадцать divdesmit douazeci',
	'thirty тридцать trisdesmit treizeci',
	'forty fourty сорок cetrdesmit patruzeci',
	'fifty пятьдесят piecdesmit cincizeci',
	'sixty шестьдесят sesdesmit saizeci',
	'seventy семьдесят septindesmit saptezeci',
	'eighty восемьдесят astondesmit optzeci',
	'ninety девяносто devindesmit nouazeci'
];
const hundreds = [
	'',
	'сто simts simt simtu',
	'двести divsimt',
	'триста trissimt',
	'четыреста cetrsimt',
	'пятьсот piecsimt',
	'шестьсот sessimt',
	'семьсот septinsimt',
	'восемьсот astonsimt',
	'девятьсот devinsimt'
];
const several = [
	'zeros zeroes нуля нулей нули nulles zerouri',
	'ones единицы единиц единички vieninieki vieninieku',
	'twos двойки двоек divnieki',
	'threes тройки троек trijnieki',
	'fours четверки четверок cetrinieki',
	'fives пятерки пятерок piecinieki',
	'sixes шестерки шестерок sesinieki',
	'sevens семерки семерок septitnieki',
	'eights восьмерки восьмерок astotnieki',
	'nines девятки девяток devitnieki'
];
const singles = [
	'нолик нолика',
	'единица единицу единичка',
	'двойка двойку',
	'тройка тройку',
	'четверка четверку',
	'пятерка пятерку',
	'шестерка шестерку',
	'семерка семерку',
	'восьмерка восьмерку',
	'девятка девятку'
];

const words = new Map<string, NumberWord>();

/** The part that a word takes in a number, in English, Russian, Latvian or Romanian. */
export function numberWord(token: string): NumberWord | undefined {
	return words.get(plain(token));
}

/** Small letters without marks, as speech recognisers may leave them out. */
export function plain(token: string): string {
	const small = token.toLowerCase();
	return /^[a-z]*$/.test(small) ? small : small.normalize('NFD').replace(/\p{M}/gu, '');
}

function add(list: string[], wordOf: (value: number) => NumberWord) {
	list.forEach((names, value) => {
		for (const name of names.split(' ')) if (name) words.set(plain(name), wordOf(value));
	});
}

add(several, (value) => ({ kind: 'several', value }));
add(singles, (value) => ({ kind: 'unit', value }));
add(units, (value) => ({ kind: 'unit', value }));
add(teens, (value) => ({ kind: 'teen', value: 10 + value }));
add(tens, (value) => ({ kind: 'tens', value: 10 * value }));
add(hundreds, (value) => ({ kind: 'hundreds', value: 100 * value }));
add(['', '', 'double dublu dubla дважды divreiz', 'triple triplu трижды trisreiz'], (value) => ({
	kind: 'times',
	value
}));
add(['hundred simti suta sute'], () => ({ kind: 'hundred' }));
add(['thousand тысяча тысячи тысяч tukstotis tukstosi tukstosu mie mii'], () => ({
	kind: 'thousand'
}));
add(['and si'], () => ({ kind: 'and' }));
