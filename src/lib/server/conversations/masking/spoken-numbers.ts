import { numberWord, plain, type NumberWord } from './number-words.ts';
import { anyDigit, digitRanges, toAscii } from './digits.ts';

/** Digits that stand in a text or are spoken in it: text[from..to]. */
export type Spoken = { from: number; to: number; digits: string; isWord: boolean };

type Token = { text: string; from: number; to: number; word?: NumberWord };
/** Numbers and what may stand between them; `words` counts all other words. */
export type Reading = { numbers: Spoken[]; words: { from: number; to: number; text: string }[] };

const tokens = new RegExp(`[${digitRanges}]+|[\\p{L}\\p{M}]+`, 'gu');

/** Every number of a text, spoken or written, in its order, and the words that belong to none. */
export function readNumbers(text: string): Reading {
	const all: Token[] = [...text.matchAll(tokens)].map(({ 0: token, index }) => {
		return { text: token, from: index, to: index + token.length, word: numberWord(token) };
	});
	const reading: Reading = { numbers: [], words: [] };
	for (let i = 0; i < all.length;) {
		const { text: token, from } = all[i];
		const read = anyDigit.test(token)
			? { digits: toAscii(token), end: i + 1, isWord: false }
			: readWords(all, i);
		if (read) {
			const { digits, end, isWord } = read;
			reading.numbers.push({ from, to: all[end - 1].to, digits, isWord });
			i = end;
		} else {
			reading.words.push({ from, to: all[i].to, text: plain(token) });
			i++;
		}
	}
	return reading;
}

type Read = { digits: string; end: number; isWord: true } | null;

function readWords(all: Token[], i: number): Read {
	const word = all[i].word;
	if (!word) return null;
	const next = all[i + 1]?.word;
	if (word.kind === 'times' && next?.kind === 'unit')
		return repeated(next.value, word.value, i + 2);
	if (word.kind === 'unit' && next?.kind === 'several' && word.value > 1)
		return repeated(next.value, word.value, i + 2);
	const [value, end] = readThousands(all, i);
	return end > i ? { digits: String(value), end, isWord: true } : null;
}

function repeated(digit: number, times: number, end: number): Read {
	return { digits: String(digit).repeat(times), end, isWord: true };
}

/** “four thousand one hundred eleven”; [0, i] where no number begins. */
function readThousands(all: Token[], i: number): [number, number] {
	const [value, end] = readHundreds(all, i);
	if (kindAt(all, end) !== 'thousand') return [value, end];
	const [rest, last] = readHundreds(all, afterAnd(all, end + 1));
	// «тысяча» alone is one; the “o” of Romanian “o mie” is no zero
	const thousands = (end === i || all[i].text === 'o' ? 1 : value) * 1000;
	return last > afterAnd(all, end + 1) && rest > 0 && rest < 1000
		? [thousands + rest, last]
		: [thousands, end + 1];
}

/** “one hundred eleven”, “eleven hundred”, «сто одиннадцать». */
function readHundreds(all: Token[], i: number): [number, number] {
	const word = all[i]?.word;
	let [value, end] = readSmall(all, i);
	if (end > i && kindAt(all, end) === 'hundred')
		[value, end] = [(all[i].text === 'o' ? 1 : value) * 100, end + 1];
	else if (word?.kind === 'hundreds') [value, end] = [word.value, i + 1];
	else return [value, end];
	const from = afterAnd(all, end);
	const [rest, last] = readSmall(all, from);
	return last > from && rest > 0 ? [value + rest, last] : [value, end];
}

/** Up to 99. */
function readSmall(all: Token[], i: number): [number, number] {
	const word = all[i]?.word;
	if (word?.kind === 'unit' || word?.kind === 'teen') return [word.value, i + 1];
	if (word?.kind !== 'tens') return [0, i];
	const from = afterAnd(all, i + 1);
	const unit = all[from]?.word;
	return unit?.kind === 'unit' && unit.value > 0
		? [word.value + unit.value, from + 1]
		: [word.value, i + 1];
}

function kindAt(all: Token[], i: number) {
	return all[i]?.word?.kind;
}

function afterAnd(all: Token[], i: number) {
	return kindAt(all, i) === 'and' ? i + 1 : i;
}
