import { findQuote } from '../../quotes.ts';
import type { Locale } from '../../locales.ts';
import type { TextOmission } from '../../report-drafts.ts';
import { speaksOfFeelings } from '../ai/feelings.ts';

/** What a text may rest on. */
export type Proof = {
	/** Sentences of figures, comments and quotes: their numbers may be used. */
	facts: string[];
	/** Names of criteria and levels: they may be named, whatever they say. */
	names: string[];
	/** Days, to be written as they stand here or not at all. */
	dates: string[];
	/** What may stand in quotation marks. */
	quotes: string[];
};

type Problem = Pick<TextOmission, 'why' | 'what'>;

export const longestText = 1000;

/**
 * What in a text nothing proves; null when all of it stands. Each number is one of the facts, in digits and
 * with its sign of per cent; each quotation is in the record letter for letter; nobody's feelings are judged.
 */
export function problemIn(text: string, proof: Proof, locale: Locale): Problem | null {
	if (!/\p{L}/u.test(text)) return { why: 'missing', what: '' };
	if (text.length > longestText) return { why: 'too_long', what: '' };
	const names = proof.names.filter(Boolean).toSorted((a, b) => b.length - a.length);
	const unnamed = [...names, ...proof.dates].reduce(without, plain(text));
	const quoted = quotationsIn(unnamed).find(
		(words) => words.trim() && !isSaid(words, proof.quotes)
	);
	if (quoted) return { why: 'quote', what: short(quoted) };
	const own = unnamed.replace(quotation, ' ');
	if (speaksOfFeelings(own)) return { why: 'feelings', what: '' };
	const number = unprovenNumber(own, proof.facts.map(plain).join('\n'), locale);
	if (number) return { why: 'number', what: short(number) };
	if (isForeign(own, locale)) return { why: 'language', what: '' };
	return null;
}

const quotation = /“([^”]*)”|«([^»]*)»|„([^“”"]*)[“”"]|‘([^’]{3,})’|"([^"]*)"/gu;

const quotationsIn = (text: string) =>
	[...text.matchAll(quotation)].map(([, ...words]) => words.find((one) => one !== undefined) ?? '');

/** Puts … in the place of every quotation that stands in one of these texts. */
export const hideQuotations = (text: string, said: string[]) =>
	text.replace(quotation, (whole) => {
		const [words] = quotationsIn(whole);
		return words.trim() && isSaid(words, said) ? whole.replace(words, () => '…') : whole;
	});

const isSaid = (words: string, quotes: string[]) =>
	quotes.some((text) =>
		findQuote([{ ordinal: 0, kind: 'message', text: plain(text) }], { segment: 0, quote: words })
	);

/** A number that is not among the facts; also one that is written as a word, which nobody can look up. */
function unprovenNumber(text: string, facts: string, locale: Locale): string | null {
	const known = new Set(numbersIn(facts));
	const unknown = numbersIn(text).find((number) => !known.has(number));
	if (unknown) return unknown;
	const [odd] = text.replace(/[0-9]/g, '').match(/\p{N}/u) ?? [];
	if (odd) return odd;
	const spelled = [...text.matchAll(numberWords[locale])].map(([word]) => word.toLowerCase());
	const said = facts.toLowerCase();
	return spelled.find((word) => !said.includes(word)) ?? null;
}

/** 78%, 4.5, 12: without spaces and signs; both ends of a range of per cent are per cent. */
function numbersIn(text: string): string[] {
	const ranged = text.replace(/(\d[\d.,]*) ?(?:-|…) ?(?=\d[\d.,]* ?%)/g, '$1% ');
	return [...ranged.matchAll(/\d+(?:[.,]\d+)*(?: ?%)?/g)].map(([number]) =>
		number.replaceAll(',', '.').replace(' ', '')
	);
}

/** One and first are also articles and adverbs, and a side is a half in Latvian; the rest counts something. */
const numberWords: Record<Locale, RegExp> = {
	en: wholeWords(
		'two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|dozens?|hundreds?|half',
		'thirds?|quarters?|twice|thrice|doubled?|tripled?'
	),
	ru: wholeWords(
		'два|две|двух|двум|двумя|двое|двоих|три|тр[её]х|тр[её]м|тремя|трое|троих|четыр\\p{L}*|пять|пяти|пятью',
		'шесть|шести|семь|семи|восемь|восьми|девять|девяти|десят\\p{L}*|двенадцат\\p{L}*|половин\\p{L}*',
		'треть|трети|четверть|четверти|дважды|трижды|вдвое|втрое|сотн\\p{L}*'
	),
	lv: wholeWords(
		'div(?:i|as|u|ām|iem|os|ās|reiz)|trīs|trim|trijās|trijos|trīsreiz|četr\\p{L}*|piec(?:i|as|u|os|ās|iem|ām)',
		'seš(?:i|as|u|os|ās|iem|ām)|septiņ\\p{L}*|astoņ\\p{L}*|deviņ\\p{L}*|desmit\\p{L}*|trešdaļ\\p{L}*',
		'ceturtdaļ\\p{L}*|divkārt\\p{L}*'
	),
	ro: wholeWords(
		'doi|două|trei|patru|cinci|șase|șapte|opt|nouă|zece|jumătate|sfert|dublu|dublat|triplu|treime'
	)
};

function wholeWords(...words: string[]) {
	return new RegExp(`(?<!\\p{L})(?:${words.join('|')})(?!\\p{L})`, 'giu');
}

/** Russian is written in Cyrillic letters, the other three in Latin ones. */
function isForeign(text: string, locale: Locale) {
	const count = (letters: RegExp) => text.match(letters)?.length ?? 0;
	const cyrillic = count(/\p{Script=Cyrillic}/gu);
	const latin = count(/\p{Script=Latin}/gu);
	return locale === 'ru' ? latin > cyrillic : cyrillic > latin;
}

/** Dashes and blanks of one kind, per cent as its sign. */
const plain = (text: string) =>
	text
		.normalize('NFC')
		.replace(/[‐-―−]/gu, '-')
		.replace(/[\p{Zs}\t\n]+/gu, ' ')
		.replace(/(?<=\d) ?(?:per ?cent\p{L}*|процент\p{L}*|procent\p{L}*|la sută)/giu, '%');

/** Whole, in any case of its letters, and not as a part of a longer number. */
function without(text: string, name: string) {
	const words = RegExp.escape(plain(name));
	return text.replace(new RegExp(`(?<![\\p{L}\\d])${words}(?![\\p{L}\\d])`, 'giu'), ' ');
}

const short = (words: string) => (words.length > 60 ? `${words.slice(0, 59)}…` : words);
