import type { QuoteEvidence } from './scorecard.ts';
import type { Segment } from './transcript.ts';

/**
 * Where a quote stands in the segment it names: letter for letter, only spaces, punctuation and invisible
 * characters may differ, and whole words. Null when it is not there. The evidence is what the record says.
 */
export function findQuote(
	segments: readonly Pick<Segment, 'ordinal' | 'text' | 'kind'>[],
	{ segment, quote }: { segment: number; quote: string }
): QuoteEvidence | null {
	const found = segments.find(({ ordinal, kind }) => ordinal === segment && kind === 'message');
	const wanted = wordsOf(quote);
	if (!found || lettersIn(wanted) < 2) return null;
	const words = wordsOf(found.text);
	for (let from = 0; from + wanted.length <= words.length; from++)
		if (wanted.every(({ text }, i) => words[from + i].text === text)) {
			const start = words[from].start;
			const end = words[from + wanted.length - 1].end;
			return { segment, start, end, quote: found.text.slice(start, end) };
		}
	return null;
}

type Word = { text: string; start: number; end: number };

/** Runs of letters, digits and signs that mean something (€, +, %); marks belong to their letter. */
function wordsOf(text: string): Word[] {
	return [...text.matchAll(/[\p{L}\p{M}\p{N}\p{S}%](?:\p{Cf}*[\p{L}\p{M}\p{N}\p{S}%])*/gu)].map(
		({ 0: run, index }) => ({
			text: run.replace(/\p{Cf}/gu, '').normalize('NFC'),
			start: index,
			end: index + run.length
		})
	);
}

const lettersIn = (words: Word[]) => words.reduce((sum, { text }) => sum + [...text].length, 0);
