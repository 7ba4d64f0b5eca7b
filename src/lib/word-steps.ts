const words = new Intl.Segmenter(undefined, { granularity: 'word' });

/** Where words of the text begin and end, in UTF-16 units. */
function wordsOf(text: string) {
	return [...words.segment(text)]
		.filter(({ isWordLike }) => isWordLike)
		.map(({ index, segment }) => ({ start: index, end: index + segment.length }));
}

export type Stretch = { start: number; end: number };

/** The word after the stretch, or the last one; null where the text has no words. */
export function nextWord(text: string, from: Stretch | null): Stretch | null {
	const all = wordsOf(text);
	return all.find(({ start }) => start >= (from?.end ?? 0)) ?? all.at(-1) ?? null;
}

/** The word before the stretch, or the first one; null where the text has no words. */
export function previousWord(text: string, from: Stretch | null): Stretch | null {
	const all = wordsOf(text);
	return all.findLast(({ end }) => end <= (from?.start ?? text.length)) ?? all[0] ?? null;
}

/** The stretch with one more word at its end. */
export function withNextWord(text: string, from: Stretch | null): Stretch | null {
	const next = nextWord(text, from);
	return next && { start: from?.start ?? next.start, end: Math.max(next.end, from?.end ?? 0) };
}

/** The stretch without its last word; a single word stays. */
export function withoutLastWord(text: string, from: Stretch | null): Stretch | null {
	if (!from) return previousWord(text, null);
	const end = wordsOf(text).findLast(
		(word) => word.end < from.end && word.start >= from.start
	)?.end;
	return { start: from.start, end: end ?? from.end };
}
