import { digitRanges, toAscii } from './digits.ts';

const digit = `[${digitRanges}]`;
/** Spaces, dashes, dots, underscores and invisible marks; no line end. */
const separator =
	'[ \\t\\u00a0\\u2000-\\u200f\\u202a-\\u202f\\u205f-\\u2064\\u3000\\u00ad\\ufeff.·_\\-‐-―−－．]';
const rowsOf = (most: number) => new RegExp(`${digit}+(?:${separator}{1,${most}}${digit}+)*`, 'g');
/** Digits close together first: two spaces may stand between a card number and another number. */
const rows = [rowsOf(1), rowsOf(3)];
const thirteen = new RegExp(`${digit}(?:${separator}{0,3}${digit}){12}`);
const groups = new RegExp(`${digit}+`, 'g');
const date = '(?:(?:19|20)\\d\\d([.-])[01]\\d\\1[0-3]\\d|[0-3]\\d([.-])[01]\\d\\2(?:19|20)\\d\\d)';
const dates = new RegExp(`(?<!\\d[.-]?)${date}(?![.-]?\\d)`, 'g');
const onlyAmounts = /^\d{1,3}(?:\.\d{3})+(?: +\d{1,3}(?:\.\d{3})+)*$/;
/** First digits of the cards in use (ISO/IEC 7812); asked of a number inside a longer row of digits. */
const issuers = /^(?:4|5[0-8]|2[2-7]|3|6|8[12])/;

/** Groups of digits in a row; group i is text[starts[i]..ends[i]] and digits[from[i]..from[i + 1]]. */
type Row = { digits: string; starts: number[]; ends: number[]; from: number[] };
type Card = { first: number; end: number };

/** Replaces every 13 to 19 digits in a row that pass Luhn's check; the last four stay. */
export function maskCards(text: string): string {
	if (!thirteen.test(text)) return text;
	const masked = rows.reduce((masked, pattern) => masked.replace(pattern, maskFound), text);
	return masked === text ? text : maskCards(masked);
}

/** 13 to 19 ASCII digits that pass Luhn's check. */
export function isCard(digits: string): boolean {
	return isLength(digits.length) && passesLuhn(digits, 0, digits.length);
}

function maskFound(found: string, at: number, text: string): string {
	if (found.length < 13 || onlyAmounts.test(found)) return found;
	const afterPlus = text[at - 1] === '+';
	return betweenDates(found)
		.map((part, i) => (i % 2 ? part : maskRow(part, afterPlus && i === 0)))
		.join('');
}

/** A date and a number beside it are two things. Odd entries are dates. */
function betweenDates(found: string): string[] {
	const parts: string[] = [];
	let from = 0;
	for (const { 0: day, index } of found.matchAll(dates)) {
		parts.push(found.slice(from, index), day);
		from = index + day.length;
	}
	return [...parts, found.slice(from)];
}

function maskRow(text: string, afterPlus: boolean): string {
	const row = rowOf(text);
	// +49 1512 3456789 is a telephone number (E.164: at most 15 digits)
	if (row.digits.length < 13 || (afterPlus && row.digits.length <= 15)) return text;
	let masked = '';
	let kept = 0;
	for (const { first, end } of cardsIn(row)) {
		const last = row.digits.slice(row.from[end] - 4, row.from[end]);
		masked += `${text.slice(kept, row.starts[first])}•••• •••• •••• ${last}`;
		kept = row.ends[end - 1];
	}
	return masked + text.slice(kept);
}

function rowOf(text: string): Row {
	const row: Row = { digits: '', starts: [], ends: [], from: [0] };
	for (const { 0: found, index } of text.matchAll(groups)) {
		row.digits += toAscii(found);
		row.starts.push(index);
		row.ends.push(index + found.length);
		row.from.push(row.digits.length);
	}
	return row;
}

/** Neighbouring groups that make a card number; overlapping ones become one, so that no part is left. */
function cardsIn({ digits, starts, from }: Row): Card[] {
	const cards: Card[] = [];
	for (let first = 0; first < starts.length; first++) {
		const mayBegin = issuers.test(digits.slice(from[first], from[first] + 2));
		for (let end = Math.min(starts.length, first + 19); end > first; end--) {
			const length = from[end] - from[first];
			if (length < 13) break;
			const isWhole = end - first === starts.length || end - first === 1;
			if (!isLength(length) || !(isWhole || mayBegin)) continue;
			if (!passesLuhn(digits, from[first], from[end])) continue;
			const last = cards.at(-1);
			if (last && first < last.end) last.end = Math.max(last.end, end);
			else cards.push({ first, end });
		}
	}
	return cards;
}

function isLength(count: number) {
	return count >= 13 && count <= 19;
}

/** ISO/IEC 7812-1 annex B. */
function passesLuhn(digits: string, from: number, end: number): boolean {
	let sum = 0;
	for (let i = end - 1, doubled = false; i >= from; i--, doubled = !doubled) {
		const value = digits.charCodeAt(i) - 48;
		sum += !doubled ? value : value > 4 ? value * 2 - 9 : value * 2;
	}
	return sum % 10 === 0;
}
