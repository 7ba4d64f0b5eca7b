import { questionsOf } from '../../../questions.ts';
import type { Definition } from '../../../scorecard.ts';
import type { VisitDocument } from '../../../visit-document.ts';

/** Words in a fingerprint: two people rarely write the same five in a row. */
const width = 5;
/** Shorter texts are alike by chance. */
const fewestWords = 8;
/** Of a long text the smallest prints stand for all: both sides choose the same ones. */
const mostPrints = 400;

/** What somebody wrote in their own words, long enough to be told again: by key of question or criterion. */
export function textsOf(definition: Definition, { answers, ratings }: VisitDocument) {
	const written = questionsOf(definition).flatMap(({ key, kind }) => {
		const answer = Object.hasOwn(answers, key) ? answers[key] : null;
		return kind === 'text' && typeof answer === 'string' ? [{ key, text: answer }] : [];
	});
	const comments = Object.entries(ratings).map(([key, { comment }]) => ({ key, text: comment }));
	return [...written, ...comments].filter(({ text }) => wordsOf(text).length >= fewestWords);
}

/** Hashes of every five words in a row, whatever the case and the punctuation, each once, in order. */
export function printsOf(text: string): number[] {
	const words = wordsOf(text);
	const prints = new Set<number>();
	for (let i = 0; i + width <= words.length; i++)
		prints.add(hashOf(words.slice(i, i + width).join(' ')));
	return [...prints].sort((a, b) => a - b).slice(0, mostPrints);
}

const wordsOf = (text: string) =>
	text
		.toLowerCase()
		.normalize('NFC')
		.match(/[\p{L}\p{N}]+/gu) ?? [];

/** FNV-1a, 32 bits, signed as PostgreSQL's integer. */
function hashOf(text: string) {
	let hash = 0x811c9dc5;
	for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
	return hash | 0;
}
