import type { Segment, Word } from '#lib/transcript.ts';
import { digitRanges } from './digits.ts';
import { wordPlaces } from '../word-places.ts';

/** A stretch of a text, and what is shown in its place. */
export type Stretch = { from: number; to: number; shown: string };

/** What of a stored transcript is hidden: text[from..to] of a segment, and its time where it has one. */
export type Hidden = {
	segment: number;
	from: number;
	to: number;
	/** Of the words where they have times, else of the whole segment; in ms. */
	startMs?: number;
	endMs?: number;
};

type Said = Pick<Segment, 'text' | 'words'>;

const mask = /•••• •••• •••• \d{4}|•••• \d{4}|•{3,}/g;
/** 13 to 19 digits, as `maskCards` finds them. */
const card = `(?:[${digitRanges}][^\\p{L}${digitRanges}]{0,3}){12,18}[${digitRanges}]`;
/** More of them in one text are not looked for one by one: the ways to divide it multiply. */
const most = 6;

/** Hides stretches in a text and in its words; words that share a stretch become one. */
export function hide<S extends Said>(segment: S, stretches: Stretch[]): S {
	if (stretches.length === 0) return segment;
	const sorted = stretches.toSorted((a, b) => a.from - b.from);
	let text = '';
	let kept = 0;
	for (const { from, to, shown } of sorted) {
		text += segment.text.slice(kept, from) + shown;
		kept = to;
	}
	text += segment.text.slice(kept);
	const { words } = segment;
	return words
		? { ...segment, text, words: hideWords(segment.text, words, sorted) }
		: { ...segment, text };
}

/** Where `masked` hides something of `text`; all of it where that cannot be told. */
export function stretchesOf(text: string, masked: string): Stretch[] {
	if (text === masked) return [];
	const masks = [...masked.matchAll(mask)];
	const whole = [{ from: 0, to: text.length, shown: masked }];
	if (masks.length === 0 || masks.length > most) return whole;
	let pattern = '';
	let kept = 0;
	for (const { 0: shown, index } of masks) {
		const isCard = shown.startsWith('•••• •');
		pattern += RegExp.escape(masked.slice(kept, index));
		pattern += isCard ? `(${card}|${RegExp.escape(shown)})` : `(.{${shown.length}})`;
		kept = index + shown.length;
	}
	pattern += RegExp.escape(masked.slice(kept));
	const found = new RegExp(`^${pattern}$`, 'dsu').exec(text);
	return found
		? masks.map(({ 0: shown }, i) => {
				const [from, to] = found.indices![i + 1]!;
				return { from, to, shown };
			})
		: whole;
}

/** Everything that is hidden in a masked transcript, for the sound to be silent there. */
export function hiddenStretches(segments: Segment[]): Hidden[] {
	return segments.flatMap(({ ordinal, text, words = [], startMs, endMs }) => {
		const places = wordPlaces(text, words) ?? [];
		return [...text.matchAll(mask)].map(({ 0: shown, index: from }): Hidden => {
			const to = from + shown.length;
			const inside = words.filter(
				(word, i) => places[i] < to && places[i] + word.text.length > from
			);
			const times = inside.length
				? { startMs: inside[0].startMs, endMs: inside.at(-1)!.endMs }
				: { startMs, endMs };
			const known = Object.entries(times).filter(([, ms]) => ms !== undefined);
			return { segment: ordinal, from, to, ...Object.fromEntries(known) };
		});
	});
}

function hideWords(text: string, words: Word[], stretches: Stretch[]): Word[] {
	const places = wordPlaces(text, words);
	if (!places) return [];
	const left: Word[] = [];
	let last: Stretch | undefined;
	words.forEach((word, i) => {
		const [from, to] = [places[i], places[i] + word.text.length];
		const over = stretches.find((stretch) => stretch.from < to && stretch.to > from);
		if (!over) left.push(word);
		else if (over !== last) left.push({ ...word, text: over.shown });
		else
			left[left.length - 1] = { ...left.at(-1)!, endMs: Math.max(left.at(-1)!.endMs, word.endMs) };
		last = over;
	});
	return left;
}
