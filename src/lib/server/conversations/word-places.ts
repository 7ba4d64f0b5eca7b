/**
 * Where each word begins in the text (UTF-16 units), at the edge of a word where it can be; null when
 * they do not stand in it in their order.
 */
export function wordPlaces(text: string, words: { text: string }[]): number[] | null {
	let from = 0;
	const places: number[] = [];
	for (const word of words) {
		const place = placeOf(text, word.text, from);
		if (place < 0) return null;
		places.push(place);
		from = place + word.text.length;
	}
	return places;
}

function placeOf(text: string, word: string, from: number): number {
	const first = text.indexOf(word, from);
	for (let at = first; at >= 0; at = text.indexOf(word, at + 1))
		if (isEdge(text, at) && isEdge(text, at + word.length)) return at;
	return first;
}

function isEdge(text: string, at: number) {
	return !isLetter.test(text[at - 1] ?? '') || !isLetter.test(text[at] ?? '');
}

const isLetter = /[\p{L}\p{N}]/u;
