import type { Analysis } from './schema.ts';

/** A stretch of speech. `party` is an index into the vCon's parties, `label` the recogniser's own name. */
export type Utterance = {
	text: string;
	party?: number;
	label?: string | number;
	/** As written: a number of seconds or ms, or a time. */
	start?: number | string;
	end?: number;
	duration?: number;
	/** In the unit of `start`. */
	words?: { text: string; start: number; end: number }[];
};

type Fields = Record<string, unknown>;

/** The utterances of a transcript as Deepgram, Whisper and their like write it; null where it is unknown. */
export function utterancesOf({ body, encoding }: Analysis): Utterance[] | null {
	if (typeof body !== 'string') return read(body);
	if (encoding !== 'json' && !/^\s*[[{]/.test(body)) return body.trim() ? [{ text: body }] : [];
	try {
		return read(JSON.parse(body));
	} catch {
		return null;
	}
}

function read(body: unknown): Utterance[] | null {
	if (Array.isArray(body)) return fromList(body);
	if (!isFields(body)) return null;
	if (isFields(body.results)) return fromDeepgram(body.results);
	for (const name of ['segments', 'utterances', 'entries', 'turns', 'messages', 'transcript']) {
		const value = body[name];
		if (Array.isArray(value)) return fromList(value);
	}
	const text = body.text ?? body.transcript;
	return typeof text === 'string' ? [{ text }] : null;
}

function fromDeepgram(results: Fields): Utterance[] | null {
	if (Array.isArray(results.utterances)) return fromList(results.utterances);
	const channels = list(results.channels);
	const all = channels.flatMap((channel, label): Utterance[] => {
		const best = list(isFields(channel) ? channel.alternatives : null)[0];
		if (!isFields(best)) return [];
		const paragraphs = list(isFields(best.paragraphs) ? best.paragraphs.paragraphs : null);
		if (paragraphs.length === 0)
			return typeof best.transcript === 'string' ? [{ text: best.transcript, label }] : [];
		const words = list(best.words);
		const spoken = (fromList(paragraphs) ?? []).map((one) => {
			return { ...one, words: wordsOf(words.filter((word) => isWithin(word, one))) };
		});
		return channels.length > 1 ? spoken.map((one) => ({ ...one, label })) : spoken;
	});
	return all.sort(
		(a, b) => Number('start' in a ? a.start : 0) - Number('start' in b ? b.start : 0)
	);
}

function fromList(entries: unknown[]): Utterance[] | null {
	const all: Utterance[] = [];
	for (const entry of entries) {
		if (!isFields(entry)) return null;
		const text =
			entry.text ?? entry.transcript ?? entry.message ?? entry.utterance ?? sentences(entry);
		if (typeof text !== 'string') return null;
		if (text.trim() === '') continue;
		const party = [entry.parties ?? entry.party].flat()[0];
		const label = entry.speaker ?? entry.role ?? entry.participant ?? entry.name ?? entry.channel;
		all.push({
			text: text.trim(),
			...(Number.isInteger(party) && { party: party as number }),
			...((typeof label === 'string' || typeof label === 'number') && { label }),
			...((typeof entry.start === 'string' || isTime(entry.start)) && { start: entry.start }),
			...(isTime(entry.end) && { end: entry.end }),
			...(isTime(entry.duration) && { duration: entry.duration }),
			...(Array.isArray(entry.words) && { words: wordsOf(entry.words) })
		});
	}
	return all;
}

function isWithin(word: unknown, { start, end }: Utterance) {
	if (!isFields(word) || !isTime(word.start) || !isTime(word.end)) return false;
	return typeof start === 'number' && end !== undefined && word.start >= start && word.end <= end;
}

function wordsOf(words: unknown[]): Utterance['words'] {
	return words.flatMap((word) => {
		if (!isFields(word) || !isTime(word.start) || !isTime(word.end)) return [];
		const text = word.punctuated_word ?? word.word ?? word.text;
		return typeof text === 'string' && text.trim() !== ''
			? { text: text.trim(), start: word.start, end: word.end }
			: [];
	});
}

function sentences(entry: Fields): string | undefined {
	const texts = list(entry.sentences).map((sentence) => isFields(sentence) && sentence.text);
	return texts.length > 0 ? texts.filter((text) => typeof text === 'string').join(' ') : undefined;
}

function isTime(value: unknown): value is number {
	return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

function list(value: unknown): unknown[] {
	return Array.isArray(value) ? value : [];
}

function isFields(value: unknown): value is Fields {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
