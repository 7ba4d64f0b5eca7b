import type { Segment } from '#lib/transcript.ts';
import { isCard } from './cards.ts';
import { maskAnswer, maskCodes } from './codes.ts';
import { readNumbers, type Reading, type Spoken } from './spoken-numbers.ts';
import type { Stretch } from './stretches.ts';

type Said = Pick<Segment, 'speaker' | 'name' | 'text' | 'startMs'>;
type Part = Spoken & { segment: number };
/** Numbers that one person says one after another, with no other word between them. */
type Run = { parts: Part[]; afterPlus: boolean };

/** Stretches to hide, by the place of their segment. */
export type Hiding = Map<number, Stretch[]>;

const fillers = new Set(
	(
		'um uh uhm er erm eh ah mm hmm mhm hm and then next dash space so ok okay yes yeah yep right sure ' +
		'э эм ээ эээ ну так вот далее дальше потом затем тире пробел да ага угу и ' +
		'em ee nu ta talak tad svitra atstarpe ja labi un apoi liniuta spatiu da bine asa mda'
	).split(' ')
);
/** A telephone number has at most so many digits (E.164). */
const longestPhone = 15;
/** So many segments on, the next part of a number may stand. */
const reach = 6;
/** What another person may say between two parts of a number, in words. */
const shortReply = 8;
/** Lengths of the cards in use, by their first digits (ISO/IEC 7812). */
const issuers: [RegExp, number[]][] = [
	[
		/^(?:4|5[1-5]|2(?:22[1-9]|2[3-9]|[3-6]|7[01]|720)|220[0-4]|6011|64[4-9]|65|62|35|5[06-8])/,
		[16]
	],
	[/^3[47]/, [15]],
	[/^3(?:0[0-5]|[689])/, [14]]
];

/** Card numbers and security codes that are spoken, also over several segments. */
export function findSpoken(segments: Said[]): Hiding {
	const hiding: Hiding = new Map();
	const readings = segments.map(({ text }) => readNumbers(text));
	if (!readings.some(({ numbers }) => numbers.length > 0)) return hiding;
	for (const run of runsOf(segments, readings)) hideCards(run, segments, readings, hiding);
	segments.forEach((_, at) => hideCodes(at, segments, readings, hiding));
	return hiding;
}

function runsOf(segments: Said[], readings: Reading[]): Run[] {
	const runs: Run[] = [];
	const open = new Map<string, { run: Run; segment: number }>();
	segments.forEach((segment, at) => {
		const voice = `${segment.speaker} ${segment.name ?? ''}`;
		const { numbers, words } = readings[at];
		if (words.every(({ text }) => fillers.has(text)) && numbers.length === 0) return;
		for (const other of open.keys())
			if (other !== voice && words.length > shortReply) open.delete(other);
		const before = open.get(voice);
		let run = before && at - before.segment <= reach ? before.run : null;
		let end = 0;
		for (const number of numbers) {
			if (breaks(segment.text, words, end, number.from)) run = null;
			if (!run) {
				run = {
					parts: [],
					afterPlus: /(?:\+|plus|плюс|pluss)\s*$/i.test(segment.text.slice(0, number.from))
				};
				runs.push(run);
			}
			run.parts.push({ ...number, segment: at });
			end = number.to;
		}
		if (breaks(segment.text, words, end, segment.text.length)) run = null;
		if (run) open.set(voice, { run, segment: at });
		else open.delete(voice);
	});
	return runs;
}

