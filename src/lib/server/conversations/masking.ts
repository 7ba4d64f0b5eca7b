import type { Segment } from '#lib/transcript.ts';
import type { ConversationRecord } from './import/record.ts';
import { isCard, maskCards } from './masking/cards.ts';
import { maskAnswer, maskCodes } from './masking/codes.ts';
import { anyDigit, digitRanges, toAscii } from './masking/digits.ts';
import { findSpoken, type Hiding } from './masking/spoken.ts';
import { hide, stretchesOf } from './masking/stretches.ts';

type Said = Pick<Segment, 'speaker' | 'name' | 'text' | 'startMs' | 'words'>;

/** The longest answer that is nothing but a code with a few words, in UTF-16 units. */
const answerLength = 44;
/** So many segments back the question for a code may stand. */
const reach = 3;

/** Card numbers become •••• •••• •••• 1234, security codes •••. The rest stays letter for letter. */
export function maskText(text: string): string {
	if (!anyDigit.test(text)) return text;
	const masked = maskCodes(maskCards(text));
	return masked === text ? text : maskText(masked);
}

/**
 * Masks a transcript and the words in it: also a code that answers a question, a card in several
 * messages and, in a call, numbers that are spoken as words.
 */
export function maskSegments<S extends Said>(segments: S[], isCall = hasSound(segments)): S[] {
	const spoken: Hiding = isCall ? findSpoken(segments) : new Map();
	const silent = segments.map((segment, i) => hide(segment, spoken.get(i) ?? []));
	const masked = silent.map((segment, i) => {
		const name = segment.name && maskText(segment.name);
		const text = maskInContext(silent, i);
		const quiet = withText(segment, text);
		return name === segment.name ? quiet : { ...quiet, name };
	});
	maskSplitCards(masked);
	return masked;
}

function hasSound(segments: Said[]) {
	return segments.some(({ startMs }) => startMs !== undefined);
}

function withText<S extends Said>(segment: S, text: string): S {
	if (text === segment.text) return segment;
	return segment.words ? hide(segment, stretchesOf(segment.text, text)) : { ...segment, text };
}

/** Masks everything of a conversation that a person wrote; identity (source, ids, employee) stays. */
export function maskRecord(record: ConversationRecord): ConversationRecord {
	const { subject, tags, customer, survey, meta } = record;
	return {
		...record,
		segments: maskSegments(record.segments, record.channel === 'call' || hasSound(record.segments)),
		...(subject && { subject: maskText(subject) }),
		...(tags && { tags: tags.map(maskText) }),
		...(customer?.name && { customer: { ...customer, name: maskText(customer.name) } }),
		...(survey?.comment && { survey: { ...survey, comment: maskText(survey.comment) } }),
		...(meta && { meta: maskEntries(meta) })
	};
}

/** The beginning of a refused record, safe to list and to download. */
export function excerptOf(text: string): string {
	const start = text.slice(0, 400).toWellFormed().replaceAll('\0', '␀');
	const masked = maskSegments([{ speaker: 'unknown', text: start }], true)[0].text;
	return masked.length > 200 ? `${masked.slice(0, 200).toWellFormed()}…` : masked;
}

function maskInContext(segments: Said[], at: number): string {
	const text = segments[at].text;
	if (!anyDigit.test(text)) return text;
	const masked = maskText(text);
	if (masked.length > answerLength) return masked;
	const before = segments.slice(Math.max(0, at - reach), at);
	const question = before.map((s) => s.text).join('\n');
	return maskAnswer(masked, question, maskCards(question) !== question);
}

function maskSplitCards(segments: Said[]) {
	const isPart = new RegExp(`^[${digitRanges} .-]{2,19}$`);
	for (let from = 0; from < segments.length; from++) {
		let digits = '';
		for (let to = from; isPart.test(segments[to]?.text ?? '') && digits.length < 20; to++) {
			if (segments[to].speaker !== segments[from].speaker) break;
			digits += toAscii(segments[to].text);
			if (to > from && isCard(digits)) hideParts(segments, from, to, digits);
		}
	}
}

function hideParts(segments: Said[], from: number, to: number, digits: string) {
	for (let i = from; i <= to; i++) {
		const shown = i === to ? `•••• ${digits.slice(-4)}` : '••••';
		segments[i] = hide(segments[i], [{ from: 0, to: segments[i].text.length, shown }]);
	}
}

function maskEntries(meta: Record<string, string>) {
	return Object.fromEntries(Object.entries(meta).map(([k, v]) => [maskText(k), maskText(v)]));
}
