import type { Word } from '#lib/transcript.ts';
import { wordPlaces } from '../../word-places.ts';
import type { Utterance } from '../call.ts';

/** A word as a machine heard it; not always spelt as in the text that people read. */
export type Heard = Word;

/** A word or sign in a stream of words; without times it is punctuation. */
export type Token = {
	voice: string | null;
	text: string;
	startMs?: number;
	endMs?: number;
	/** Whether a space stands before it. */
	isApart: boolean;
};

type Placed = Word & { at: number };

/** So long a pause begins a new segment, in ms. */
const pause = 2000;
/** A segment longer than this ends with its sentence, in ms. */
const longTalk = 20_000;
/** So many words may differ before text and words are seen to agree again. */
const window = 12;

/** Seconds as services write them, as number or text, with the noise of their floats, in whole ms. */
export function inMs(seconds: number | string): number {
	return Math.max(0, Math.round(Number(seconds) * 1000));
}

/** Earlier first; what has no time keeps its place after what stands before it. */
export function inOrderOfTime(utterances: Utterance[]): Utterance[] {
	let last = 0;
	return utterances
		.map((utterance) => ({ utterance, key: (last = utterance.startMs ?? last) }))
		.sort((a, b) => a.key - b.key)
		.map(({ utterance }) => utterance);
}

/** The times of heard words on the words of the text; where they are spelt otherwise, on the stretch. */
export function segmentWords(text: string, heard: Heard[]): Word[] {
	return placeWords(text, heard).map(({ at: _, ...word }) => word);
}

/** Utterances from a stream of words: one for each turn of a voice, cut at pauses and long sentences. */
export function utterancesOf(tokens: Token[]): Utterance[] {
	const turns: Token[][] = [];
	for (const token of tokens) {
		const turn = turns.at(-1);
		if (turn && turn[0].voice === token.voice) turn.push(token);
		else turns.push([token]);
	}
	return turns.flatMap((turn) => cutTalk(turnOf(turn)));
}

/** Cuts what one voice says where it pauses, or where a sentence ends after 20 s. */
export function cutTalk(utterance: Utterance): Utterance[] {
	const { text, voice, role } = utterance;
	const words = placeWords(text, utterance.words ?? []);
	if (words.length === 0) return [utterance];
	const pieces: Utterance[] = [];
	let first = 0;
	words.forEach((word, i) => {
		const next = words[i + 1];
		if (next && !endsAt(words[first], word, next, text)) return;
		const from = first === 0 ? 0 : words[first].at;
		const piece = text.slice(from, next?.at ?? text.length);
		const { startMs } = words[first];
		pieces.push({
			voice,
			role,
			text: piece,
			startMs,
			endMs: word.endMs,
			words: words.slice(first, i + 1)
		});
		first = i + 1;
	});
	return pieces;
}

function turnOf(tokens: Token[]): Utterance {
	const text = tokens.map(({ text, isApart }) => (isApart ? ` ${text}` : text)).join('');
	const words = tokens.filter((token): token is Token & Heard => token.startMs !== undefined);
	return { voice: tokens[0].voice, text: text.trim(), words };
}

function endsAt(first: Placed, word: Placed, next: Placed, text: string) {
	if (next.startMs - word.endMs >= pause) return true;
	const between = text.slice(word.at, next.at).trim();
	return word.endMs - first.startMs >= longTalk && /[.!?…。？！]["'”»)]?$/.test(between);
}

function placeWords(text: string, heard: Heard[]): Placed[] {
	return placeExactly(text, heard) ?? placeAlike(text, heard);
}

/** Words that stand in the text as they are; null where one does not. */
function placeExactly(text: string, heard: Heard[]): Placed[] | null {
	const places = wordPlaces(text, heard);
	const stands = (at: number, length: number) =>
		!/\S/.test(text[at - 1] ?? '') && !/\S/.test(text[at + length] ?? '');
	if (!places?.every((at, i) => stands(at, heard[i].text.length))) return null;
	return heard.map(({ text, startMs, endMs }, i) => ({
		at: places[i],
		text,
		startMs,
		endMs: Math.max(startMs, endMs)
	}));
}

function placeAlike(text: string, heard: Heard[]): Placed[] {
	const tokens = [...text.matchAll(/\S+/g)].map(({ 0: token, index }) => ({ token, at: index }));
	const spelt = tokens.map(({ token }) => bare(token));
	const said = heard.map((word) => bare(word.text));
	const placed: Placed[] = [];
	let i = 0;
	let j = 0;
	while (i < tokens.length && j < heard.length) {
		const [di, dj] = nextMatch(spelt, said, i, j);
		if (di > 0 && dj > 0) place(i, i + di, j, j + dj);
		i += di;
		j += dj;
		if (i < tokens.length && j < heard.length) place(i, ++i, j, ++j);
	}
	return placed;

	function place(from: number, to: number, first: number, end: number) {
		const { at } = tokens[from];
		const last = tokens[to - 1];
		placed.push({
			at,
			text: text.slice(at, last.at + last.token.length),
			startMs: heard[first].startMs,
			endMs: Math.max(heard[first].startMs, heard[end - 1].endMs)
		});
	}
}

/** How far on in text and words the same word stands next; a window on where it does not. */
function nextMatch(spelt: string[], said: string[], i: number, j: number): [number, number] {
	for (let sum = 0; sum <= 2 * window; sum++)
		for (let di = Math.max(0, sum - window); di <= Math.min(sum, window); di++) {
			const word = spelt[i + di];
			if (word !== undefined && word !== '' && word === said[j + sum - di]) return [di, sum - di];
		}
	return [Math.min(window, spelt.length - i), Math.min(window, said.length - j)];
}

function bare(word: string) {
	return word.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
}
