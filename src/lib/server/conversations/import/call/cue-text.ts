import type { Utterance } from '../call.ts';
import type { Heard } from './speech.ts';

type Piece = { voice: string | null; text: string; atMs: number | null };

const tag =
	/<(\/?)([a-z]*)((?:\.[^\s<>.]+)*)(?:[ \t\n]([^<>]*))?>|<((?:\d{2,}:)?[0-5]\d:[0-5]\d\.\d{3})[ \t]*>|<\/?[a-z][^<>]*>|\{\\[^{}]*\}/giu;
const named: Record<string, string> = {
	amp: '&',
	lt: '<',
	gt: '>',
	quot: '"',
	nbsp: ' ',
	lrm: '',
	rlm: ''
};

/** What is said in a cue, by voice; inline times become times of the words after them. */
export function cueVoices(payload: string, startMs: number, endMs = startMs): Utterance[] {
	const pieces = piecesOf(payload);
	const voices: Utterance[] = [];
	pieces.forEach((piece, i) => {
		const last = voices.at(-1);
		const utterance =
			last && last.voice === piece.voice
				? last
				: { voice: piece.voice, text: '', words: [] as Heard[] };
		if (utterance !== last) voices.push(utterance);
		utterance.text += piece.text;
		const from = piece.atMs ?? startMs;
		const until = pieces.slice(i + 1).find(({ atMs }) => atMs !== null)?.atMs ?? endMs;
		const isTimed = pieces.some(({ atMs }) => atMs !== null) && from >= startMs && until >= from;
		if (isTimed && until <= endMs && piece.text.trim())
			utterance.words!.push({ text: piece.text.trim(), startMs: from, endMs: until });
	});
	return voices.map((one) => ({ ...one, text: one.text.replace(/[ \t]*\n[ \t]*/g, '\n').trim() }));
}

/** A “<” that never closes is text: nothing that was said is lost. */
function piecesOf(payload: string): Piece[] {
	const pieces: Piece[] = [];
	let voice: string | null = null;
	let atMs: number | null = null;
	let from = 0;
	const take = (end: number) => {
		const text = unescape(payload.slice(from, end));
		if (text !== '') pieces.push({ voice, text, atMs });
	};
	for (const found of payload.matchAll(tag)) {
		take(found.index);
		const [whole, closing, name, , annotation, time] = found;
		if (time) atMs = timeOf(time);
		else if (name?.toLowerCase() === 'v') {
			const called = unescape(annotation ?? '')
				.replace(/\s+/g, ' ')
				.trim();
			voice = closing ? null : called || null;
		}
		from = found.index + whole.length;
	}
	take(payload.length);
	return pieces;
}

function timeOf(time: string): number {
	const [seconds, minutes, hours = 0] = time.split(':').map(Number).reverse();
	return Math.round((hours * 3600 + minutes * 60 + seconds) * 1000);
}

function unescape(text: string): string {
	return text.replace(/&(amp|lt|gt|quot|nbsp|lrm|rlm);/g, (_, name: string) => named[name]);
}
