import type { Quote } from '../../coaching-report.ts';
import { hideQuotations } from './check-text.ts';

/** What was said in one conversation, as a report may have it. */
export type Said = {
	/** By which a quote names its conversation. */
	source: string;
	/** As it stands in the record, and with the names hidden, as in a report. */
	texts: string[];
	/** What was pinned as evidence. */
	pinned: string[];
};

/** Quotes of this conversation become null; in texts the words go and the rest stays. */
export function without<T>(value: T, said: Said): T {
	if (typeof value === 'string') return withoutWords(value, said) as T;
	if (Array.isArray(value)) return value.map((one) => without(one, said)) as T;
	if (value === null || typeof value !== 'object') return value;
	const entries = Object.entries(value).map(([key, one]) => [
		key,
		isQuoteOf(one, said) ? null : without(one, said)
	]);
	return Object.fromEntries(entries) as T;
}

const isQuoteOf = (value: unknown, { source }: Pick<Said, 'source'>) =>
	value !== null &&
	typeof value === 'object' &&
	'speaker' in value &&
	'source' in value &&
	value.source === source;

/** Shorter ones are in many texts that have nothing to do with it. */
const shortest = 12;

const withoutWords = (text: string, { texts, pinned }: Said) =>
	pinned
		.filter((quote) => quote.length >= shortest)
		.reduce((left, quote) => left.replaceAll(quote, '…'), hideQuotations(text, texts));

/** What an issued report says may be erased by now: a new draft takes it over without that. */
export const withoutErased = <T>(words: T, erased: string[]): T =>
	erased.reduce(
		(left, source) => without(left, { source, texts: [], pinned: quotesOf(left, source) }),
		words
	);

/** Every text that is quoted from a conversation. */
function quotesOf(value: unknown, source: string): string[] {
	if (value === null || typeof value !== 'object') return [];
	if (isQuoteOf(value, { source })) return [(value as Quote).text];
	return Object.values(value).flatMap((one) => quotesOf(one, source));
}