/** Whether more than hesitation and punctuation stands between two places of a text. */
function breaks(text: string, words: Reading['words'], from: number, to: number): boolean {
	const between = wordsIn(words, from, to);
	return (
		between.length > 3 ||
		between.some(({ text }) => !fillers.has(text)) ||
		/[%€$£₽/+@#•]/.test(text.slice(from, to))
	);
}

function wordsIn(words: Reading['words'], from: number, to: number) {
	let [low, high] = [0, words.length];
	while (low < high) {
		const middle = (low + high) >> 1;
		if (words[middle].from < from) low = middle + 1;
		else high = middle;
	}
	let end = low;
	while (end < words.length && words[end].to <= to) end++;
	return words.slice(low, end);
}

function hideCards(
	{ parts, afterPlus }: Run,
	segments: Said[],
	readings: Reading[],
	hiding: Hiding
) {
	// Digits alone in a chat are found as they are written
	const isSpoken = parts.some(
		({ isWord, segment }) => isWord || segments[segment].startMs !== undefined
	);
	const count = parts.reduce((sum, { digits }) => sum + digits.length, 0);
	if (!isSpoken || count < 13 || (afterPlus && count <= longestPhone)) return;
	for (let first = 0; first < parts.length;) {
		const end = cardEnd(parts, first);
		if (end === null) {
			first++;
			continue;
		}
		hideParts(parts.slice(first, end), hiding, true);
		hideEcho(parts.slice(first, end), segments, readings, hiding);
		first = end + hideCodeAfter(parts, end, hiding);
	}
}

/** Where the card ends that begins with this part: all that is said, else as long as its issuer has it. */
function cardEnd(parts: Part[], first: number): number | null {
	const rest = parts.slice(first, first + 19);
	const whole = rest.map(({ digits }) => digits).join('');
	if (first === 0 && rest.length === parts.length && isCard(whole)) return parts.length;
	const lengths = issuers.find(([begin]) => begin.test(whole))?.[1] ?? [];
	let digits = '';
	for (const [i, part] of rest.entries()) {
		digits += part.digits;
		if (lengths.includes(digits.length) && isCard(digits)) return first + i + 1;
	}
	return null;
}

/** After a card come its date (4 digits) and its code, or the code alone; tells how many parts they are. */
function hideCodeAfter(all: Part[], from: number, hiding: Hiding): number {
	if (all.length - from > 8) return 0;
	const parts = all.slice(from);
	const count = parts.reduce((sum, { digits }) => sum + digits.length, 0);
	if (![3, 7, 8].includes(count)) return 0;
	let seen = 0;
	const code = parts.filter(({ digits }) => (seen += digits.length) > (count === 3 ? 0 : 4));
	hideParts(code, hiding, false);
	return parts.length;
}

function hideParts(parts: Part[], hiding: Hiding, isNumber: boolean) {
	const bySegment = [...Map.groupBy(parts, ({ segment }) => segment)];
	const last = parts
		.map(({ digits }) => digits)
		.join('')
		.slice(-4);
	bySegment.forEach(([segment, own], i) => {
		const isLast = i === bySegment.length - 1;
		const hidden = bySegment.length === 1 ? '•••• •••• •••• ' : '•••• ';
		const shown = !isNumber ? '•••' : isLast ? hidden + last : '••••';
		add(hiding, segment, { from: own[0].from, to: own.at(-1)!.to, shown });
	});
}

/** Who takes the number down repeats parts of it. */
function hideEcho(card: Part[], segments: Said[], readings: Reading[], hiding: Hiding) {
	const digits = card.map((part) => part.digits).join('');
	const [from, to] = [card[0].segment, card.at(-1)!.segment];
	const own = new Set(card.map(({ segment }) => segment));
	for (let at = from; at <= Math.min(segments.length - 1, to + 3); at++) {
		if (own.has(at)) continue;
		const { numbers } = readings[at];
		const said = numbers.map((number) => number.digits).join('');
		if (said.length >= 4 && digits.includes(said))
			add(hiding, at, { from: numbers[0].from, to: numbers.at(-1)!.to, shown: '••••' });
	}
}

/** Words of three or four digits are put as digits, so that the rules for written codes find them. */
function hideCodes(at: number, segments: Said[], readings: Reading[], hiding: Hiding) {
	const groups = shortNumbers(segments[at].text, readings[at]);
	if (groups.length === 0) return;
	const { text, places } = withDigits(segments[at].text, groups);
	const before = segments.slice(Math.max(0, at - 3), at);
	const question = before.map((segment) => segment.text).join('\n');
	const hasCard = before.some((_, i) => hiding.has(at - before.length + i));
	const masked = maskCodes(text);
	const answered = text.length > 44 ? masked : maskAnswer(masked, question, hasCard);
	groups.forEach((group, i) => {
		if (answered[places[i]] === '•' && !overlaps(hiding.get(at), group))
			add(hiding, at, { from: group.from, to: group.to, shown: '•'.repeat(group.digits.length) });
	});
}

function shortNumbers(text: string, { numbers, words }: Reading): Spoken[] {
	const groups: Spoken[] = [];
	let end = -1;
	for (const number of numbers) {
		const last = groups.at(-1);
		if (last && end >= 0 && !breaks(text, words, end, number.from)) {
			last.digits += number.digits;
			last.isWord ||= number.isWord;
			last.to = number.to;
		} else groups.push({ ...number });
		end = number.to;
	}
	return groups.filter(
		({ digits, isWord }) => isWord && (digits.length === 3 || digits.length === 4)
	);
}

function withDigits(text: string, groups: Spoken[]) {
	const places: number[] = [];
	let written = '';
	let kept = 0;
	for (const { from, to, digits } of groups) {
		written += text.slice(kept, from);
		places.push(written.length);
		written += digits;
		kept = to;
	}
	return { text: written + text.slice(kept), places };
}

function overlaps(stretches: Stretch[] = [], { from, to }: Spoken) {
	return stretches.some((stretch) => stretch.from < to && stretch.to > from);
}

function add(hiding: Hiding, segment: number, stretch: Stretch) {
	hiding.set(segment, [...(hiding.get(segment) ?? []), stretch]);
}
